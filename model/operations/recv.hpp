// recv(2): take bytes that the peer has sent.
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
  bool operator==(const Recv&) const = default;
};

inline void take_bytes(View& v, const Recv& op, const Answer& seen) {
  Direction& d = v.incoming();
  const auto taken = static_cast<Position>(seen.value);
  d.arrived_least = std::max(d.arrived_least, d.read + taken);
  if (!op.peek) take_from_queue(d, taken);
}
inline void report_to_reader(View& v, const Recv&, const Answer&) { v.socket().pending = Pending::none; }

inline Allowed queued_bytes(const View& v, const Recv& op) {
  const Position most = std::min<Position>(op.size, v.incoming().unread_most());
  return bytes(std::min<Position>(1, most), most);
}
inline Allowed end_of_stream(const View&, const Recv&) { return bytes(0, 0); }
inline Allowed reset_for_reader(const View&, const Recv&) { return fails(Error::connection_reset); }
inline Allowed pending_error_for_reader(const View& v, const Recv&) { return fails(error_of(v.socket().pending)); }
inline Allowed not_connected_for_reader(const View&, const Recv&) { return fails(Error::not_connected); }
inline Allowed again_for_reader(const View&, const Recv&) { return fails(Error::again); }
// The standards don't say whether a call that asks for nothing notices that there is nothing.
inline Allowed zero_if_nothing_is_asked(const View&, const Recv& op) { return op.size == 0 ? bytes(0, 0) : nothing(); }

inline Allowed end_if_read_shut(const View& v, const Recv&) { return read_shut(v) ? bytes(0, 0) : nothing(); }

// Nothing is queued, and no FIN, error or shutdown stands in the reader's way.
inline bool waits_for_data(const View& v) {
  return is_connected(v) && !has_unread(v) && !fin_received(v) && !has_pending(v) && !read_shut(v);
}
inline bool reset_is_next(const View& v) {
  return has_or_had_connection(v) && !has_unread(v) && !fin_received(v) && has_pending(v);
}
inline bool end_is_next(const View& v) { return !has_unread(v) && fin_received(v) && !has_pending(v); }

inline constexpr Rule<Recv> recv_rules[] = {
    {.id = "recv.data",
     .source = "RFC 9293 3.10.3, ESTABLISHED, FIN-WAIT and CLOSE-WAIT; POSIX.1-2017 recv() DESCRIPTION",
     .when = [](const View& v, const Recv&) { return has_unread(v) && !read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes},

    {.id = "recv.data-after-shutdown",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION: SHUT_RD disables further receive operations",
     .when = [](const View& v, const Recv&) { return has_unread(v) && read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes,
     .also = {{.allows = end_of_stream}}},

    {.id = "recv.end-of-stream",
     .source = "RFC 9293 3.6 and 3.10.3, CLOSE-WAIT; POSIX.1-2017 recv() RETURN VALUE: orderly shutdown",
     .when = [](const View& v, const Recv&) { return end_is_next(v); },
     .allows = end_of_stream},

    {.id = "recv.reset",
     .source = "RFC 9293 3.6 [MUST-12] and 3.10.7.4, second; POSIX.1-2017 recv() ERRORS [ECONNRESET], shall",
     .when = [](const View& v, const Recv&) { return reset_is_next(v) && !read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader,
     .also = {{.allows = zero_if_nothing_is_asked}}},

    {.id = "recv.reset-after-shutdown",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION and recv() ERRORS [ECONNRESET], shall",
     .when = [](const View& v, const Recv&) { return reset_is_next(v) && read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader,
     .also = {{.allows = end_of_stream}}},

    {.id = "recv.reset-after-fin",
     .source = "RFC 9293 3.6 [MUST-12] and 3.10.7.4, second: CLOSE-WAIT; POSIX.1-2017 recv() ERRORS [ECONNRESET], shall",
     .when = [](const View& v, const Recv&) { return !has_unread(v) && fin_received(v) && has_pending(v); },
     .allows = reset_for_reader,
     .then = report_to_reader,
     .also = {{.allows = zero_if_nothing_is_asked}}},

    {.id = "recv.nothing-yet",
     .source = "POSIX.1-2017 recv() ERRORS [EAGAIN], shall; RFC 9293 3.10.3",
     .when = [](const View& v, const Recv&) { return waits_for_data(v); },
     .allows = again_for_reader,
     .also = {{.allows = zero_if_nothing_is_asked}}},

    {.id = "recv.shut",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION: SHUT_RD disables further receive operations",
     .when = [](const View& v, const Recv&) {
       return has_or_had_connection(v) && !has_unread(v) && !fin_received(v) && !has_pending(v) && read_shut(v);
     },
     .allows = end_of_stream},

    {.id = "recv.connection-gone",
     .source = "RFC 9293 3.10.3, CLOSED; POSIX.1-2017 recv() ERRORS [ECONNRESET] and [ENOTCONN], shall",
     .when = [](const View& v, const Recv&) {
       return has_ended(v) && !has_unread(v) && !fin_received(v) && !has_pending(v) && !read_shut(v);
     },
     .allows = reset_for_reader,
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
    {.id = "linux.recv.data-after-shutdown",
     .source = "POSIX is silent on bytes that were queued; measured: Linux 6.18, SHUT_RD leaves them readable, and "
               "later ones too",
     .refines = "recv.data-after-shutdown",
     .when = [](const View& v, const Recv&) { return has_unread(v) && read_shut(v); },
     .allows = queued_bytes,
     .then = take_bytes},

    {.id = "linux.recv.reset",
     .source = "POSIX is silent on size 0; measured: Linux 6.18, every recv reports the pending error",
     .refines = "recv.reset",
     .when = [](const View& v, const Recv&) { return reset_is_next(v) && !read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader},

    {.id = "linux.recv.reset-after-shutdown",
     .source = "POSIX is silent on their order; measured: Linux 6.18, the pending error comes before SHUT_RD's end",
     .refines = "recv.reset-after-shutdown",
     .when = [](const View& v, const Recv&) { return reset_is_next(v) && read_shut(v); },
     .allows = pending_error_for_reader,
     .then = report_to_reader},

    {.id = "linux.recv.reset-after-fin",
     .source = "measured: Linux 6.18, the end of the stream stays, and recv leaves the error to others",
     .deviates = "recv.reset-after-fin",
     .when = [](const View& v, const Recv&) { return !has_unread(v) && fin_received(v) && has_pending(v); },
     .allows = end_of_stream},

    {.id = "linux.recv.nothing-yet",
     .source = "POSIX is silent on size 0; measured: Linux 6.18, EAGAIN for every size",
     .refines = "recv.nothing-yet",
     .when = [](const View& v, const Recv&) { return waits_for_data(v); },
     .allows = again_for_reader},

    {.id = "linux.recv.connection-gone",
     .source = "measured: Linux 6.18, 0 once the reset was reported",
     .deviates = "recv.connection-gone",
     .when = [](const View& v, const Recv&) {
       return has_ended(v) && !has_unread(v) && !fin_received(v) && !has_pending(v) && !read_shut(v);
     },
     .allows = end_of_stream},

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
