// shutdown(2): end reading, writing, or both, on a connected socket.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

enum class Half : std::uint8_t { read, write, both };

struct Shutdown {
  Slot slot = Slot::a;
  Half half = Half::write;
  bool operator==(const Shutdown&) const = default;
};

inline bool ends_reading(Half half) { return half != Half::write; }
inline bool ends_writing(Half half) { return half != Half::read; }

// The halves named by the call are closed; closing the write half sends a FIN, once.
inline void close_halves(View& v, const Shutdown& op, const Answer&) {
  if (v.socket().attempt == Attempt::under_way) v.socket().attempt = Attempt::made;
  if (ends_reading(op.half)) v.socket().read_shut = true;
  if (!ends_writing(op.half)) return;
  v.socket().write_shut = true;
  if (may_send(v)) send_fin(v);  // RFC 9293 3.10.4
}
// The call fails, and yet the halves are closed as soon as there is a connection. An attempt to connect that has failed
// is over, and nobody is told.
inline void close_halves_beforehand(View& v, const Shutdown& op, const Answer&) {
  if (v.socket().attempt == Attempt::under_way) v.socket().attempt = Attempt::given_up;
  if (!is_unconnected(v)) return;
  if (ends_reading(op.half)) v.socket().read_shut = true;
  if (ends_writing(op.half)) v.socket().write_shut = true;
}
inline void stop_listening_for_reader(View& v, const Shutdown& op, const Answer&) {
  if (!ends_reading(op.half)) return;
  stop_listening(v);
  v.socket().read_shut = v.socket().write_shut = false;
}
inline void stop_connecting(View& v, const Shutdown&, const Answer&) { give_up_connecting(v); }

// Some half that the call names was shut before.
inline bool shuts_again(const View& v, const Shutdown& op) {
  return (ends_reading(op.half) && read_shut(v)) || (ends_writing(op.half) && write_shut(v));
}
inline Allowed shut_down(const View&, const Shutdown&) { return ok(); }
inline Allowed shutdown_not_connected(const View&, const Shutdown&) { return fails(Error::not_connected); }

inline constexpr Rule<Shutdown> shutdown_rules[] = {
    {.id = "shutdown.connected",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION; RFC 9293 3.10.4, ESTABLISHED and CLOSE-WAIT",
     .when = [](const View& v, const Shutdown& op) { return is_connected(v) && !shuts_again(v, op); },
     .allows = shut_down,
     .then = close_halves},

    {.id = "shutdown.again",
     .source = "RFC 9293 3.10.4, FIN-WAIT-1 and FIN-WAIT-2: an ok response would be acceptable, too",
     .when = [](const View& v, const Shutdown& op) { return is_connected(v) && shuts_again(v, op); },
     .allows = shut_down,
     .then = close_halves,
     .also = {{.allows = shutdown_not_connected}}},

    {.id = "shutdown.not-connected",
     .source = "POSIX.1-2017 shutdown() ERRORS [ENOTCONN], shall: the socket is not connected",
     .when = [](const View& v, const Shutdown&) { return in_state(v, State::closed); },
     .allows = shutdown_not_connected},

    {.id = "shutdown.time-wait",
     .source = "RFC 9293 3.10.4, TIME-WAIT; POSIX.1-2017 shutdown() ERRORS [ENOTCONN], shall",
     .when = [](const View& v, const Shutdown&) { return in_state(v, State::time_wait); },
     .allows = shutdown_not_connected,
     .also = {{.allows = shut_down, .then = close_halves}}},

    {.id = "shutdown.listening",
     .source = "POSIX.1-2017 shutdown() ERRORS [ENOTCONN], shall: the socket is not connected",
     .when = [](const View& v, const Shutdown&) { return is_listening(v); },
     .allows = shutdown_not_connected},

    {.id = "shutdown.connecting",
     .source = "POSIX.1-2017 shutdown() ERRORS [ENOTCONN], shall: the socket is not connected; RFC 9293 3.10.4, SYN-SENT",
     .when = [](const View& v, const Shutdown&) { return is_connecting(v); },
     .allows = shutdown_not_connected},
};

inline constexpr Rule<Shutdown> linux_shutdown_rules[] = {
    {.id = "linux.shutdown.again",
     .source = "POSIX is silent on a second call; measured: Linux 6.18, it returns 0 and sends no second FIN",
     .refines = "shutdown.again",
     .when = [](const View& v, const Shutdown& op) { return is_connected(v) && shuts_again(v, op); },
     .allows = shut_down,
     .then = close_halves},

    {.id = "linux.shutdown.time-wait",
     .source = "POSIX is silent on TIME-WAIT; measured: Linux 6.18, a descriptor whose both FINs were exchanged is "
               "not connected",
     .refines = "shutdown.time-wait",
     .when = [](const View& v, const Shutdown&) { return in_state(v, State::time_wait); },
     .allows = shutdown_not_connected,
     .then = close_halves_beforehand},

    {.id = "linux.shutdown.not-connected",
     .source = "POSIX is silent on what a call that fails has done (XSH 2.3); measured: Linux 6.18, the halves are closed all the same",
     .refines = "shutdown.not-connected",
     .when = [](const View& v, const Shutdown&) { return in_state(v, State::closed); },
     .allows = shutdown_not_connected,
     .then = close_halves_beforehand},

    {.id = "linux.shutdown.listening",
     .source = "measured: Linux 6.18, SHUT_RD ends the listening and resets who waits, SHUT_WR does nothing, and both return 0",
     .deviates = "shutdown.listening",
     .when = [](const View& v, const Shutdown&) { return is_listening(v); },
     .allows = shut_down,
     .then = stop_listening_for_reader},

    {.id = "linux.shutdown.connecting",
     .source = "measured: Linux 6.18, the attempt is given up and ECONNRESET is pending",
     .deviates = "shutdown.connecting",
     .when = [](const View& v, const Shutdown&) { return is_connecting(v); },
     .allows = shut_down,
     .then = stop_connecting},
};

}  // namespace socketcheck::model
