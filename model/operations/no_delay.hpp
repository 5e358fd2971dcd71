// setsockopt and getsockopt(TCP_NODELAY): switch Nagle's algorithm off and on.
#pragma once

#include "model/operations/linger.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct SetNoDelay {
  Slot slot = Slot::a;
  bool on = true;
  bool operator==(const SetNoDelay&) const = default;
};

struct GetNoDelay {
  Slot slot = Slot::a;
  bool operator==(const GetNoDelay&) const = default;
};

// Without Nagle's algorithm nothing is held any more (RFC 9293 3.7.4).
inline void keep_no_delay(View& v, const SetNoDelay& op, const Answer&) {
  v.socket().no_delay = op.on;
  if (op.on) v.outgoing().held = false;
}

inline constexpr Rule<SetNoDelay> set_no_delay_rules[] = {
    {.id = "set-no-delay.connected",
     .source = "RFC 9293 3.7.4 [MUST-17]; POSIX.1-2017 <netinet/tcp.h> TCP_NODELAY",
     .when = [](const View& v, const SetNoDelay&) { return !was_shut_down(v); },
     .allows = option_set<SetNoDelay>,
     .then = keep_no_delay},

    {.id = "set-no-delay.shut-down",
     .source = "POSIX.1-2017 setsockopt() ERRORS [EINVAL], shall: the socket has been shut down",
     .when = [](const View& v, const SetNoDelay&) { return was_shut_down(v); },
     .allows = option_set<SetNoDelay>,
     .then = keep_no_delay,
     .also = {{.allows = option_invalid<SetNoDelay>}}},
};

inline constexpr Rule<SetNoDelay> linux_set_no_delay_rules[] = {
    {.id = "linux.set-no-delay.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, it is set",
     .refines = "set-no-delay.shut-down",
     .when = [](const View& v, const SetNoDelay&) { return was_shut_down(v); },
     .allows = option_set<SetNoDelay>,
     .then = keep_no_delay},
};

inline Allowed no_delay_as_set(const View& v, const GetNoDelay&) { return returns(v.socket().no_delay ? 1 : 0); }

inline constexpr Rule<GetNoDelay> get_no_delay_rules[] = {
    {.id = "get-no-delay.connected",
     .source = "POSIX.1-2017 getsockopt() and <netinet/tcp.h> TCP_NODELAY",
     .when = [](const View& v, const GetNoDelay&) { return !was_shut_down(v); },
     .allows = no_delay_as_set},

    {.id = "get-no-delay.shut-down",
     .source = "POSIX.1-2017 getsockopt() ERRORS [EINVAL], may: the socket has been shut down",
     .when = [](const View& v, const GetNoDelay&) { return was_shut_down(v); },
     .allows = no_delay_as_set,
     .also = {{.allows = option_invalid<GetNoDelay>}}},
};

inline constexpr Rule<GetNoDelay> linux_get_no_delay_rules[] = {
    {.id = "linux.get-no-delay.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the value that was set",
     .refines = "get-no-delay.shut-down",
     .when = [](const View& v, const GetNoDelay&) { return was_shut_down(v); },
     .allows = no_delay_as_set},
};

}  // namespace socketcheck::model
