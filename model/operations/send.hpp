// send(2) and sendmsg(2): hand bytes to the stack for the peer.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct Send {
  Slot slot = Slot::a;
  std::uint32_t size = 1;  // bytes, 0 to 1 MiB
  bool no_signal = false;  // MSG_NOSIGNAL
  bool dont_wait = false;  // MSG_DONTWAIT; descriptors are non-blocking, so it changes nothing
  bool more = false;       // MSG_MORE: it may be held until something pushes it (Linux send(2))
  bool urgent = false;     // MSG_OOB: the last byte is urgent (RFC 9293 3.8.5)
  std::uint8_t buffers = 0;  // 0: send; else sendmsg with so many buffers that share the size, 1 to 8
  bool operator==(const Send&) const = default;
};

// Nagle's algorithm (RFC 9293 3.7.4) may hold bytes back, and so does MSG_MORE; urgent data pushes them.
inline void accept_bytes(View& v, const Send& op, const Answer& seen) {
  Direction& d = v.outgoing();
  const bool may_be_held = (op.more || !v.socket().no_delay) && !op.urgent;
  const Position reached = d.accepted + static_cast<Position>(seen.value);
  if (op.urgent && seen.value > 0) {
    d.mark_in_flight = true;
    d.next_mark = reached - 1;
  }
  put_into_queue(d, static_cast<Position>(seen.value), may_be_held, v.limits().window);
}
// Before the handshake is done nothing of it can have arrived.
inline void queue_bytes(View& v, const Send& op, const Answer& seen) {
  accept_bytes(v, op, seen);
  v.outgoing().arrived_most = v.outgoing().arrived_least;
}
inline void report_to_sender(View& v, const Send&, const Answer&) { v.socket().pending = Pending::none; }

// EPIPE raises SIGPIPE unless the caller asked for none.
inline Allowed broken_pipe(const Send& op) { return fails(Error::broken_pipe, op.no_signal ? 0 : 1); }
inline Allowed broken_pipe_for(const View&, const Send& op) { return broken_pipe(op); }
inline Allowed broken_pipe_without_signal(const View&, const Send&) { return fails(Error::broken_pipe); }
inline Allowed reset_for_sender(const View&, const Send&) { return fails(Error::connection_reset); }
inline Allowed pending_error_for_sender(const View& v, const Send& op) {
  return v.socket().pending == Pending::broken_pipe ? broken_pipe(op) : fails(error_of(v.socket().pending));
}
inline Allowed not_connected_for_sender(const View&, const Send&) { return fails(Error::not_connected); }
inline Allowed again_for_sender(const View&, const Send&) { return fails(Error::again); }
// The standards don't say whether a call that sends nothing notices that nothing could be sent.
inline Allowed zero_if_nothing_is_sent(const View&, const Send& op) { return op.size == 0 ? ok() : nothing(); }

inline bool can_accept(const View& v) { return may_send(v) && !write_shut(v) && !has_pending(v); }

