// What a rule about datagrams sees: its own socket, and the world around it. It owns nothing.
#pragma once

#include <algorithm>

#include "model/world/places.hpp"
#include "model/world/world.hpp"

namespace socketcheck::model::datagrams {

class View {
 public:
  View(World& world, std::int8_t socket) : world_(world), socket_(socket) {}
  static View of(World& world, Slot slot) { return {world, world.socket_of(slot)}; }
  // For looking only: keep it in a `const View`.
  static const View of(const World& world, Slot slot) { return of(const_cast<World&>(world), slot); }
  View(const View&) = delete;  // a copy of a const View could change the world
  View& operator=(const View&) = delete;

  World& world() { return world_; }
  const World& world() const { return world_; }
  DatagramWorld& all() { return world_.datagrams; }
  const DatagramWorld& all() const { return world_.datagrams; }
  std::int8_t number() const { return socket_; }
  // Not of a call that makes a socket.
  DatagramSocket& own() { return world_.datagrams.sockets[static_cast<std::size_t>(socket_)]; }
  const DatagramSocket& own() const { return world_.datagrams.sockets[static_cast<std::size_t>(socket_)]; }

 private:
  World& world_;
  std::int8_t socket_;
};

inline bool is_connected(const View& v) { return v.own().connected; }
inline bool has_port(const View& v) { return v.own().has_port(); }
inline bool read_shut(const View& v) { return v.own().read_shut; }
inline bool write_shut(const View& v) { return v.own().write_shut; }
inline bool is_refused(const View& v) { return v.own().refused; }

inline bool is_queued_at(const Datagram& d, std::int8_t socket) { return d.receiver == socket && socket != nobody; }

// The datagrams that may be next: those at the front that may have been lost, up to the first that certainly is there.
// nullptr: there are not so many.
inline const Datagram* candidate(const View& v, int number) {
  for (const Datagram& d : v.all().datagrams) {
    if (!is_queued_at(d, v.number())) continue;
    if (number-- == 0) return &d;
    if (!d.doubtful) return nullptr;
  }
  return nullptr;
}
// Some datagram certainly is in the queue.
inline bool has_certain(const View& v) {
  return std::any_of(v.all().datagrams.begin(), v.all().datagrams.end(),
                     [&](const Datagram& d) { return is_queued_at(d, v.number()) && !d.doubtful; });
}
inline bool may_have_datagrams(const View& v) { return candidate(v, 0) != nullptr; }

// The socket at the place, and the only one; nobody: there is none.
inline std::int8_t socket_at(const World& world, Place place) {
  if (place == Place::none) return nobody;
  const auto& sockets = world.datagrams.sockets;
  for (std::size_t i = 0; i < sockets.size(); ++i)
    if (sockets[i].descriptors > 0 && sockets[i].place == place) return static_cast<std::int8_t>(i);
  return nobody;
}
// A connected socket takes only what its peer sends; with port 0 as its peer's, what any port of the address sends.
inline bool takes_from(const DatagramSocket& socket, Place from) {
  return !socket.connected || socket.peer == Place::none || socket.peer == from;
}
inline std::int8_t receiver_of(const World& world, const Datagram& d) {
  const std::int8_t at = socket_at(world, d.to);
  return at != nobody && takes_from(world.datagrams.sockets[static_cast<std::size_t>(at)], d.from) ? at : nobody;
}

// How many bytes of the receive buffer a datagram may take up with everything that the stack adds. Measured on Linux
// 6.18: 832 of nothing, 2315 of 1000 bytes, 21299 of 20000, 70998 of 65507.
inline std::uint64_t charge_of(const Datagram& d) { return 2048 + 2 * std::uint64_t{d.size}; }
// The same of an error that IP_RECVERR keeps. Measured on Linux 6.18: 832 to 1280 over IPv4, to 2304 over IPv6.
inline constexpr std::uint64_t charge_of_kept_error = 2304;
inline std::uint64_t charged(const View& v) {
  std::uint64_t sum = 0;
  for (const Datagram& d : v.all().datagrams)
    if (is_queued_at(d, v.number())) sum += charge_of(d);
  for (const KeptError error : v.own().kept)
    if (error != KeptError::none) sum += charge_of_kept_error;
  return sum;
}
// Half of the buffer is left to what was read and is not yet given back.
inline bool has_room_for(const View& v, const Datagram& added) {
  return charged(v) == 0 || charged(v) + charge_of(added) <= v.own().room / 2;
}
inline bool has_room_for_error(const View& v) { return charged(v) + charge_of_kept_error <= v.own().room / 2; }

}  // namespace socketcheck::model::datagrams
