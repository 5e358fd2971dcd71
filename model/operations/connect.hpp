// connect(2) on a non-blocking socket: send a SYN, or tell what has become of the last one.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

// To a place that the program was given, to its port at 0.0.0.0 or [::], or to where the socket in another slot is named.
struct Connect {
  Slot slot = Slot::a;
  Place place = Place::none;  // p, q or r; none: where `to` is named
  Slot to = Slot::a;
  bool any = false;  // towards the unspecified address; only with a place
  bool operator==(const Connect&) const = default;
};

// none: there is no such name. The unspecified address stands for the socket's own, as Linux and the BSDs have it.
inline Place target_of(const World& world, const Connect& op) {
  if (op.any) {
    const Socket& own = world.socket(world.socket_of(op.slot));
    const bool has_address = own.address_given && !own.any && own.named == Named::place;
    return has_address ? at_address_of(world, own.place, op.place) : at_usual_address(world, op.place);
  }
  if (op.place != Place::none || world.is_empty(op.to)) return op.place;
  const Socket& socket = world.socket(world.socket_of(op.to));
  return socket.owns_place ? socket.place : Place::none;
}

// Who is named at every address speaks from one.
inline void take_usual_address(const World& world, Socket& socket) {
  if (!socket.any) return;
  socket.place = at_usual_address(world, socket.place);
  socket.any = false;
}
// RFC 9293 3.10.1, CLOSED: an active OPEN. Settling brings the SYN to its target.
inline void send_syn(View& v, const Connect& op, const Answer&) {
  World& world = v.world();
  Socket& socket = v.socket();
  const Place target = target_of(world, op);
  if (!socket.owns_place) {
    socket.place = choose_place(world);
    socket.owns_place = true;
  }
  take_usual_address(world, socket);
  socket.named = Named::place;
  socket.pending = Pending::none;
  socket.attempt = Attempt::under_way;
  Connection& c = v.connection();
  c.handshake = Handshake::on_its_way;
  v.socket().was_disconnected = false;
  c.number = ++world.syns;
  c.to_itself = target == socket.place;
  v.own().state = State::syn_sent;
  v.own().place = socket.place;
  if (!c.to_itself) v.peer().place = target;
  forget_time_wait_between(world, socket.place, target);
}
inline void outcome_is_told(View& v, const Connect&, const Answer&) { v.socket().attempt = Attempt::made; }
// The attempt is over and forgotten: the next call begins another one.
inline void failure_is_told(View& v, const Connect&, const Answer&) {
  v.socket().pending = Pending::none;
  leave_connection(v);
}
inline void name_is_given_up(View& v, const Connect&, const Answer&) {
  give_up_chosen_place(v);
  if (v.socket().address_given) take_usual_address(v.world(), v.socket());
  lose_chosen_address(v.socket());
}

inline Allowed in_progress(const View&, const Connect&) { return fails(Error::in_progress); }
inline Allowed already_connected(const View&, const Connect&) { return fails(Error::is_connected); }
inline Allowed connect_invalid(const View&, const Connect&) { return fails(Error::invalid_argument); }
inline Allowed address_not_available(const View&, const Connect&) { return fails(Error::address_not_available); }
inline Allowed tells_failure(const View& v, const Connect&) {
  return fails(has_pending(v) ? error_of(v.socket().pending) : Error::connection_aborted);
}

inline bool may_begin(const View& v) { return is_unconnected(v) && v.socket().attempt == Attempt::none; }
inline bool outcome_is_unknown(const View& v) { return v.socket().attempt == Attempt::under_way; }
// The name that the socket will have; none: the system is to choose one.
inline Place source_for(const View& v) {
  const Socket& socket = v.socket();
  if (!socket.owns_place) return Place::none;
  return socket.any ? at_usual_address(v.world(), socket.place) : socket.place;
}
// The state of the end whose two names the new connection would have.
inline State state_of_the_same_names(const View& v, const Connect& op) {
  const Place source = source_for(v);
  return source != Place::none ? state_between(v.world(), source, target_of(v.world(), op)) : State::closed;
}
inline bool names_are_free(const View& v, const Connect& op) { return state_of_the_same_names(v, op) == State::closed; }
inline bool names_are_in_time_wait(const View& v, const Connect& op) {
  return state_of_the_same_names(v, op) == State::time_wait;
}

