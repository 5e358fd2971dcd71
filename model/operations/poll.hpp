// poll(2): which events does a descriptor show, with a timeout of 0 and every event asked for.
#pragma once

#include <algorithm>

#include "model/rules/rule.hpp"
#include "model/world/queue.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct Poll {
  Slot slot = Slot::a;
  bool operator==(const Poll&) const = default;
};

namespace event {
inline constexpr std::int64_t in = 1, pri = 2, out = 4, err = 8, hup = 16, nval = 32, rd_norm = 64, rd_band = 128,
                              wr_norm = 256, wr_band = 512, rd_hup = 0x2000;
inline constexpr std::int64_t readable = in | rd_norm, writable = out | wr_norm;
}  // namespace event

// What SO_RCVLOWAT asks for. An urgent byte that is left out does not count.
inline Position enough_to_read(const View& v) {
  const Position enough = std::max<Position>(v.socket().options.receive_low_water, 1);
  return is_at_mark(v) && !is_inline(v) ? enough + 1 : enough;
}
// A read would not block: enough data (POSIX.1-2017 XSH 2.10.16, SO_RCVLOWAT), the end of the stream, a shutdown or an
// error is there. A stack may say so of less data as well.
inline std::int64_t must_be_readable(const View& v) {
  const bool has_enough = v.incoming().unread_least() >= enough_to_read(v);
  return has_enough || fin_received(v) || read_shut(v) || has_ended(v) ? event::readable : 0;
}
inline std::int64_t may_be_readable(const View& v) {
  return must_be_readable(v) | (may_have_unread(v) ? event::readable : 0);
}
inline constexpr Position smallest_usual_window = 4096;
// Linux does not, unless the window may be so small that no more would come.
inline std::int64_t may_be_readable_on_linux(const View& v) {
  const Direction& in = v.incoming();
  const bool window_may_be_small = may_have_unread(v) && (in.narrow || in.crowded || v.limits().window < smallest_usual_window);
  return must_be_readable(v) | (in.unread_most() >= enough_to_read(v) || window_may_be_small ? event::readable : 0);
}
// POSIX.1-2017 poll(), POLLPRI: data of a higher priority, which urgent data is on TCP.
inline std::int64_t must_be_urgent(const View& v) { return urgent_byte_is_there(v) ? event::pri : 0; }
inline std::int64_t may_be_urgent(const View& v) { return urgent_byte_may_be_there(v) ? event::pri : 0; }
// How long it stands is not said, nor whether it is priority data at all.
inline std::int64_t urgent_with_freedom(const View& v) {
  return v.incoming().has_mark() ? event::pri | event::rd_band : 0;
}
inline std::int64_t must_be_writable(const View& v) { return is_full(v) ? 0 : event::writable; }

inline Allowed readiness_of_linux(const View& v, const Poll&) {
  const bool no_more_in = fin_received(v) || read_shut(v) || has_ended(v);
  const bool no_more_out = write_shut(v) || has_ended(v);
  std::int64_t must = must_be_readable(v) | (no_more_out ? event::writable : must_be_writable(v));
  if (no_more_in) must |= event::rd_hup;
  if (no_more_in && no_more_out) must |= event::hup;
  if (has_pending(v)) must |= event::err;
  return events(must | must_be_urgent(v), may_be_readable_on_linux(v) | may_be_urgent(v) | event::writable);
}

inline Allowed readiness_of_a_listener(const View& v, const Poll&) {
  return events(waiting_in_queue(v.world(), v.own().socket) > 0 ? event::readable : 0);
}
// What the shut halves of a socket show that has no connection yet.
inline std::int64_t shut_halves_of_linux(const View& v) {
  return (read_shut(v) ? event::readable | event::rd_hup : 0) | (read_shut(v) && write_shut(v) ? event::hup : 0);
}