inline constexpr Rule<Send> send_rules[] = {
    {.id = "send.accepted",
     .source = "RFC 9293 3.10.2; POSIX.1-2017 send() RETURN VALUE",
     .when = [](const View& v, const Send& op) { return can_accept(v) && !is_full(v) && op.size > 0; },
     .allows = [](const View&, const Send& op) { return bytes(1, op.size); },
     .then = accept_bytes},

    {.id = "send.full",
     .source = "RFC 9293 3.8.6; POSIX.1-2017 send() ERRORS [EAGAIN], shall",
     .when = [](const View& v, const Send& op) { return can_accept(v) && is_full(v) && op.size > 0; },
     .allows = [](const View&, const Send& op) { return bytes(1, op.size); },
     .then = accept_bytes,
     .also = {{.allows = [](const View&, const Send&) { return fails(Error::again); }}}},

    {.id = "send.nothing",
     .source = "POSIX.1-2017 send() RETURN VALUE: the number of bytes sent",
     .when = [](const View& v, const Send& op) { return can_accept(v) && op.size == 0; },
     .allows = [](const View&, const Send&) { return ok(); }},

    {.id = "send.write-half-closed",
     .source = "POSIX.1-2017 send() ERRORS [EPIPE], shall: the socket is shut down for writing, and SIGPIPE if it "
               "is no longer connected",
     .when = [](const View& v, const Send&) { return has_or_had_connection(v) && write_shut(v) && !has_pending(v); },
     .allows = broken_pipe_for,
     .also = {{.allows = broken_pipe_without_signal}, {.allows = zero_if_nothing_is_sent}}},

    {.id = "send.reset",
     .source = "POSIX.1-2017 send() ERRORS [ECONNRESET], shall; RFC 9293 3.10.7.4, second",
     .when = [](const View& v, const Send&) { return has_or_had_connection(v) && has_reset_pending(v); },
     .allows = pending_error_for_sender,
     .then = report_to_sender,
     .also = {{.allows = broken_pipe_for, .then = report_to_sender}, {.allows = zero_if_nothing_is_sent}}},

    {.id = "send.reset-after-fin",
     .source = "POSIX.1-2017 send() ERRORS [EPIPE] and [ECONNRESET], shall",
     .when = [](const View& v, const Send&) { return has_or_had_connection(v) && v.socket().pending == Pending::broken_pipe; },
     .allows = broken_pipe_for,
     .then = report_to_sender,
     .also = {{.allows = reset_for_sender, .then = report_to_sender}, {.allows = zero_if_nothing_is_sent}}},

    {.id = "send.connection-gone",
     .source = "POSIX.1-2017 send() ERRORS [EPIPE] and [ECONNRESET], shall; RFC 9293 3.10.2, CLOSED",
     .when = [](const View& v, const Send&) { return has_ended(v) && !write_shut(v) && !has_pending(v); },
     .allows = broken_pipe_for,
     .also = {{.allows = reset_for_sender},
              {.allows = not_connected_for_sender},
              {.allows = zero_if_nothing_is_sent}}},

    {.id = "send.connecting",
     .source = "RFC 9293 3.10.2, SYN-SENT: queue the data; POSIX.1-2017 send() ERRORS [EAGAIN] and [ENOTCONN], shall",
     .when = [](const View& v, const Send&) { return is_connecting(v); },
     .allows = again_for_sender,
     .also = {{.allows = not_connected_for_sender},
              {.allows = [](const View&, const Send& op) { return bytes(0, op.size); }, .then = queue_bytes}}},

    {.id = "send.not-connected",
     .source = "POSIX.1-2017 send() ERRORS [ENOTCONN], shall: the socket is not connected; RFC 9293 3.10.2, CLOSED and LISTEN",
     .when = [](const View& v, const Send&) { return is_unconnected(v) || is_listening(v); },
     .allows = not_connected_for_sender,
     .also = {{.allows = [](const View& v, const Send& op) { return write_shut(v) ? broken_pipe(op) : nothing(); }},
              {.allows = [](const View& v, const Send& op) { return has_pending(v) ? pending_error_for_sender(v, op) : nothing(); },
               .then = report_to_sender},
              {.allows = zero_if_nothing_is_sent}}},
};

inline constexpr Rule<Send> linux_send_rules[] = {
    {.id = "linux.send.write-half-closed",
     .source = "POSIX is silent on size 0; measured: Linux 6.18, EPIPE and SIGPIPE for every size",
     .refines = "send.write-half-closed",
     .when = [](const View& v, const Send&) { return has_or_had_connection(v) && write_shut(v) && !has_pending(v); },
     .allows = broken_pipe_for},

    {.id = "linux.send.reset",
     .source = "POSIX is silent on which call reports a reset; measured: Linux 6.18, the first one, and a send does "
               "so without SIGPIPE",
     .refines = "send.reset",
     .when = [](const View& v, const Send&) { return has_or_had_connection(v) && has_reset_pending(v); },
     .allows = pending_error_for_sender,
     .then = report_to_sender},

    {.id = "linux.send.reset-after-fin",
     .source = "POSIX is silent on a RST behind a FIN; measured: Linux 6.18, EPIPE",
     .refines = "send.reset-after-fin",
     .when = [](const View& v, const Send&) { return has_or_had_connection(v) && v.socket().pending == Pending::broken_pipe; },
     .allows = broken_pipe_for,
     .then = report_to_sender},

    {.id = "linux.send.connection-gone",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EPIPE once the reset was reported",
     .refines = "send.connection-gone",
     .when = [](const View& v, const Send&) { return has_ended(v) && !write_shut(v) && !has_pending(v); },
     .allows = broken_pipe_for},

    {.id = "linux.send.connecting",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EAGAIN",
     .refines = "send.connecting",
     .when = [](const View& v, const Send&) { return is_connecting(v); },
     .allows = again_for_sender},

    {.id = "linux.send.not-connected",
     .source = "measured: Linux 6.18, EPIPE and SIGPIPE for a socket that never was connected",
     .deviates = "send.not-connected",
     .when = [](const View& v, const Send&) { return (is_unconnected(v) || is_listening(v)) && !has_pending(v); },
     .allows = broken_pipe_for},

    {.id = "linux.send.not-connected-with-error",
     .source = "POSIX is silent on their order; measured: Linux 6.18, the pending error comes first",
     .refines = "send.not-connected",
     .when = [](const View& v, const Send&) { return (is_unconnected(v) || is_listening(v)) && has_pending(v); },
     .allows = pending_error_for_sender,
     .then = report_to_sender},
};

}  // namespace socketcheck::model
