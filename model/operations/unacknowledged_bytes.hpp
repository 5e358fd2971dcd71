// ioctl(SIOCOUTQ): how many bytes has the peer not acknowledged yet (Linux tcp(7)).
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct UnacknowledgedBytes {
  Slot slot = Slot::a;
  bool operator==(const UnacknowledgedBytes&) const = default;
};

// An acknowledgement may be delayed; a FIN or a SYN is counted as a byte.
inline Allowed count_of_unacknowledged(const View& v, const UnacknowledgedBytes&) {
  const Direction& out = v.outgoing();
  const bool is_open = is_connected(v) && !out.severed;
  return bytes(is_open ? out.accepted - out.arrived_most : 0, out.accepted + (may_send(v) ? 0 : 1));
}
inline Allowed invalid_for_unacknowledged(const View&, const UnacknowledgedBytes&) { return fails(Error::invalid_argument); }

inline constexpr Rule<UnacknowledgedBytes> unacknowledged_bytes_rules[] = {
    {.id = "unacknowledged-bytes.counted",
     .source = "POSIX.1-2017 <sys/ioctl.h> is silent; Linux tcp(7) SIOCOUTQ: the amount of unsent data in the send queue",
     .when = [](const View& v, const UnacknowledgedBytes&) { return !is_listening(v) && !was_disconnected(v); },
     .allows = count_of_unacknowledged,
     .also = {{.allows = [](const View& v, const UnacknowledgedBytes& op) {
       return is_connected(v) ? nothing() : invalid_for_unacknowledged(v, op);
     }}}},

    {.id = "unacknowledged-bytes.disconnected",
     .source = "POSIX.1-2017 <sys/ioctl.h> is silent; measured: Linux 6.18, any number until the socket is connected again",
     .when = [](const View& v, const UnacknowledgedBytes&) { return was_disconnected(v); },
     .allows = [](const View&, const UnacknowledgedBytes&) { return bytes(0, 0x7fffffff); },
     .also = {{.allows = invalid_for_unacknowledged}}},

    {.id = "unacknowledged-bytes.listening",
     .source = "POSIX.1-2017 <sys/ioctl.h> is silent; Linux tcp(7) SIOCOUTQ: the socket must not be in LISTEN state",
     .when = [](const View& v, const UnacknowledgedBytes&) { return is_listening(v); },
     .allows = invalid_for_unacknowledged,
     .also = {{.allows = [](const View&, const UnacknowledgedBytes&) { return bytes(0, 0); }}}},
};

inline constexpr Rule<UnacknowledgedBytes> linux_unacknowledged_bytes_rules[] = {
    {.id = "linux.unacknowledged-bytes.counted",
     .source = "POSIX is silent; Linux tcp(7) SIOCOUTQ; measured: Linux 6.18, counted in every state",
     .refines = "unacknowledged-bytes.counted",
     .when = [](const View& v, const UnacknowledgedBytes&) { return !is_listening(v) && !was_disconnected(v); },
     .allows = count_of_unacknowledged},

    {.id = "linux.unacknowledged-bytes.disconnected",
     .source = "POSIX is silent; measured: Linux 6.18, any number until the socket is connected again",
     .refines = "unacknowledged-bytes.disconnected",
     .when = [](const View& v, const UnacknowledgedBytes&) { return was_disconnected(v); },
     .allows = [](const View&, const UnacknowledgedBytes&) { return bytes(0, 0x7fffffff); }},

    {.id = "linux.unacknowledged-bytes.listening",
     .source = "POSIX is silent; Linux tcp(7) SIOCOUTQ: EINVAL in LISTEN state",
     .refines = "unacknowledged-bytes.listening",
     .when = [](const View& v, const UnacknowledgedBytes&) { return is_listening(v); },
     .allows = invalid_for_unacknowledged},
};

}  // namespace socketcheck::model
