// Who is named where: which places are taken, and which pairs of names are alive.
#pragma once

#include "model/world/world.hpp"

namespace socketcheck::model {

// The place that the system chooses is one that was never used before.
inline Place choose_place(World& world) {
  return static_cast<Place>(static_cast<int>(Place::first_chosen) + world.places_chosen++);
}

// The port of a place, as a place of the program's own address.
constexpr Place port_of(Place place) {
  return place >= Place::usual_p && place <= Place::usual_r ? static_cast<Place>(static_cast<int>(place) - given_places) : place;
}
// The same port at the address that the system uses where a program names none.
inline Place at_usual_address(const World& world, Place given) {
  const bool is_given = given >= Place::p && given <= Place::r;
  return is_given && !world.limits.one_address ? static_cast<Place>(static_cast<int>(given) + given_places) : given;
}

// The same port as `port` at the address of the place.
inline Place at_address_of(const World& world, Place place, Place port) {
  return port_of(place) == place ? port : at_usual_address(world, port);
}

// A place, or at every address the port of one.
struct Name {
  Place place = Place::none;
  bool any = false;
};
inline Name name_of(const Socket& socket) { return {socket.place, socket.any}; }
// Whether the two can be reached by the same segment.
constexpr bool overlap(const Name& one, const Name& other) {
  return one.any || other.any ? port_of(one.place) == port_of(other.place) : one.place == other.place;
}

inline const End& end_of(const World& world, const Socket& socket) {
  return world.connection(socket.connection).ends[static_cast<std::size_t>(socket.end)];
}
inline bool listens(const World& world, const Socket& socket) {
  return socket.connection != nobody && end_of(world, socket).state == State::listen;
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

// One who is named so that a name can't be given to another without more ado.
struct Taker {
  Name name;
  Sharing sharing;
  bool listens = false;
  bool is_socket = false;  // a socket, or an end of a connection that nobody has a descriptor of; else a TIME-WAIT
};

// Calls `visit(taker)` for each whose name overlaps.
template <class Visit>
void for_each_taker(const World& world, const Name& name, std::int8_t but_socket, Visit visit) {
  if (name.place == Place::none) return;
  const auto look_at = [&](const Taker& taker) {
    if (overlap(taker.name, name)) visit(taker);
  };
  for (std::size_t i = 0; i < world.sockets.size(); ++i) {
    const Socket& socket = world.sockets[i];
    if (static_cast<std::int8_t>(i) != but_socket && socket.connection != nobody && socket.owns_place)
      look_at({name_of(socket), socket.sharing(), listens(world, socket), true});
  }
  for_each_end(world, [&](const End& end, const End&) {
    const bool is_time_wait = end.state == State::time_wait;
    if (is_time_wait || (end.state != State::closed && end.socket == nobody))
      look_at({{end.place, false}, end.sharing, false, !is_time_wait});
  });
}

// POSIX.1-2017 bind() ERRORS [EADDRINUSE].
inline bool is_taken(const World& world, const Name& name, std::int8_t but_socket) {
  bool taken = false;
  for_each_taker(world, name, but_socket, [&](const Taker&) { taken = true; });
  return taken;
}

// Linux socket(7), SO_REUSEADDR and SO_REUSEPORT: both must have the option, and a listener shares only by the second.
constexpr bool may_share(const Sharing& own, const Taker& taker) {
  return (own.address && taker.sharing.address && !taker.listens) || (own.port && taker.sharing.port);
}
inline bool conflicts(const World& world, const Name& name, const Sharing& own, std::int8_t but_socket) {
  bool conflict = false;
  for_each_taker(world, name, but_socket, [&](const Taker& taker) { conflict = conflict || !may_share(own, taker); });
  return conflict;
}
// A port remembers who has taken it with SO_REUSEPORT, and may not notice that the option was changed.
inline bool may_remember_sharing(const World& world, const Name& name, const Sharing& own, std::int8_t but_socket) {
  bool changed = false;
  const Name port{name.place, true};
  for_each_taker(world, port, but_socket, [&](const Taker& taker) { changed = changed || taker.sharing.port_changed; });
  return own.port && changed;
}

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
