// The queue of a listening socket: connections whose handshake is done and that nobody has accepted.
#pragma once

#include "model/world/world.hpp"

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

// The socket that listens at the place; nobody: there is none.
inline std::int8_t listener_at(const World& world, Place place) {
  for (std::size_t i = 0; i < world.sockets.size(); ++i) {
    const Socket& socket = world.sockets[i];
    if (socket.connection == nobody || socket.place != place) continue;
    if (world.connection(socket.connection).ends[static_cast<std::size_t>(socket.end)].state == State::listen)
      return static_cast<std::int8_t>(i);
  }
  return nobody;
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
