// ioctl(FIONREAD): how many bytes can be read at once (SIOCINQ of Linux tcp(7)).
#pragma once

#include <algorithm>

#include "model/rules/rule.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct UnreadBytes {
  Slot slot = Slot::a;
  bool operator==(const UnreadBytes&) const = default;
};

// What stands at the urgent mark and behind it is not counted before the mark is passed (measured: Linux 6.18, as tcp(7) says of
// SIOCINQ that it is what can be read).
inline bool counts_to_mark(const View& v) {
  const Direction& in = v.incoming();
  return in.has_mark() && in.arrived_most > in.mark && !is_inline(v);
}
inline Allowed count_of_unread(const View& v, const UnreadBytes&) {
  const Direction& in = v.incoming();
  if (!counts_to_mark(v)) return bytes(in.unread_least(), in.unread_most());
  const Position to_mark = in.mark - in.read;
  return bytes(std::min(in.unread_least(), to_mark), to_mark);
}
inline void narrow_unread(View& v, const UnreadBytes&, const Answer& seen) {
  Direction& in = v.incoming();
  const auto count = static_cast<Position>(seen.value);
  if (!counts_to_mark(v) || in.read + count < in.mark) return in.settle_unread_count(count);
  in.arrived_least = std::max(in.arrived_least, in.mark);
}
inline bool counted_with_freedom(const View& v) {
  return !is_listening(v) && (read_shut(v) || has_ended(v) || v.incoming().has_mark());
}

inline constexpr Rule<UnreadBytes> unread_bytes_rules[] = {
    {.id = "unread-bytes.readable",
     .source = "POSIX.1-2017 <sys/ioctl.h> is silent; Linux tcp(7) SIOCINQ: the amount of queued unread data",
     .when = [](const View& v, const UnreadBytes&) { return !is_listening(v) && !counted_with_freedom(v); },
     .allows = count_of_unread,
     .then = narrow_unread},

    {.id = "unread-bytes.shut",
     .source = "POSIX is silent on FIONREAD for a socket that was shut down or has ended, and on urgent data; Linux tcp(7) SIOCINQ",
     .when = [](const View& v, const UnreadBytes&) { return counted_with_freedom(v); },
     .allows = count_of_unread,
     .then = narrow_unread,
     .also = {{.allows = [](const View&, const UnreadBytes&) { return bytes(0, 0); }},
              {.allows = [](const View&, const UnreadBytes&) { return fails(Error::invalid_argument); }},
              {.allows = [](const View& v, const UnreadBytes&) {
                return v.incoming().has_mark() ? bytes(0, v.incoming().unread_most()) : nothing();
              }}}},

    {.id = "unread-bytes.listening",
     .source = "POSIX is silent on FIONREAD; Linux tcp(7) SIOCINQ: the socket must not be in LISTEN state",
     .when = [](const View& v, const UnreadBytes&) { return is_listening(v); },
     .allows = [](const View&, const UnreadBytes&) { return fails(Error::invalid_argument); },
     .also = {{.allows = [](const View&, const UnreadBytes&) { return bytes(0, 0); }},
              {.allows = [](const View&, const UnreadBytes&) { return fails(Error::not_connected); }}}},
};

inline constexpr Rule<UnreadBytes> linux_unread_bytes_rules[] = {
    {.id = "linux.unread-bytes.shut",
     .source = "POSIX is silent on FIONREAD; measured: Linux 6.18, the queue is counted in every state, up to the urgent mark",
     .refines = "unread-bytes.shut",
     .when = [](const View& v, const UnreadBytes&) { return counted_with_freedom(v); },
     .allows = count_of_unread,
     .then = narrow_unread},

    {.id = "linux.unread-bytes.listening",
     .source = "POSIX is silent on FIONREAD; Linux tcp(7) SIOCINQ: EINVAL in LISTEN state",
     .refines = "unread-bytes.listening",
     .when = [](const View& v, const UnreadBytes&) { return is_listening(v); },
     .allows = [](const View&, const UnreadBytes&) { return fails(Error::invalid_argument); }},
};

}  // namespace socketcheck::model
