// setsockopt and getsockopt(SO_LINGER): what close() does with what is still unsent.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct SetLinger {
  Slot slot = Slot::a;
  Linger linger;  // seconds: 0 to 65535
  bool operator==(const SetLinger&) const = default;
};

struct GetLinger {
  Slot slot = Slot::a;
  bool operator==(const GetLinger&) const = default;
};

// The answer's value: seconds if on, -1 if off.
inline std::int64_t value_of(const Linger& linger) { return linger.on ? linger.seconds : -1; }

inline void keep_linger(View& v, const SetLinger& op, const Answer&) { v.socket().linger = op.linger; }
template <class Op>
Allowed option_set(const View&, const Op&) {
  return ok();
}
template <class Op>
Allowed option_invalid(const View&, const Op&) {
  return fails(Error::invalid_argument);
}

inline constexpr Rule<SetLinger> set_linger_rules[] = {
    {.id = "set-linger.connected",
     .source = "POSIX.1-2017 setsockopt(), XSH 2.10.16 SO_LINGER",
     .when = [](const View& v, const SetLinger&) { return !was_shut_down(v); },
     .allows = option_set<SetLinger>,
     .then = keep_linger},

    {.id = "set-linger.shut-down",
     .source = "POSIX.1-2017 setsockopt() ERRORS [EINVAL], shall: the socket has been shut down",
     .when = [](const View& v, const SetLinger&) { return was_shut_down(v); },
     .allows = option_set<SetLinger>,
     .then = keep_linger,
     .also = {{.allows = option_invalid<SetLinger>}}},
};

inline constexpr Rule<SetLinger> linux_set_linger_rules[] = {
    {.id = "linux.set-linger.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, it is set",
     .refines = "set-linger.shut-down",
     .when = [](const View& v, const SetLinger&) { return was_shut_down(v); },
     .allows = option_set<SetLinger>,
     .then = keep_linger},
};

inline Allowed linger_as_set(const View& v, const GetLinger&) {
  return returns(value_of(v.socket().linger), Reading::linger);
}

inline constexpr Rule<GetLinger> get_linger_rules[] = {
    {.id = "get-linger.connected",
     .source = "POSIX.1-2017 getsockopt(), XSH 2.10.16 SO_LINGER",
     .when = [](const View& v, const GetLinger&) { return !was_shut_down(v); },
     .allows = linger_as_set},

    {.id = "get-linger.shut-down",
     .source = "POSIX.1-2017 getsockopt() ERRORS [EINVAL], may: the socket has been shut down",
     .when = [](const View& v, const GetLinger&) { return was_shut_down(v); },
     .allows = linger_as_set,
     .also = {{.allows = option_invalid<GetLinger>}}},
};

inline constexpr Rule<GetLinger> linux_get_linger_rules[] = {
    {.id = "linux.get-linger.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the value that was set",
     .refines = "get-linger.shut-down",
     .when = [](const View& v, const GetLinger&) { return was_shut_down(v); },
     .allows = linger_as_set},
};

}  // namespace socketcheck::model
