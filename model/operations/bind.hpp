// bind(2): give a socket its name.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

// The port of a place that the program was given, at the address of that place or at every address; or port 0: then the
// system chooses one.
struct Bind {
  Slot slot = Slot::a;
  Place place = Place::none;  // p, q or r; none: port 0
  bool any = false;           // 0.0.0.0 or [::]; only with a place
  bool operator==(const Bind&) const = default;
};

inline void give_name(View& v, const Bind& op, const Answer&) {
  Socket& socket = v.socket();
  socket.place_given = op.place != Place::none;
  socket.place = socket.place_given ? op.place : choose_place(v.world());
  socket.any = op.any;
  socket.owns_place = true;
  // An address that was given once is kept over AF_UNSPEC for good.
  socket.address_given = socket.address_given || !op.any || v.limits().every_address_is_given;
  socket.named = Named::place;
  socket.port_changed = false;
}
// What is left of an earlier name is its port.
inline void lose_address(View& v, const Bind&, const Answer&) {
  if (v.socket().named == Named::place) v.socket().named = Named::port_only;
}

inline Allowed bound(const View&, const Bind&) { return ok(); }
inline Allowed bind_invalid(const View&, const Bind&) { return fails(Error::invalid_argument); }
inline Allowed bind_in_use(const View&, const Bind&) { return fails(Error::address_in_use); }

inline bool has_no_name_to_lose(const View& v) { return is_unconnected(v) && !v.socket().owns_place; }
inline bool may_be_named_anew(const View& v) { return has_ended(v) && !v.socket().owns_place; }
inline Name name_in(const Bind& op) { return {op.place, op.any}; }
inline bool is_free(const View& v, const Bind& op) { return !is_taken(v.world(), name_in(op), v.own().socket); }
// Which addresses are in use where the option asks for reuse, is the implementation's to say; POSIX does not say it of a
// TIME-WAIT either, nor of names that only overlap.
inline bool may_be_free(const View& v, const Bind& op) {
  if (v.socket().options.reuse_address || v.socket().options.reuse_port) return true;
  bool certain = false;
  for_each_taker(v.world(), name_in(op), v.own().socket, [&](const Taker& taker) {
    const bool same_name = taker.name.place == op.place && taker.name.any == op.any;
    certain = certain || (taker.is_socket && same_name);
  });
  return !certain;
}
inline bool bind_conflicts(const View& v, const Bind& op) {
  return conflicts(v.world(), name_in(op), v.socket().sharing(), v.own().socket);
}
inline bool may_overlook_conflict(const View& v, const Bind& op) {
  return bind_conflicts(v, op) && may_remember_sharing(v.world(), name_in(op), v.socket().sharing(), v.own().socket);
}
inline Allowed bound_if_shared(const View& v, const Bind& op) { return bind_conflicts(v, op) ? nothing() : bound(v, op); }
inline Allowed bound_if_overlooked(const View& v, const Bind& op) { return may_overlook_conflict(v, op) ? bound(v, op) : nothing(); }
inline Allowed in_use_if_conflicting(const View& v, const Bind& op) { return bind_conflicts(v, op) ? bind_in_use(v, op) : nothing(); }