// The end that has these two names waits for the peer's FIN, and nobody has a descriptor of it.
inline bool is_half_closed_orphan(const Connection& c, int end, Place from, Place to) {
  const End& own = c.ends[static_cast<std::size_t>(end)];
  const bool waits = own.state == State::fin_wait_1 || own.state == State::fin_wait_2;
  return waits && own.socket == nobody && own.place == from && c.ends[static_cast<std::size_t>(1 - end)].place == to;
}
inline bool names_are_an_orphans(const View& v, const Connect& op) {
  const Place from = source_for(v);
  const Place to = target_of(v.world(), op);
  for (const Connection& c : v.world().connections)
    for (const int end : {0, 1})
      if (from != Place::none && is_half_closed_orphan(c, end, from, to)) return true;
  return false;
}
// The orphan is forgotten, so its peer answers the SYN with an ACK that nobody expects, and is reset for it. The SYN is
// sent again later.
inline void take_names_of_orphan(View& v, const Connect& op, const Answer& seen) {
  World& world = v.world();
  const Place from = source_for(v);
  const Place to = target_of(world, op);
  for (std::size_t c = 0; c < world.connections.size(); ++c)
    for (const int end : {0, 1}) {
      if (!is_half_closed_orphan(world.connections[c], end, from, to)) continue;
      View orphan(world, static_cast<std::int8_t>(c), static_cast<std::int8_t>(end));
      send_reset(orphan);
    }
  send_syn(v, op, seen);
  v.connection().handshake = Handshake::waits_for_room;
}

inline bool has_listener(const View& v, const Connect& op) { return listener_at(v.world(), target_of(v.world(), op)) != nobody; }
inline bool may_be_answered_at_once(const View& v, const Connect& op) {
  const Place source = source_for(v);
  const Place target = target_of(v.world(), op);
  const bool meets = source != Place::none && (target == source || state_between(v.world(), target, source) == State::syn_sent);
  return has_listener(v, op) || meets;
}
inline bool may_be_refused_at_once(const View& v, const Connect& op) {
  const Listeners listeners = listeners_at(v.world(), target_of(v.world(), op));
  const auto has_no_room = [&](std::int8_t listener) {
    return waiting_in_queue(v.world(), listener) >= v.world().socket(listener).backlog;
  };
  return listeners.size() == 0 || std::any_of(listeners.begin(), listeners.end(), has_no_room);
}
inline Allowed unspecified_if_not_available(const View& v, const Connect& op) {
  return op.any ? address_not_available(v, op) : nothing();
}

inline constexpr Rule<Connect> connect_rules[] = {
    {.id = "connect.begun",
     .source = "POSIX.1-2017 connect() ERRORS [EINPROGRESS], shall; RFC 9293 3.10.1, CLOSED",
     .when = [](const View& v, const Connect& op) { return may_begin(v) && names_are_free(v, op); },
     .allows = in_progress,
     .then = send_syn,
     .also = {{.allows = [](const View& v, const Connect& op) { return may_be_answered_at_once(v, op) ? ok() : nothing(); },
               .then = [](View& v, const Connect& op, const Answer& seen) {
                 send_syn(v, op, seen);
                 outcome_is_told(v, op, seen);
               }},
              {.allows = [](const View& v, const Connect& op) {
                 return may_be_refused_at_once(v, op) ? fails(Error::connection_refused) : nothing();
               }},
              {.allows = unspecified_if_not_available}}},

    {.id = "connect.names-in-time-wait",
     .source = "RFC 9293 3.6.1 [MAY-2]: a new SYN may reopen the connection; POSIX.1-2017 connect() ERRORS [EADDRNOTAVAIL] and "
               "[EADDRINUSE]",
     .when = [](const View& v, const Connect& op) { return may_begin(v) && names_are_in_time_wait(v, op); },
     .allows = in_progress,
     .then = send_syn,
     .also = {{.allows = address_not_available, .then = name_is_given_up},
              {.allows = [](const View&, const Connect&) { return fails(Error::address_in_use); }}}},

    {.id = "connect.names-in-use",
     .source = "RFC 9293 3.10.1: a connection that exists already; POSIX.1-2017 connect() ERRORS [EADDRNOTAVAIL], shall, and "
               "[EADDRINUSE], may",
     .when = [](const View& v, const Connect& op) {
       return may_begin(v) && !names_are_free(v, op) && !names_are_in_time_wait(v, op);
     },
     .allows = address_not_available,
     .then = name_is_given_up,
     .also = {{.allows = [](const View&, const Connect&) { return fails(Error::address_in_use); }}}},

    {.id = "connect.under-way",
     .source = "POSIX.1-2017 connect() ERRORS [EALREADY], shall: a connection request is already in progress",
     .when = [](const View& v, const Connect&) { return is_connecting(v); },
     .allows = [](const View&, const Connect&) { return fails(Error::already); }},

    {.id = "connect.connected",
     .source = "POSIX.1-2017 connect() ERRORS [EISCONN], shall: the socket is already connected",
     .when = [](const View& v, const Connect&) { return is_connected(v); },
     .allows = already_connected},

    {.id = "connect.failed",
     .source = "POSIX.1-2017 connect() ERRORS [ECONNREFUSED], shall: after a failure the state of the socket is unspecified",
     .when = [](const View& v, const Connect&) { return has_ended(v) && outcome_is_unknown(v); },
     .allows = tells_failure,
     .then = failure_is_told,
     .also = {{.allows = already_connected}, {.allows = connect_invalid}}},

    {.id = "connect.ended",
     .source = "POSIX.1-2017 connect() ERRORS [EISCONN] and [EINVAL]: silent on a connection that has ended",
     .when = [](const View& v, const Connect&) { return has_ended(v) && !outcome_is_unknown(v); },
     .allows = already_connected,
     .also = {{.allows = connect_invalid}}},

    {.id = "connect.listening",
     .source = "POSIX.1-2017 connect() ERRORS [EOPNOTSUPP], may: the socket is listening and cannot be connected",
     .when = [](const View& v, const Connect&) { return is_listening(v); },
     .allows = [](const View&, const Connect&) { return fails(Error::not_supported); },
     .also = {{.allows = already_connected}, {.allows = connect_invalid}}},
};

