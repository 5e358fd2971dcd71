// poll, SO_ERROR, FIONREAD, and the options of UDP sockets.
#pragma once

#include "model/datagrams/recv.hpp"
#include "model/operations/get_error.hpp"
#include "model/operations/options.hpp"
#include "model/operations/poll.hpp"
#include "model/operations/unread_bytes.hpp"

namespace socketcheck::model::datagrams {

inline std::int64_t must_be_readable(const View& v) { return has_certain(v) ? event::readable : 0; }
inline std::int64_t may_be_readable(const View& v) { return may_have_datagrams(v) ? event::readable : 0; }
inline std::int64_t errors(const View& v) { return is_refused(v) || v.own().has_kept_errors() ? event::err : 0; }

inline Allowed readiness(const View& v, const Poll&) {
  const std::int64_t of_shut = (read_shut(v) ? event::readable | event::rd_hup : 0) | (write_shut(v) ? event::hup : 0);
  return events(must_be_readable(v) | (write_shut(v) ? 0 : event::out),
                may_be_readable(v) | event::writable | event::wr_band | errors(v) | (errors(v) != 0 ? event::readable : 0) | of_shut);
}
inline Allowed readiness_of_linux(const View& v, const Poll&) {
  const std::int64_t of_shut =
      (read_shut(v) ? event::readable | event::rd_hup : 0) | (read_shut(v) && write_shut(v) ? event::hup : 0);
  return events(must_be_readable(v) | event::writable | event::wr_band | errors(v) | of_shut, may_be_readable(v));
}
inline bool both_shut(const View& v) { return read_shut(v) && write_shut(v); }

inline constexpr Rule<Poll> poll_rules[] = {
    {.id = "udp.poll.open",
     .source = "POSIX.1-2017 poll() DESCRIPTION: POLLIN, POLLOUT",
     .when = [](const View& v, const Poll&) { return !both_shut(v); },
     .allows = readiness},
    {.id = "udp.poll.both-halves-closed",
     .source = "POSIX.1-2017 poll() DESCRIPTION: POLLHUP is mutually exclusive with POLLOUT",
     .when = [](const View& v, const Poll&) { return both_shut(v); },
     .allows = [](const View& v, const Poll&) {
       return events(must_be_readable(v), event::readable | event::rd_hup | event::hup | errors(v));
     },
     .also = {{[](const View& v, const Poll&) {
       return events(must_be_readable(v), event::readable | event::rd_hup | event::writable | event::wr_band | errors(v));
     }}}},
};
inline constexpr Rule<Poll> linux_poll_rules[] = {
    {.id = "linux.udp.poll.open",
     .source = "POSIX is silent on POLLRDHUP and on shut halves of datagram sockets; Linux poll(2); measured: Linux 6.18",
     .refines = "udp.poll.open",
     .when = [](const View& v, const Poll&) { return !both_shut(v); },
     .allows = readiness_of_linux},
    {.id = "linux.udp.poll.both-halves-closed",
     .source = "measured: Linux 6.18, POLLOUT stays beside POLLHUP",
     .deviates = "udp.poll.both-halves-closed",
     .when = [](const View& v, const Poll&) { return both_shut(v); },
     .allows = readiness_of_linux},
};

inline Allowed tells_refused_error(const View&, const GetError&) { return reports(Error::connection_refused); }
inline void clear_refused(View& v, const GetError&, const Answer&) { v.own().refused = false; }
inline constexpr Rule<GetError> get_error_rules[] = {
    {.id = "udp.so-error.none",
     .source = "POSIX.1-2017 getsockopt(): SO_ERROR reports information about error status and clears it",
     .when = [](const View& v, const GetError&) { return !is_refused(v); },
     .allows = [](const View&, const GetError&) { return reports(Error::none); }},
    {.id = "udp.so-error.refused",
     .source = "POSIX.1-2017 getsockopt(): SO_ERROR; RFC 1122 4.1.3.3",
     .when = [](const View& v, const GetError&) { return is_refused(v); },
     .allows = tells_refused_error,
     .then = clear_refused},
};

// The sizes of all that may be queued together.
inline std::uint64_t queued_bytes(const View& v) {
  std::uint64_t sum = 0;
  for (const Datagram& d : v.all().datagrams)
    if (is_queued_at(d, v.number())) sum += d.size;
  return sum;
}
template <int n>
Allowed size_of_candidate(const View& v, const UnreadBytes&) {
  const Datagram* d = candidate(v, n);
  return d == nullptr ? nothing() : bytes(d->size, d->size);
}
template <int n>
void candidate_is_there(View& v, const UnreadBytes&, const Answer&) {
  settle_candidate(v, n, false);
}
inline Allowed none_if_nothing_is_certain(const View& v, const UnreadBytes&) { return has_certain(v) ? nothing() : bytes(0, 0); }

inline constexpr Rule<UnreadBytes> unread_bytes_rules[] = {
    {.id = "udp.unread-bytes",
     .source = "POSIX is silent on FIONREAD; Linux udp(7) FIONREAD: the size of the next datagram, where others count all of them",
     .when = always<UnreadBytes>,
     .allows = [](const View& v, const UnreadBytes&) { return bytes(0, queued_bytes(v)); }},
};
inline constexpr Rule<UnreadBytes> linux_unread_bytes_rules[] = {
    {.id = "linux.udp.unread-bytes",
     .source = "POSIX is silent on FIONREAD; Linux udp(7) FIONREAD: the size of the next datagram",
     .refines = "udp.unread-bytes",
     .when = always<UnreadBytes>,
     .allows = none_if_nothing_is_certain,
     .then = [](View& v, const UnreadBytes&, const Answer&) { forget_doubtful(v.world(), v.number()); },
     .also = {{size_of_candidate<0>, candidate_is_there<0>},
              {size_of_candidate<1>, candidate_is_there<1>},
              {size_of_candidate<2>, candidate_is_there<2>},
              {size_of_candidate<3>, candidate_is_there<3>},
              {size_of_candidate<4>, candidate_is_there<4>},
              {size_of_candidate<5>, candidate_is_there<5>},
              {size_of_candidate<6>, candidate_is_there<6>}}},
};

// What was kept is thrown away with the wish to keep it.
inline void set_keeps_errors(View& v, const SetKeepErrors& op, const Answer&) {
  v.own().keeps_errors = op.on;
  if (!op.on) v.own().kept = {};
}
inline constexpr Rule<SetKeepErrors> set_keep_errors_rules[] = {
    {.id = "udp.set-recverr",
     .source = "POSIX is silent on IP_RECVERR; Linux ip(7)",
     .when = always<SetKeepErrors>,
     .allows = succeeds<SetKeepErrors>,
     .then = set_keeps_errors},
};

// The pending error is what the next one says that was kept; after the last, none is pending any more.
inline void take_oldest_error(View& v, const TakeKeptError&, const Answer&) {
  const KeptError taken = take_kept_error(v.own());
  if (v.own().kept[0] == KeptError::refused) v.own().refused = true;
  else if (taken == KeptError::refused) v.own().refused = false;
}
inline void forget_kept_errors(View& v, const TakeKeptError&, const Answer&) { v.own().kept = {}; }
inline Allowed oldest_error(const View& v, const TakeKeptError&) {
  return reports(v.own().kept[0] == KeptError::refused ? Error::connection_refused : Error::message_size);
}
inline constexpr Rule<TakeKeptError> take_kept_error_rules[] = {
    {.id = "udp.kept-error.none",
     .source = "POSIX is silent on MSG_ERRQUEUE; Linux ip(7) IP_RECVERR; Linux recv(2) EAGAIN",
     .when = [](const View& v, const TakeKeptError&) { return !v.own().has_kept_errors(); },
     .allows = fails_with<Error::again, TakeKeptError>},
    {.id = "udp.kept-error.oldest",
     .source = "POSIX is silent on MSG_ERRQUEUE, so that nothing need have been kept",
     .when = [](const View& v, const TakeKeptError&) { return v.own().has_kept_errors(); },
     .allows = oldest_error,
     .then = take_oldest_error,
     .also = {{fails_with<Error::again, TakeKeptError>, forget_kept_errors}}},
};
inline constexpr Rule<TakeKeptError> linux_take_kept_error_rules[] = {
    {.id = "linux.udp.kept-error.oldest",
     .source = "POSIX is silent on MSG_ERRQUEUE; Linux ip(7) IP_RECVERR: the pending error is set to that of the next message",
     .refines = "udp.kept-error.oldest",
     .when = [](const View& v, const TakeKeptError&) { return v.own().has_kept_errors(); },
     .allows = oldest_error,
     .then = take_oldest_error},
};

// How much is granted only the system knows; half of what was asked for is counted upon, and never more than it was.
inline void set_room(View& v, const SetOption& op, const Answer&) {
  v.own().room = std::min(op.value, v.world().limits.datagram_buffer);
  v.own().asked_room = op.value;
  v.own().room_was_asked = true;
}
inline constexpr Rule<SetOption> set_option_rules[] = {
    {.id = "udp.set-receive-buffer",
     .source = "POSIX.1-2017 setsockopt(); POSIX.1-2017 XSH 2.10.16, SO_RCVBUF requests a size",
     .when = always<SetOption>,
     .allows = succeeds<SetOption>,
     .then = set_room},
};
inline Allowed room_of_linux(const View& v, const GetOption&) {
  constexpr std::int64_t smallest = 2304;
  return buffer_of_linux(v.own().room_was_asked, v.own().asked_room, smallest, v.world().limits.receive_buffer);
}
inline constexpr Rule<GetOption> get_option_rules[] = {
    {.id = "udp.receive-buffer",
     .source = "POSIX.1-2017 getsockopt(); POSIX.1-2017 XSH 2.10.16, SO_RCVBUF requests a size",
     .when = always<GetOption>,
     .allows = [](const View&, const GetOption&) { return range(0, largest_option, Reading::number); }},
};
inline constexpr Rule<GetOption> linux_get_option_rules[] = {
    {.id = "linux.udp.receive-buffer",
     .source = "POSIX is silent on how much is granted; Linux socket(7): twice what was asked for, between the smallest and the largest",
     .refines = "udp.receive-buffer",
     .when = always<GetOption>,
     .allows = room_of_linux},
};

}  // namespace socketcheck::model::datagrams
