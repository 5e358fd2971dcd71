// setsockopt and getsockopt of the options whose value is one number: SO_KEEPALIVE, SO_OOBINLINE, SO_REUSEADDR, SO_REUSEPORT,
// SO_RCVLOWAT, SO_RCVBUF, SO_SNDBUF.
#pragma once

#include "model/operations/linger.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct SetOption {
  Slot slot = Slot::a;
  Option option = Option::keep_alive;
  std::uint32_t value = 1;  // 0 or 1; bytes: SO_RCVLOWAT 0 to 1000, buffers 0 to 1 MiB
  bool operator==(const SetOption&) const = default;
};

struct GetOption {
  Slot slot = Slot::a;
  Option option = Option::keep_alive;
  bool operator==(const GetOption&) const = default;
};

inline void keep_option(View& v, const SetOption& op, const Answer&) {
  const bool changes = value_of(v.socket().options, op.option) != op.value;
  if (op.option == Option::reuse_port && changes && v.socket().owns_place) v.socket().port_changed = true;
  set_option(v.socket().options, op.option, op.value);
  if (is_buffer(op.option)) narrow_by_buffers(v);
}
// POSIX leaves it to the system whether it can be set; SO_REUSEPORT is not POSIX's.
inline Allowed option_unknown_if_free(const View&, const SetOption& op) {
  const bool free = op.option == Option::receive_low_water || op.option == Option::reuse_port;
  return free ? fails(Error::no_protocol_option) : nothing();
}

inline constexpr Rule<SetOption> set_option_rules[] = {
    {.id = "set-option.open",
     .source = "POSIX.1-2017 setsockopt() and XSH 2.10.16, where SO_RCVLOWAT need not be settable",
     .when = [](const View& v, const SetOption&) { return !was_shut_down(v); },
     .allows = option_set<SetOption>,
     .then = keep_option,
     .also = {{.allows = option_unknown_if_free}}},

    {.id = "set-option.shut-down",
     .source = "POSIX.1-2017 setsockopt() ERRORS [EINVAL], shall: the socket has been shut down",
     .when = [](const View& v, const SetOption&) { return was_shut_down(v); },
     .allows = option_set<SetOption>,
     .then = keep_option,
     .also = {{.allows = option_invalid<SetOption>}, {.allows = option_unknown_if_free}}},
};

inline constexpr Rule<SetOption> linux_set_option_rules[] = {
    {.id = "linux.set-option.open",
     .source = "POSIX is silent on what of it can't be set; Linux socket(7); measured: Linux 6.18, each is set in every state",
     .refines = "set-option.open",
     .when = [](const View& v, const SetOption&) { return !was_shut_down(v); },
     .allows = option_set<SetOption>,
     .then = keep_option},

    {.id = "linux.set-option.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, it is set",
     .refines = "set-option.shut-down",
     .when = [](const View& v, const SetOption&) { return was_shut_down(v); },
     .allows = option_set<SetOption>,
     .then = keep_option},
};

inline constexpr std::int64_t largest_option = 0x7fffffff;

// A switch that is on reads as any number but 0. The size of a buffer is the system's affair, what is asked for a hint.
inline Allowed option_as_set(const View& v, const GetOption& op) {
  const std::int64_t value = value_of(v.socket().options, op.option);
  if (is_buffer(op.option)) return range(0, largest_option, Reading::number);
  if (op.option == Option::receive_low_water && value != 1) return range(0, largest_option, Reading::number);
  if (op.option == Option::receive_low_water) return returns(1);
  return value == 0 ? returns(0) : range(1, largest_option, Reading::number);
}
inline Allowed option_is_unknown(const View&, const GetOption& op) {
  return op.option == Option::reuse_port ? fails(Error::no_protocol_option) : nothing();
}

// Linux socket(7): twice what was asked for, between the smallest and the largest that the system grants.
inline Allowed buffer_of_linux(bool is_set, std::int64_t asked, std::int64_t smallest, std::int64_t largest) {
  if (!is_set) return range(1, largest_option, Reading::number);
  const std::int64_t twice = std::max(2 * asked, smallest);
  if (largest == 0) return range(smallest, twice, Reading::number);
  return returns(std::max(smallest, std::min(twice, largest)));
}
inline Allowed option_of_linux(const View& v, const GetOption& op) {
  const Options& options = v.socket().options;
  constexpr std::int64_t smallest_receive_buffer = 2304, smallest_send_buffer = 4608;
  if (op.option == Option::receive_buffer)
    return buffer_of_linux(options.receive_buffer_set, options.receive_buffer, smallest_receive_buffer, v.limits().receive_buffer);
  if (op.option == Option::send_buffer)
    return buffer_of_linux(options.send_buffer_set, options.send_buffer, smallest_send_buffer, v.limits().send_buffer);
  const std::int64_t value = value_of(options, op.option);
  return returns(op.option == Option::receive_low_water ? std::max<std::int64_t>(value, 1) : value);
}

inline constexpr Rule<GetOption> get_option_rules[] = {
    {.id = "get-option.open",
     .source = "POSIX.1-2017 getsockopt() and XSH 2.10.16",
     .when = [](const View& v, const GetOption&) { return !was_shut_down(v); },
     .allows = option_as_set,
     .also = {{.allows = option_is_unknown}}},

    {.id = "get-option.shut-down",
     .source = "POSIX.1-2017 getsockopt() ERRORS [EINVAL], may: the socket has been shut down",
     .when = [](const View& v, const GetOption&) { return was_shut_down(v); },
     .allows = option_as_set,
     .also = {{.allows = option_invalid<GetOption>}, {.allows = option_is_unknown}}},
};

inline constexpr Rule<GetOption> linux_get_option_rules[] = {
    {.id = "linux.get-option.open",
     .source = "POSIX is silent on the number that says on; Linux socket(7) and tcp(7); measured: Linux 6.18, 1, and buffers of twice what was asked for",
     .refines = "get-option.open",
     .when = [](const View& v, const GetOption&) { return !was_shut_down(v); },
     .allows = option_of_linux},

    {.id = "linux.get-option.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the value that was set",
     .refines = "get-option.shut-down",
     .when = [](const View& v, const GetOption&) { return was_shut_down(v); },
     .allows = option_of_linux},
};

}  // namespace socketcheck::model
