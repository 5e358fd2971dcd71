// Who is named where: which places are taken, and which pairs of names are alive.
#pragma once

#include "model/world/world.hpp"

namespace socketcheck::model {

// The place that the system chooses is one that was never used before.
inline Place choose_place(World& world) {
  return static_cast<Place>(static_cast<int>(Place::first_chosen) + world.places_chosen++);
}

// Calls `visit(end, other end)` for each end of a connection that somebody sent a SYN for.
template <class Visit>
void for_each_end(const World& world, Visit visit) {
  for (const Connection& c : world.connections) {
    if (c.handshake == Handshake::none) continue;
    visit(c.ends[0], c.ends[c.to_itself ? 0 : 1]);
    if (!c.to_itself) visit(c.ends[1], c.ends[0]);
  }
}

// Who keeps a place from being given to another socket.
struct Takers {
  bool sockets = false;     // a socket is bound there, or an end of a connection is named so that nobody has a descriptor of
  bool time_waits = false;  // an end in TIME-WAIT is named so
  bool any() const { return sockets || time_waits; }
};

inline Takers takers_of(const World& world, Place place, std::int8_t but_socket) {
  Takers takers;
  if (place == Place::none) return takers;
  for (std::size_t i = 0; i < world.sockets.size(); ++i)
    if (static_cast<std::int8_t>(i) != but_socket && world.sockets[i].connection != nobody && world.sockets[i].owns_place &&
        world.sockets[i].place == place)
      takers.sockets = true;
  for_each_end(world, [&](const End& end, const End&) {
    if (end.place != place || end.state == State::closed) return;
    if (end.state == State::time_wait) takers.time_waits = true;
    else if (end.socket == nobody) takers.sockets = true;
  });
  return takers;
}
// POSIX.1-2017 bind() ERRORS [EADDRINUSE].
inline bool is_taken(const World& world, Place place, std::int8_t but_socket) { return takers_of(world, place, but_socket).any(); }

// The states of the ends that are named `from` and have a peer named `to`: closed if there is none.
inline State state_between(const World& world, Place from, Place to) {
  State state = State::closed;
  for_each_end(world, [&](const End& end, const End& other) {
    if (end.place == from && other.place == to && end.state != State::closed) state = end.state;
  });
  return state;
}

// A new connection has taken over the names, so no TIME-WAIT is kept of the earlier one (RFC 9293 3.6.1 [MAY-2]).
inline void forget_time_wait_between(World& world, Place from, Place to) {
  for (Connection& c : world.connections)
    for (std::size_t end = 0; end < 2; ++end) {
      const End& other = c.ends[c.to_itself ? end : 1 - end];
      if (c.ends[end].state == State::time_wait && c.ends[end].place == from && other.place == to) c.ends[end].state = State::closed;
    }
}

}  // namespace socketcheck::model
