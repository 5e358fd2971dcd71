// The queue of a listening socket: connections whose handshake is done and that nobody has accepted.
#pragma once

#include "model/world/places.hpp"

namespace socketcheck::model {

inline bool waits_in_queue_of(const Connection& c, std::int8_t listener) {
  return listener != nobody && c.listener == listener;
}

inline std::uint32_t waiting_in_queue(const World& world, std::int8_t listener) {
  return static_cast<std::uint32_t>(std::count_if(world.connections.begin(), world.connections.end(), [&](const Connection& c) {
    return waits_in_queue_of(c, listener);
  }));
}

// The connection that is accepted next (POSIX.1-2017 accept(): the first one on the queue); nobody: the queue is empty.
inline std::int8_t next_in_queue(const World& world, std::int8_t listener) {
  std::int8_t next = nobody;
  for (std::size_t i = 0; i < world.connections.size(); ++i) {
    if (!waits_in_queue_of(world.connections[i], listener)) continue;
    if (next == nobody || world.connections[i].place_in_queue < world.connection(next).place_in_queue)
      next = static_cast<std::int8_t>(i);
  }
  return next;
}

inline void put_at_the_end_of_queue(World& world, Connection& c, std::int8_t listener) {
  std::uint8_t last = 0;
  for (const Connection& other : world.connections)
    if (waits_in_queue_of(other, listener)) last = std::max(last, other.place_in_queue);
  c.listener = listener;
  c.place_in_queue = static_cast<std::uint8_t>(last + 1);
}

// The others move up, so that equal queues are equal worlds.
inline void take_from_queue(World& world, Connection& taken) {
  for (Connection& c : world.connections)
    if (waits_in_queue_of(c, taken.listener) && c.place_in_queue > taken.place_in_queue) --c.place_in_queue;
  taken.listener = nobody;
  taken.place_in_queue = 0;
}

using Listeners = FixedVector<std::int8_t, most_sockets>;

// The sockets of which one gets a SYN for the place: those at its address, or if there are none those at every address.
inline Listeners listeners_at(const World& world, Place place) {
  Listeners found;
  for (const bool any : {false, true}) {
    if (found.size() > 0) break;
    for (std::size_t i = 0; i < world.sockets.size(); ++i) {
      const Socket& socket = world.sockets[i];
      if (socket.any == any && listens(world, socket) && overlap(name_of(socket), {place, false}))
        found.push_back(static_cast<std::int8_t>(i));
    }
  }
  return found;
}
// One of them; nobody: there is none.
inline std::int8_t listener_at(const World& world, Place place) {
  const Listeners found = listeners_at(world, place);
  return found.size() == 0 ? nobody : found[0];
}

// Who listens at this port has changed, and so may have which of them gets a SYN that is sent again.
inline void forget_aims(World& world, const Socket& listener) {
  for (Connection& c : world.connections)
    if (c.is_unanswered() && port_of(c.ends[1].place) == port_of(listener.place)) c.aimed_at = nobody;
}

// Connections with the same two names can't be told apart by them: the number of the first that had them.
inline std::uint8_t first_of_its_names(const World& world, const Connection& c) {
  std::uint8_t first = c.number;
  for (const Connection& other : world.connections)
    if (other.number != 0 && other.number < first && other.ends[0].place == c.ends[0].place &&
        other.ends[1].place == c.ends[1].place)
      first = other.number;
  return first;
}

}  // namespace socketcheck::model
