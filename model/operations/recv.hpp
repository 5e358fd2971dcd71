// recv(2) and recvmsg(2): take bytes that the peer has sent. Urgent ones are recv_urgent.hpp's, unless SO_OOBINLINE is set.
#pragma once

#include <algorithm>

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct Recv {
  Slot slot = Slot::a;
  std::uint32_t size = 1;  // bytes, 0 to 1 MiB
  bool peek = false;       // MSG_PEEK
  bool truncate = false;   // MSG_TRUNC: discard instead of copying (Linux tcp(7))
  bool dont_wait = false;  // MSG_DONTWAIT; descriptors are non-blocking, so it changes nothing
  bool wait_all = false;   // MSG_WAITALL; likewise
  std::uint8_t buffers = 0;  // 0: recv; else recvmsg with so many buffers that share the size, 1 to 8
  bool operator==(const Recv&) const = default;
};

// The urgent byte that is left out is lost with what is read behind it, or would be.
inline bool leaves_out_urgent_byte(const View& v, const Recv& op) { return op.size > 0 && skips_urgent_byte(v); }
inline void pass_urgent_byte(View& v, const Recv& op, const Answer&) {
  if (leaves_out_urgent_byte(v, op) && !op.peek) take_from_queue(v.incoming(), 1);
}
inline void take_bytes(View& v, const Recv& op, const Answer& seen) {
  Direction& d = v.incoming();
  if (leaves_out_urgent_byte(v, op) && op.peek) {
    d.arrived_least = std::max(d.arrived_least, d.read + 1 + static_cast<Position>(seen.value));
    return;
  }
  pass_urgent_byte(v, op, seen);
  const auto taken = static_cast<Position>(seen.value);
  d.arrived_least = std::max(d.arrived_least, d.read + taken);
  if (!op.peek) take_from_queue(d, taken);
}
inline void report_to_reader(View& v, const Recv& op, const Answer& seen) {
  v.socket().pending = Pending::none;
  pass_urgent_byte(v, op, seen);
}

// Something that the call returns is queued.
inline bool has_data_for(const View& v, const Recv& op) { return op.size > 0 ? has_unread_behind_mark(v) : has_unread(v); }

// Data on both sides of the mark is not returned by one call (POSIX.1-2017 XSH 2.10.8).
inline Position most_that_is_returned(const View& v, const Recv& op) {
  const Direction& in = v.incoming();
  if (leaves_out_urgent_byte(v, op)) return std::min<Position>(op.size, in.unread_most() - 1);
  const Position most = std::min<Position>(op.size, in.unread_most());
  return in.has_mark() && in.read < in.mark ? std::min(most, in.mark - in.read) : most;
}
inline Allowed queued_bytes(const View& v, const Recv& op) {
  const Position most = most_that_is_returned(v, op);
  return bytes(std::min<Position>(1, most), most);
}
// POSIX is silent on MSG_WAITALL where calls don't wait: less than was asked for may be kept.
inline Allowed again_if_all_is_awaited(const View& v, const Recv& op) {
  return op.wait_all && v.incoming().unread_least() < op.size && is_connected(v) ? fails(Error::again) : nothing();
}
inline Allowed end_of_stream(const View&, const Recv&) { return bytes(0, 0); }
inline Allowed reset_for_reader(const View&, const Recv&) { return fails(Error::connection_reset); }
inline Allowed pending_error_for_reader(const View& v, const Recv&) { return fails(error_of(v.socket().pending)); }
inline Allowed not_connected_for_reader(const View&, const Recv&) { return fails(Error::not_connected); }
inline Allowed again_for_reader(const View&, const Recv&) { return fails(Error::again); }
// The standards don't say whether a call that asks for nothing notices that there is nothing.
inline Allowed zero_if_nothing_is_asked(const View&, const Recv& op) { return op.size == 0 ? bytes(0, 0) : nothing(); }

inline Allowed end_if_read_shut(const View& v, const Recv&) { return read_shut(v) ? bytes(0, 0) : nothing(); }

// The standards don't say that a call which returns nothing passes the mark.
inline Allowed if_urgent_byte_is_kept(const View& v, const Recv& op, Allowed answer) {
  return leaves_out_urgent_byte(v, op) ? answer : nothing();
}

// Nothing is queued, and no FIN, error or shutdown stands in the reader's way.
inline bool waits_for_data(const View& v, const Recv& op) {
  return is_connected(v) && !has_data_for(v, op) && !fin_received(v) && !has_pending(v) && !read_shut(v);
}
inline bool reset_is_next(const View& v, const Recv& op) {
  return has_or_had_connection(v) && !has_data_for(v, op) && !fin_received(v) && has_pending(v);
}
inline bool end_is_next(const View& v, const Recv& op) { return !has_data_for(v, op) && fin_received(v) && !has_pending(v); }