inline constexpr Rule<Poll> poll_rules[] = {
    {.id = "poll.open",
     .source = "POSIX.1-2017 poll() DESCRIPTION: POLLIN, POLLOUT",
     .when = [](const View& v, const Poll&) { return is_connected(v) && !write_shut(v); },
     .allows = [](const View& v, const Poll&) {
       return events(must_be_readable(v) | must_be_writable(v),
                     may_be_readable(v) | urgent_with_freedom(v) | event::writable | event::wr_band | event::rd_hup);
     }},

    {.id = "poll.write-half-closed",
     .source = "POSIX.1-2017 poll() DESCRIPTION: POLLIN, and POLLHUP, which excludes POLLOUT",
     .when = [](const View& v, const Poll&) { return is_connected(v) && write_shut(v); },
     .allows = [](const View& v, const Poll&) {
       return events(must_be_readable(v), may_be_readable(v) | urgent_with_freedom(v) | event::writable | event::wr_band | event::rd_hup);
     },
     .also = {{.allows = [](const View& v, const Poll&) {
       const bool hung_up = fin_received(v) || read_shut(v);
       return hung_up ? events(must_be_readable(v) | event::hup, may_be_readable(v) | urgent_with_freedom(v) | event::rd_hup) : nothing();
     }}}},

    {.id = "poll.ended",
     .source = "POSIX.1-2017 poll() DESCRIPTION: POLLHUP is mutually exclusive with POLLOUT",
     .when = [](const View& v, const Poll&) { return has_ended(v); },
     .allows = [](const View& v, const Poll&) {
       const std::int64_t error = has_pending(v) ? event::err : 0;
       return events(event::hup, may_be_readable(v) | urgent_with_freedom(v) | event::rd_hup | error);
     },
     .also = {{.allows = [](const View& v, const Poll&) {
       const std::int64_t error = has_pending(v) ? event::err : 0;
       return events(event::readable, urgent_with_freedom(v) | event::writable | event::wr_band | event::rd_hup | error);
     }}}},

    {.id = "poll.listening",
     .source = "POSIX.1-2017 XSH 2.10.6 and listen(): ready for reading once connections are available",
     .when = [](const View& v, const Poll&) { return is_listening(v); },
     .allows = [](const View& v, const Poll& op) {
       return events(readiness_of_a_listener(v, op).least, event::writable | event::wr_band);
     }},

    {.id = "poll.connecting",
     .source = "POSIX.1-2017 connect(): ready for writing once the connection has been established",
     .when = [](const View& v, const Poll&) { return is_connecting(v); },
     .allows = [](const View& v, const Poll&) {
       return events(0, read_shut(v) ? event::readable | event::rd_hup | event::hup : 0);
     }},

    {.id = "poll.not-connected",
     .source = "POSIX.1-2017 poll() DESCRIPTION, silent on a socket that is not connected: POLLHUP excludes POLLOUT",
     .when = [](const View& v, const Poll&) { return is_unconnected(v); },
     .allows = [](const View& v, const Poll&) {
       return events(0, event::readable | event::writable | event::wr_band | event::rd_hup | (has_pending(v) ? event::err : 0));
     },
     .also = {{.allows = [](const View& v, const Poll&) {
       return events(event::hup, event::readable | event::rd_hup | (has_pending(v) ? event::err : 0));
     }}}},
};

inline constexpr Rule<Poll> linux_poll_rules[] = {
    {.id = "linux.poll.open",
     .source = "POSIX is silent on POLLRDHUP; Linux poll(2); measured: Linux 6.18",
     .refines = "poll.open",
     .when = [](const View& v, const Poll&) { return is_connected(v) && !write_shut(v); },
     .allows = readiness_of_linux},

    {.id = "linux.poll.write-half-closed",
     .source = "POSIX is silent on POLLOUT for a socket that can't be written; measured: Linux 6.18",
     .refines = "poll.write-half-closed",
     .when = [](const View& v, const Poll&) {
       return is_connected(v) && write_shut(v) && !(fin_received(v) || read_shut(v));
     },
     .allows = readiness_of_linux},

    {.id = "linux.poll.both-halves-closed",
     .source = "measured: Linux 6.18, POLLOUT stays beside POLLHUP",
     .deviates = "poll.write-half-closed",
     .when = [](const View& v, const Poll&) {
       return is_connected(v) && write_shut(v) && (fin_received(v) || read_shut(v));
     },
     .allows = readiness_of_linux},

    {.id = "linux.poll.ended",
     .source = "measured: Linux 6.18, POLLOUT stays beside POLLHUP",
     .deviates = "poll.ended",
     .when = [](const View& v, const Poll&) { return has_ended(v); },
     .allows = readiness_of_linux},

    {.id = "linux.poll.listening",
     .source = "POSIX is silent on POLLOUT here; measured: Linux 6.18, a listening socket shows POLLIN and nothing else",
     .refines = "poll.listening",
     .when = [](const View& v, const Poll&) { return is_listening(v); },
     .allows = readiness_of_a_listener},

    {.id = "linux.poll.connecting",
     .source = "POSIX is silent on shut halves here; measured: Linux 6.18, they show at once",
     .refines = "poll.connecting",
     .when = [](const View& v, const Poll&) { return is_connecting(v); },
     .allows = [](const View& v, const Poll&) { return events(shut_halves_of_linux(v)); }},

    {.id = "linux.poll.not-connected",
     .source = "measured: Linux 6.18, POLLOUT beside POLLHUP",
     .deviates = "poll.not-connected",
     .when = [](const View& v, const Poll&) { return is_unconnected(v); },
     .allows = [](const View& v, const Poll&) {
       return events(event::writable | event::hup | shut_halves_of_linux(v) | (has_pending(v) ? event::err : 0));
     }},
};

}  // namespace socketcheck::model