inline constexpr Rule<Connect> linux_connect_rules[] = {
    {.id = "linux.connect.begun",
     .source = "POSIX is silent on a handshake that is done at once; measured: Linux 6.18, EINPROGRESS always",
     .refines = "connect.begun",
     .when = [](const View& v, const Connect& op) { return may_begin(v) && names_are_free(v, op); },
     .allows = in_progress,
     .then = send_syn},

    {.id = "linux.connect.names-in-time-wait",
     .source = "RFC 9293 3.6.1 [MAY-2]; measured: Linux 6.18, EADDRNOTAVAIL within a second (net.ipv4.tcp_tw_reuse)",
     .refines = "connect.names-in-time-wait",
     .when = [](const View& v, const Connect& op) { return may_begin(v) && names_are_in_time_wait(v, op); },
     .allows = in_progress,
     .then = send_syn,
     .also = {{.allows = address_not_available, .then = name_is_given_up}}},

    {.id = "linux.connect.names-in-use",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EADDRNOTAVAIL",
     .refines = "connect.names-in-use",
     .when = [](const View& v, const Connect& op) {
       return may_begin(v) && !names_are_free(v, op) && !names_are_in_time_wait(v, op) && !names_are_an_orphans(v, op);
     },
     .allows = address_not_available,
     .then = name_is_given_up},

    {.id = "linux.connect.names-of-an-orphan",
     .source = "measured: Linux 6.18, a bound socket takes the names of an end in FIN-WAIT-2 that nobody has a descriptor of",
     .deviates = "connect.names-in-use",
     .when = [](const View& v, const Connect& op) {
       return may_begin(v) && !names_are_free(v, op) && !names_are_in_time_wait(v, op) && names_are_an_orphans(v, op);
     },
     .allows = address_not_available,
     .then = name_is_given_up,
     .also = {{.allows = in_progress, .then = take_names_of_orphan}}},

    {.id = "linux.connect.told-once",
     .source = "measured: Linux 6.18, the first connect() after the handshake returns 0",
     .deviates = "connect.connected",
     .when = [](const View& v, const Connect&) { return is_connected(v) && outcome_is_unknown(v); },
     .allows = [](const View&, const Connect&) { return ok(); },
     .then = outcome_is_told},

    {.id = "linux.connect.connected",
     .source = "POSIX.1-2017 connect() ERRORS [EISCONN], shall: the socket is already connected",
     .refines = "connect.connected",
     .when = [](const View& v, const Connect&) { return is_connected(v) && !outcome_is_unknown(v); },
     .allows = already_connected},

    {.id = "linux.connect.failed",
     .source = "POSIX is silent on the state after a failure; measured: Linux 6.18, the pending error, or ECONNABORTED once it was "
               "reported elsewhere, and then the socket is as new",
     .refines = "connect.failed",
     .when = [](const View& v, const Connect&) { return has_ended(v) && outcome_is_unknown(v); },
     .allows = tells_failure,
     .then = failure_is_told},

    {.id = "linux.connect.ended",
     .source = "POSIX is silent on a connection that has ended; measured: Linux 6.18, EISCONN",
     .refines = "connect.ended",
     .when = [](const View& v, const Connect&) { return has_ended(v) && v.socket().attempt == Attempt::made; },
     .allows = already_connected},

    {.id = "linux.connect.given-up",
     .source = "POSIX is silent on an attempt that was shut down; measured: Linux 6.18, EINVAL",
     .refines = "connect.ended",
     .when = [](const View& v, const Connect&) { return has_ended(v) && v.socket().attempt == Attempt::given_up; },
     .allows = connect_invalid},

    {.id = "linux.connect.listening",
     .source = "POSIX is silent on which error comes; measured: Linux 6.18, EISCONN",
     .refines = "connect.listening",
     .when = [](const View& v, const Connect&) { return is_listening(v); },
     .allows = already_connected},
};

}  // namespace socketcheck::model
