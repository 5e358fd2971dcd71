// What calls and arrivals do to datagram sockets, named once and used by the rules of several operations.
#pragma once

#include "model/datagrams/view.hpp"

namespace socketcheck::model::datagrams {

inline void remove_if_of(World& world, bool (*goes)(const Datagram&, std::int8_t), std::int8_t socket) {
  FixedVector<Datagram, most_datagrams> kept;
  for (const Datagram& d : world.datagrams.datagrams)
    if (!goes(d, socket)) kept.push_back(d);
  world.datagrams.datagrams = kept;
}
inline void forget_queue(World& world, std::int8_t socket) { remove_if_of(world, is_queued_at, socket); }
inline void forget_doubtful(World& world, std::int8_t socket) {
  remove_if_of(world, [](const Datagram& d, std::int8_t s) { return is_queued_at(d, s) && d.doubtful; }, socket);
}

// It has turned out that the candidate is there and those before it are not. `takes` it away as well.
inline void settle_candidate(View& v, int number, bool takes) {
  FixedVector<Datagram, most_datagrams> kept;
  for (const Datagram& d : v.all().datagrams) {
    if (!is_queued_at(d, v.number()) || number < 0) {
      kept.push_back(d);
    } else if (number-- == 0 && !takes) {
      kept.push_back(d).doubtful = false;
    }
  }
  v.all().datagrams = kept;
}

// The system chooses a port for a socket that has none.
inline void choose_port(View& v) {
  if (!has_port(v)) v.own().place = choose_place(v.world());
}

inline void keep_error(DatagramSocket& socket, KeptError error) {
  for (KeptError& one : socket.kept)
    if (one == KeptError::none) {
      one = error;
      return;
    }
}
inline KeptError take_kept_error(DatagramSocket& socket) {
  const KeptError first = socket.kept[0];
  std::copy(socket.kept.begin() + 1, socket.kept.end(), socket.kept.begin());
  socket.kept.back() = KeptError::none;
  return first;
}

inline void put_on_its_way(View& v, Place to, std::uint32_t size) {
  choose_port(v);
  v.all().datagrams.push_back({.number = ++v.all().sent, .sender = v.number(), .from = v.own().place, .to = to, .size = size});
}

}  // namespace socketcheck::model::datagrams