inline constexpr Rule<Bind> bind_rules[] = {
    {.id = "bind.free",
     .source = "POSIX.1-2017 bind() DESCRIPTION and RETURN VALUE",
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && is_free(v, op); },
     .allows = bound,
     .then = give_name,
     .also = {{.allows = [](const View& v, const Bind& op) { return was_shut_down(v) ? bind_invalid(v, op) : nothing(); }}}},

    {.id = "bind.in-use",
     .source = "POSIX.1-2017 bind() ERRORS [EADDRINUSE], shall: the specified address is already in use; "
               "POSIX.1-2017 XSH 2.10.16 SO_REUSEADDR",
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && !is_free(v, op); },
     .allows = bind_in_use,
     .also = {{.allows = [](const View& v, const Bind& op) { return was_shut_down(v) ? bind_invalid(v, op) : nothing(); }},
              {.allows = [](const View& v, const Bind& op) { return may_be_free(v, op) ? ok() : nothing(); }, .then = give_name}}},

    {.id = "bind.again",
     .source = "POSIX.1-2017 bind() ERRORS [EINVAL], shall: already bound, or shut down, and [EISCONN], may",
     .when = [](const View& v, const Bind&) { return !has_no_name_to_lose(v) && !may_be_named_anew(v); },
     .allows = bind_invalid,
     .also = {{.allows = [](const View& v, const Bind&) { return is_connected(v) ? fails(Error::is_connected) : nothing(); }}}},

    {.id = "bind.ended",
     .source = "POSIX.1-2017 bind() ERRORS [EINVAL], shall: shut down, or already bound, if the protocol does not support "
               "binding to a new address",
     .when = [](const View& v, const Bind&) { return may_be_named_anew(v); },
     .allows = bind_invalid,
     .also = {{.allows = [](const View& v, const Bind& op) { return is_free(v, op) || may_be_free(v, op) ? ok() : nothing(); },
               .then = give_name},
              {.allows = [](const View& v, const Bind& op) { return is_free(v, op) ? nothing() : bind_in_use(v, op); },
               .then = lose_address},
              {.allows = [](const View& v, const Bind&) {
                 return in_state(v, State::time_wait) ? fails(Error::is_connected) : nothing();
               }}}},
};

inline constexpr Rule<Bind> linux_bind_rules[] = {
    {.id = "linux.bind.free",
     .source = "POSIX is silent on a half that was shut before; measured: Linux 6.18, it changes nothing",
     .refines = "bind.free",
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && is_free(v, op); },
     .allows = bound,
     .then = give_name},

    {.id = "linux.bind.in-use",
     .source = "POSIX is silent on what a call that fails has done (XSH 2.3); measured: Linux 6.18, the address of an earlier name is lost",
     .refines = "bind.in-use",
     .when = [](const View& v, const Bind& op) {
       return has_no_name_to_lose(v) && bind_conflicts(v, op) && !may_overlook_conflict(v, op);
     },
     .allows = bind_in_use,
     .then = lose_address},

    {.id = "linux.bind.shared",
     .source = "POSIX is silent on who may share an address; Linux socket(7) SO_REUSEADDR and SO_REUSEPORT; measured: Linux 6.18, all who "
               "are named so have the same option as this socket, and by SO_REUSEADDR alone none of them listens",
     .refines = "bind.in-use",
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && !is_free(v, op) && !bind_conflicts(v, op); },
     .allows = bound,
     .then = give_name},

    {.id = "linux.bind.overlooked",
     .source = "POSIX is silent on an option that is changed afterwards; measured: Linux 6.18, a port remembers SO_REUSEPORT of those "
               "who were bound there, and a conflict may go unnoticed",
     .refines = "bind.in-use",
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && may_overlook_conflict(v, op); },
     .allows = bound,
     .then = give_name,
     .also = {{.allows = bind_in_use, .then = lose_address}}},

    {.id = "linux.bind.again",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EINVAL",
     .refines = "bind.again",
     .when = [](const View& v, const Bind&) { return !has_no_name_to_lose(v) && !may_be_named_anew(v); },
     .allows = bind_invalid},

    {.id = "linux.bind.ended",
     .source = "POSIX is silent on what the protocol supports; measured: Linux 6.18, a port that the system had chosen is lost with the "
               "connection, and the socket can be bound anew",
     .refines = "bind.ended",
     .when = [](const View& v, const Bind&) { return may_be_named_anew(v); },
     .allows = bound_if_shared,
     .then = give_name,
     .also = {{.allows = in_use_if_conflicting, .then = lose_address}, {.allows = bound_if_overlooked, .then = give_name}}},
};

}  // namespace socketcheck::model
