// connect(2) with AF_UNSPEC: end whatever the socket does, and make it as new (Linux connect(2)).
#pragma once

#include "model/operations/close.hpp"

namespace socketcheck::model {

struct Disconnect {
  Slot slot = Slot::a;
  bool operator==(const Disconnect&) const = default;
};

inline void forget_shut_halves(View& v, const Disconnect&, const Answer&) {
  v.socket().read_shut = v.socket().write_shut = false;
  v.socket().attempt = Attempt::none;
  v.socket().was_disconnected = true;
}
inline void disconnect_listener(View& v, const Disconnect& op, const Answer& seen) {
  stop_listening(v);
  lose_chosen_address(v.socket());
  forget_shut_halves(v, op, seen);
}
inline void disconnect_listener_and_who_waits(View& v, const Disconnect& op, const Answer& seen) {
  stop_listening(v, close_waiting);
  disconnect_listener(v, op, seen);
}
// Calls that wait on the socket are told.
inline void disconnect_calls(View& v) {
  for (int i = 0; i < most_calls_out; ++i)
    if (v.world().socket_of(slot_of_call(i)) == v.own().socket) v.world().calls_out[static_cast<std::size_t>(i)].disconnected = true;
}
inline void disconnect_connecting(View& v, const Disconnect&, const Answer&) {
  disconnect_calls(v);
  give_up_connecting(v);
}
inline void disconnect_with_reset(View& v, const Disconnect&, const Answer&) {
  disconnect_calls(v);
  send_reset(v);
  v.socket().pending = Pending::reset;
  leave_connection(v);
}
inline void disconnect_ended(View& v, const Disconnect&, const Answer&) {
  disconnect_calls(v);
  leave_connection(v);
}
inline void disconnect_silently(View& v, const Disconnect&, const Answer&) {
  disconnect_calls(v);
  give_up_chosen_place(v);
  leave_connection(v);
}

inline Allowed disconnects(const View&, const Disconnect&) { return ok(); }
inline Allowed unspecified_family(const View&, const Disconnect&) { return fails(Error::family_not_supported); }
inline Allowed invalid_family(const View&, const Disconnect&) { return fails(Error::invalid_argument); }

inline constexpr Rule<Disconnect> disconnect_rules[] = {
    {.id = "disconnect.not-connected",
     .source = "POSIX.1-2017 connect() ERRORS [EAFNOSUPPORT], shall, silent on stream sockets; Linux connect(2) AF_UNSPEC",
     .when = [](const View& v, const Disconnect&) { return is_unconnected(v); },
     .allows = disconnects,
     .then = forget_shut_halves,
     .also = {{.allows = unspecified_family}, {.allows = invalid_family}}},

    {.id = "disconnect.listening",
     .source = "POSIX.1-2017 connect() ERRORS [EAFNOSUPPORT], shall, silent on stream sockets; Linux connect(2) AF_UNSPEC",
     .when = [](const View& v, const Disconnect&) { return is_listening(v); },
     .allows = disconnects,
     .then = disconnect_listener,
     .also = {{.allows = if_somebody_waits<Disconnect>, .then = disconnect_listener_and_who_waits},
              {.allows = unspecified_family}, {.allows = invalid_family}}},

    {.id = "disconnect.connecting",
     .source = "POSIX.1-2017 connect() ERRORS [EAFNOSUPPORT], shall, silent on stream sockets; Linux connect(2) AF_UNSPEC",
     .when = [](const View& v, const Disconnect&) { return is_connecting(v); },
     .allows = disconnects,
     .then = disconnect_connecting,
     .also = {{.allows = unspecified_family}, {.allows = invalid_family}}},

    {.id = "disconnect.connected",
     .source = "POSIX.1-2017 connect() ERRORS [EAFNOSUPPORT], shall, silent on stream sockets; RFC 9293 3.10.5",
     .when = [](const View& v, const Disconnect&) { return abort_sends_reset(v); },
     .allows = disconnects,
     .then = disconnect_with_reset,
     .also = {{.allows = unspecified_family}, {.allows = invalid_family}}},

    {.id = "disconnect.both-fins-sent",
     .source = "POSIX.1-2017 connect() ERRORS [EAFNOSUPPORT], shall, silent on stream sockets; RFC 9293 3.10.5, CLOSING and "
               "LAST-ACK; measured: Linux 6.18, a RST if the FIN is still blocked",
     .when = [](const View& v, const Disconnect&) { return both_fins_sent(v); },
     .allows = disconnects,
     .then = disconnect_silently,
     .also = {{.allows = [](const View& v, const Disconnect&) { return fin_is_blocked(v) ? ok() : nothing(); },
               .then = disconnect_with_reset},
              {.allows = unspecified_family}, {.allows = invalid_family}}},

    {.id = "disconnect.ended",
     .source = "POSIX.1-2017 connect() ERRORS [EAFNOSUPPORT], shall, silent on stream sockets; Linux connect(2) AF_UNSPEC",
     .when = [](const View& v, const Disconnect&) { return has_ended(v); },
     .allows = disconnects,
     .then = disconnect_ended,
     .also = {{.allows = unspecified_family}, {.allows = invalid_family}}},
};

inline constexpr Rule<Disconnect> linux_disconnect_rules[] = {
    {.id = "linux.disconnect.not-connected",
     .source = "POSIX is silent on AF_UNSPEC for stream sockets; Linux connect(2)",
     .refines = "disconnect.not-connected",
     .when = [](const View& v, const Disconnect&) { return is_unconnected(v); },
     .allows = disconnects,
     .then = forget_shut_halves},

    {.id = "linux.disconnect.listening",
     .source = "POSIX is silent on AF_UNSPEC for stream sockets; Linux connect(2)",
     .refines = "disconnect.listening",
     .when = [](const View& v, const Disconnect&) { return is_listening(v); },
     .allows = disconnects,
     .then = disconnect_listener},

    {.id = "linux.disconnect.connecting",
     .source = "POSIX is silent on AF_UNSPEC for stream sockets; Linux connect(2)",
     .refines = "disconnect.connecting",
     .when = [](const View& v, const Disconnect&) { return is_connecting(v); },
     .allows = disconnects,
     .then = disconnect_connecting},

    {.id = "linux.disconnect.connected",
     .source = "POSIX is silent on AF_UNSPEC for stream sockets; Linux connect(2)",
     .refines = "disconnect.connected",
     .when = [](const View& v, const Disconnect&) { return abort_sends_reset(v); },
     .allows = disconnects,
     .then = disconnect_with_reset},

    {.id = "linux.disconnect.both-fins-sent",
     .source = "POSIX is silent on AF_UNSPEC for stream sockets; Linux connect(2)",
     .refines = "disconnect.both-fins-sent",
     .when = [](const View& v, const Disconnect&) { return both_fins_sent(v); },
     .allows = disconnects,
     .then = disconnect_silently,
     .also = {{.allows = [](const View& v, const Disconnect&) { return fin_is_blocked(v) ? ok() : nothing(); },
               .then = disconnect_with_reset}}},

    {.id = "linux.disconnect.ended",
     .source = "POSIX is silent on AF_UNSPEC for stream sockets; Linux connect(2)",
     .refines = "disconnect.ended",
     .when = [](const View& v, const Disconnect&) { return has_ended(v); },
     .allows = disconnects,
     .then = disconnect_ended},
};

}  // namespace socketcheck::model
