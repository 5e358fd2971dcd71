// bind(2): give a socket its name.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

// An address of the loopback interface, with the port of a place that the program was given, or with port 0: then
// the system chooses one.
struct Bind {
  Slot slot = Slot::a;
  Place place = Place::none;  // p, q or r; none: port 0
  bool operator==(const Bind&) const = default;
};

inline void give_name(View& v, const Bind& op, const Answer&) {
  Socket& socket = v.socket();
  socket.place_given = op.place != Place::none;
  socket.place = socket.place_given ? op.place : choose_place(v.world());
  socket.owns_place = socket.address_given = true;
  socket.named = Named::place;
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
inline bool is_free(const View& v, const Bind& op) { return !is_taken(v.world(), op.place, v.own().socket); }
// Whether an address is in use that only a TIME-WAIT has, POSIX does not say.
inline bool may_be_free(const View& v, const Bind& op) { return !takers_of(v.world(), op.place, v.own().socket).sockets; }

inline constexpr Rule<Bind> bind_rules[] = {
    {.id = "bind.free",
     .source = "POSIX.1-2017 bind() DESCRIPTION and RETURN VALUE",
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && is_free(v, op); },
     .allows = bound,
     .then = give_name,
     .also = {{.allows = [](const View& v, const Bind& op) { return was_shut_down(v) ? bind_invalid(v, op) : nothing(); }}}},

    {.id = "bind.in-use",
     .source = "POSIX.1-2017 bind() ERRORS [EADDRINUSE], shall: the specified address is already in use",
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
     .also = {{.allows = [](const View& v, const Bind& op) { return is_free(v, op) ? ok() : nothing(); }, .then = give_name},
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
     .when = [](const View& v, const Bind& op) { return has_no_name_to_lose(v) && !is_free(v, op); },
     .allows = bind_in_use,
     .then = lose_address},

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
     .allows = [](const View& v, const Bind& op) { return is_free(v, op) ? ok() : nothing(); },
     .then = give_name,
     .also = {{.allows = [](const View& v, const Bind& op) { return is_free(v, op) ? nothing() : bind_in_use(v, op); },
               .then = lose_address}}},
};

}  // namespace socketcheck::model