inline constexpr Rule<Recv> recv_rules[] = {
    {.id = "recv.data",
     .source = "RFC 9293 3.10.3, ESTABLISHED, FIN-WAIT and CLOSE-WAIT; POSIX.1-2017 recv() DESCRIPTION",
     .when = [](const View& v, const Recv& op) { return has_data_for(v, op) && !read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes,
     .also = {{.allows = again_if_all_is_awaited}}},

    {.id = "recv.data-after-shutdown",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION: SHUT_RD disables further receive operations",
     .when = [](const View& v, const Recv& op) { return has_data_for(v, op) && read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes,
     .also = {{.allows = end_of_stream}}},

    {.id = "recv.end-of-stream",
     .source = "RFC 9293 3.6 and 3.10.3, CLOSE-WAIT; POSIX.1-2017 recv() RETURN VALUE: orderly shutdown",
     .when = [](const View& v, const Recv& op) { return end_is_next(v, op); },
     .allows = end_of_stream,
     .then = pass_urgent_byte,
     .also = {{.allows = [](const View& v, const Recv& op) { return if_urgent_byte_is_kept(v, op, bytes(0, 0)); }}}},

    {.id = "recv.reset",
     .source = "RFC 9293 3.6 [MUST-12] and 3.10.7.4, second; POSIX.1-2017 recv() ERRORS [ECONNRESET], shall",
     .when = [](const View& v, const Recv& op) { return reset_is_next(v, op) && !read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader,
     .also = {{.allows = zero_if_nothing_is_asked}}},

    {.id = "recv.reset-after-shutdown",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION and recv() ERRORS [ECONNRESET], shall",
     .when = [](const View& v, const Recv& op) { return reset_is_next(v, op) && read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader,
     .also = {{.allows = end_of_stream}}},

    {.id = "recv.reset-after-fin",
     .source = "RFC 9293 3.6 [MUST-12] and 3.10.7.4, second: CLOSE-WAIT; POSIX.1-2017 recv() ERRORS [ECONNRESET], shall",
     .when = [](const View& v, const Recv& op) { return !has_data_for(v, op) && fin_received(v) && has_pending(v); },
     .allows = reset_for_reader,
     .then = report_to_reader,
     .also = {{.allows = zero_if_nothing_is_asked}}},

    {.id = "recv.nothing-yet",
     .source = "POSIX.1-2017 recv() ERRORS [EAGAIN], shall; RFC 9293 3.10.3",
     .when = [](const View& v, const Recv& op) { return waits_for_data(v, op); },
     .allows = again_for_reader,
     .then = pass_urgent_byte,
     .also = {{.allows = zero_if_nothing_is_asked},
              {.allows = [](const View& v, const Recv& op) { return if_urgent_byte_is_kept(v, op, fails(Error::again)); }}}},

    {.id = "recv.shut",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION: SHUT_RD disables further receive operations",
     .when = [](const View& v, const Recv& op) {
       return has_or_had_connection(v) && !has_data_for(v, op) && !fin_received(v) && !has_pending(v) && read_shut(v);
     },
     .allows = end_of_stream,
     .then = pass_urgent_byte,
     .also = {{.allows = [](const View& v, const Recv& op) { return if_urgent_byte_is_kept(v, op, bytes(0, 0)); }}}},

    {.id = "recv.connection-gone",
     .source = "RFC 9293 3.10.3, CLOSED; POSIX.1-2017 recv() ERRORS [ECONNRESET] and [ENOTCONN], shall",
     .when = [](const View& v, const Recv& op) {
       return has_ended(v) && !has_data_for(v, op) && !fin_received(v) && !has_pending(v) && !read_shut(v);
     },
     .allows = reset_for_reader,
     .then = pass_urgent_byte,
     .also = {{.allows = not_connected_for_reader}, {.allows = zero_if_nothing_is_asked}}},

    {.id = "recv.connecting",
     .source = "RFC 9293 3.10.3, SYN-SENT: queue for processing; POSIX.1-2017 recv() ERRORS [EAGAIN] and [ENOTCONN], shall",
     .when = [](const View& v, const Recv&) { return is_connecting(v); },
     .allows = again_for_reader,
     .also = {{.allows = not_connected_for_reader}, {.allows = zero_if_nothing_is_asked}, {.allows = end_if_read_shut}}},

    {.id = "recv.not-connected",
     .source = "POSIX.1-2017 recv() ERRORS [ENOTCONN], shall: the socket is not connected; RFC 9293 3.10.3, CLOSED",
     .when = [](const View& v, const Recv&) { return is_unconnected(v); },
     .allows = not_connected_for_reader,
     .also = {{.allows = zero_if_nothing_is_asked}, {.allows = end_if_read_shut},
              {.allows = [](const View& v, const Recv& op) { return has_pending(v) ? pending_error_for_reader(v, op) : nothing(); },
               .then = report_to_reader}}},

    {.id = "recv.listening",
     .source = "POSIX.1-2017 recv() ERRORS [ENOTCONN], shall: the socket is not connected",
     .when = [](const View& v, const Recv&) { return is_listening(v); },
     .allows = not_connected_for_reader,
     .also = {{.allows = zero_if_nothing_is_asked}, {.allows = end_if_read_shut}}},
};

inline constexpr Rule<Recv> linux_recv_rules[] = {
    {.id = "linux.recv.data",
     .source = "POSIX is silent on MSG_WAITALL where calls don't wait; measured: Linux 6.18, it changes nothing",
     .refines = "recv.data",
     .when = [](const View& v, const Recv& op) { return has_data_for(v, op) && !read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes},

    {.id = "linux.recv.data-after-shutdown",
     .source = "POSIX is silent on bytes that were queued; measured: Linux 6.18, SHUT_RD leaves them readable, and "
               "later ones too",
     .refines = "recv.data-after-shutdown",
     .when = [](const View& v, const Recv& op) { return has_data_for(v, op) && read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes},

    {.id = "linux.recv.reset",
     .source = "POSIX is silent on size 0; measured: Linux 6.18, every recv reports the pending error",
     .refines = "recv.reset",
     .when = [](const View& v, const Recv& op) { return reset_is_next(v, op) && !read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader},

    {.id = "linux.recv.reset-after-shutdown",
     .source = "POSIX is silent on their order; measured: Linux 6.18, the pending error comes before SHUT_RD's end",
     .refines = "recv.reset-after-shutdown",
     .when = [](const View& v, const Recv& op) { return reset_is_next(v, op) && read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader},

    {.id = "linux.recv.reset-after-fin",
     .source = "measured: Linux 6.18, the end of the stream stays, and recv leaves the error to others",
     .deviates = "recv.reset-after-fin",
     .when = [](const View& v, const Recv& op) { return !has_data_for(v, op) && fin_received(v) && has_pending(v); },
     .allows = end_of_stream,
     .then = pass_urgent_byte},

    {.id = "linux.recv.end-of-stream",
     .source = "POSIX is silent on an urgent byte that nobody took; measured: Linux 6.18, it is lost",
     .refines = "recv.end-of-stream",
     .when = [](const View& v, const Recv& op) { return end_is_next(v, op); },
     .allows = end_of_stream,
     .then = pass_urgent_byte},

    {.id = "linux.recv.shut",
     .source = "POSIX is silent on an urgent byte that nobody took; measured: Linux 6.18, it is lost",
     .refines = "recv.shut",
     .when = [](const View& v, const Recv& op) {
       return has_or_had_connection(v) && !has_data_for(v, op) && !fin_received(v) && !has_pending(v) && read_shut(v);
     },
     .allows = end_of_stream,
     .then = pass_urgent_byte},

    {.id = "linux.recv.nothing-yet",
     .source = "POSIX is silent on size 0 and on urgent bytes; measured: Linux 6.18, EAGAIN for every size, and an urgent byte "
               "that nobody took is lost",
     .refines = "recv.nothing-yet",
     .when = [](const View& v, const Recv& op) { return waits_for_data(v, op); },
     .allows = again_for_reader,
     .then = pass_urgent_byte},

    {.id = "linux.recv.connection-gone",
     .source = "measured: Linux 6.18, 0 once the reset was reported",
     .deviates = "recv.connection-gone",
     .when = [](const View& v, const Recv& op) {
       return has_ended(v) && !has_data_for(v, op) && !fin_received(v) && !has_pending(v) && !read_shut(v);
     },
     .allows = end_of_stream,
     .then = pass_urgent_byte},

    {.id = "linux.recv.connecting",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EAGAIN, and 0 after SHUT_RD",
     .refines = "recv.connecting",
     .when = [](const View& v, const Recv&) { return is_connecting(v); },
     .allows = [](const View& v, const Recv& op) { return read_shut(v) ? end_of_stream(v, op) : again_for_reader(v, op); }},

    {.id = "linux.recv.not-connected",
     .source = "POSIX is silent on size 0 and on SHUT_RD here; measured: Linux 6.18, ENOTCONN, and 0 after a SHUT_RD that failed",
     .refines = "recv.not-connected",
     .when = [](const View& v, const Recv&) { return is_unconnected(v) && !has_pending(v); },
     .allows = [](const View& v, const Recv& op) {
       return read_shut(v) ? end_of_stream(v, op) : not_connected_for_reader(v, op);
     }},

    {.id = "linux.recv.not-connected-with-error",
     .source = "POSIX is silent on their order; measured: Linux 6.18, the pending error comes first",
     .refines = "recv.not-connected",
     .when = [](const View& v, const Recv&) { return is_unconnected(v) && has_pending(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader},

    {.id = "linux.recv.listening",
     .source = "POSIX is silent on size 0; measured: Linux 6.18, ENOTCONN always",
     .refines = "recv.listening",
     .when = [](const View& v, const Recv&) { return is_listening(v); },
     .allows = not_connected_for_reader},
};

}  // namespace socketcheck::model
