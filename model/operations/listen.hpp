// listen(2): let connections come.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct Listen {
  Slot slot = Slot::a;
  std::uint32_t backlog = 0;  // 0 to 65535
  bool operator==(const Listen&) const = default;
};

inline void keep_backlog(View& v, const Listen& op, const Answer&) {
  v.socket().backlog = std::min(op.backlog, v.limits().backlog);
}
inline void begin_to_listen(View& v, const Listen& op, const Answer& seen) {
  Socket& socket = v.socket();
  if (!socket.owns_place) {
    socket.place = choose_place(v.world());
    socket.owns_place = true;
    if (socket.named != Named::place) socket.named = Named::port_only;
  }
  forget_aims(v.world(), socket);
  v.own().state = State::listen;
  keep_backlog(v, op, seen);
}

inline Allowed listens(const View&, const Listen&) { return ok(); }
inline Allowed listen_invalid(const View&, const Listen&) { return fails(Error::invalid_argument); }

// Somebody else is named like this socket: the passive end of an earlier connection, say.
inline bool shares_its_place(const View& v) {
  return v.socket().owns_place && is_taken(v.world(), name_of(v.socket()), v.own().socket);
}
inline bool listen_conflicts(const View& v) {
  return shares_its_place(v) && conflicts(v.world(), name_of(v.socket()), v.socket().sharing(), v.own().socket);
}
inline bool listen_may_overlook_conflict(const View& v) {
  return listen_conflicts(v) && may_remember_sharing(v.world(), name_of(v.socket()), v.socket().sharing(), v.own().socket);
}
inline Allowed listen_in_use(const View&, const Listen&) { return fails(Error::address_in_use); }
inline bool may_listen(const View& v) { return is_unconnected(v) && v.socket().attempt == Attempt::none; }

inline constexpr Rule<Listen> listen_rules[] = {
    {.id = "listen.bound",
     .source = "POSIX.1-2017 listen() DESCRIPTION; RFC 9293 3.10.1, CLOSED: a passive OPEN",
     .when = [](const View& v, const Listen&) { return may_listen(v) && v.socket().owns_place && !shares_its_place(v); },
     .allows = listens,
     .then = begin_to_listen,
     .also = {{.allows = [](const View& v, const Listen& op) { return was_shut_down(v) ? listen_invalid(v, op) : nothing(); }}}},

    {.id = "listen.shared-place",
     .source = "POSIX.1-2017 listen() is silent on others that are named alike",
     .when = [](const View& v, const Listen&) { return may_listen(v) && shares_its_place(v); },
     .allows = listens,
     .then = begin_to_listen,
     .also = {{.allows = listen_in_use},
              {.allows = [](const View& v, const Listen& op) { return was_shut_down(v) ? listen_invalid(v, op) : nothing(); }}}},

    {.id = "listen.not-bound",
     .source = "POSIX.1-2017 listen() ERRORS [EDESTADDRREQ], shall: not bound, if the protocol does not support that",
     .when = [](const View& v, const Listen&) { return may_listen(v) && !v.socket().owns_place; },
     .allows = listens,
     .then = begin_to_listen,
     .also = {{.allows = [](const View&, const Listen&) { return fails(Error::destination_required); }},
              {.allows = listen_invalid}}},

    {.id = "listen.again",
     .source = "POSIX.1-2017 listen() is silent on a socket that listens; RFC 9293 3.10.1, LISTEN",
     .when = [](const View& v, const Listen&) { return is_listening(v); },
     .allows = listens,
     .then = keep_backlog,
     .also = {{.allows = listen_invalid}}},

    {.id = "listen.connected",
     .source = "POSIX.1-2017 listen() ERRORS [EINVAL], shall: the socket is already connected, or has been shut down",
     .when = [](const View& v, const Listen&) { return is_connected(v); },
     .allows = listen_invalid},

    {.id = "listen.after-connect",
     .source = "POSIX.1-2017 listen() ERRORS [EINVAL]; POSIX.1-2017 connect(): after a failure the state of the socket is unspecified",
     .when = [](const View& v, const Listen&) { return !may_listen(v) && !is_listening(v) && !is_connected(v); },
     .allows = listen_invalid},
};

inline constexpr Rule<Listen> linux_listen_rules[] = {
    {.id = "linux.listen.bound",
     .source = "POSIX is silent on a half that was shut before; measured: Linux 6.18, it is handed on to who is accepted",
     .refines = "listen.bound",
     .when = [](const View& v, const Listen&) { return may_listen(v) && v.socket().owns_place && !shares_its_place(v); },
     .allows = listens,
     .then = begin_to_listen},

    {.id = "linux.listen.shared-place",
     .source = "POSIX is silent on others that are named alike; measured: Linux 6.18, EADDRINUSE",
     .refines = "listen.shared-place",
     .when = [](const View& v, const Listen&) { return may_listen(v) && listen_conflicts(v) && !listen_may_overlook_conflict(v); },
     .allows = listen_in_use},

    {.id = "linux.listen.shared",
     .source = "POSIX is silent on who may share an address; Linux socket(7) SO_REUSEADDR and SO_REUSEPORT; measured: Linux 6.18, as for "
               "bind(), so that a second one listens by SO_REUSEPORT only",
     .refines = "listen.shared-place",
     .when = [](const View& v, const Listen&) { return may_listen(v) && shares_its_place(v) && !listen_conflicts(v); },
     .allows = listens,
     .then = begin_to_listen},

    {.id = "linux.listen.overlooked",
     .source = "POSIX is silent on an option that is changed afterwards; measured: Linux 6.18, a port remembers SO_REUSEPORT of those "
               "who were bound there, and a conflict may go unnoticed",
     .refines = "listen.shared-place",
     .when = [](const View& v, const Listen&) { return may_listen(v) && listen_may_overlook_conflict(v); },
     .allows = listens,
     .then = begin_to_listen,
     .also = {{.allows = listen_in_use}}},

    {.id = "linux.listen.not-bound",
     .source = "POSIX is silent on what the protocol supports; measured: Linux 6.18, the system chooses a port",
     .refines = "listen.not-bound",
     .when = [](const View& v, const Listen&) { return may_listen(v) && !v.socket().owns_place; },
     .allows = listens,
     .then = begin_to_listen},

    {.id = "linux.listen.again",
     .source = "POSIX is silent on a socket that listens; measured: Linux 6.18, the backlog is changed and who waits stays",
     .refines = "listen.again",
     .when = [](const View& v, const Listen&) { return is_listening(v); },
     .allows = listens,
     .then = keep_backlog},
};

}  // namespace socketcheck::model
