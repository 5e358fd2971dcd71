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
  if (ends_reading(op.half)) v.socket().read_shut = true;
  if (!ends_writing(op.half)) return;
  v.socket().write_shut = true;
  if (may_send(v)) send_fin(v);  // RFC 9293 3.10.4
}

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
     .allows = shutdown_not_connected},
};

}  // namespace socketcheck::model
