// getsockopt(SO_ERROR): report the pending error and clear it.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct GetError {
  Slot slot = Slot::a;
  bool operator==(const GetError&) const = default;
};

inline void clear_pending(View& v, const GetError&, const Answer&) { v.socket().pending = Pending::none; }

// The value that SO_ERROR reports is an Error of the model; the stack translates.
inline Allowed reports(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }
inline Allowed reports_reset(const View&, const GetError&) { return reports(Error::connection_reset); }
inline Allowed reports_noted(const View& v, const GetError&) { return reports(error_of(v.socket().noted)); }
inline Allowed reports_none_if_disproved(const View& v, const GetError&) {
  return v.socket().noted_for_sure ? nothing() : reports(Error::none);
}
inline void clear_noted(View& v, const GetError&, const Answer&) {
  v.socket().noted = Pending::none;
  v.socket().noted_for_sure = false;
}
inline Allowed reports_broken_pipe(const View&, const GetError&) { return reports(Error::broken_pipe); }

inline constexpr Rule<GetError> get_error_rules[] = {
    {.id = "so-error.none",
     .source = "POSIX.1-2017 getsockopt(): SO_ERROR reports information about error status and clears it",
     .when = [](const View& v, const GetError&) { return !has_pending(v) && !has_noted(v); },
     .allows = [](const View&, const GetError&) { return reports(Error::none); }},

    {.id = "so-error.noted",
     .source = "RFC 9293 3.9.2.2 [SHLD-25]: what an ICMP error says is made available; POSIX.1-2017 getsockopt(): SO_ERROR",
     .when = [](const View& v, const GetError&) { return !has_pending(v) && has_noted(v); },
     .allows = reports_noted,
     .then = clear_noted,
     .also = {{.allows = [](const View&, const GetError&) { return reports(Error::none); }, .then = clear_noted}}},

    {.id = "so-error.reset",
     .source = "POSIX.1-2017 getsockopt(): SO_ERROR; RFC 9293 3.10.7.4, second",
     .when = [](const View& v, const GetError&) { return v.socket().pending == Pending::reset; },
     .allows = reports_reset,
     .then = clear_pending},

    {.id = "so-error.refused",
     .source = "POSIX.1-2017 connect(): SO_ERROR tells why an attempt failed; RFC 9293 3.10.7.3, second",
     .when = [](const View& v, const GetError&) { return v.socket().pending == Pending::refused; },
     .allows = [](const View&, const GetError&) { return reports(Error::connection_refused); },
     .then = clear_pending},

    {.id = "so-error.unreachable",
     .source = "POSIX.1-2017 connect() ERRORS [EHOSTUNREACH], may; SO_ERROR tells why an attempt failed",
     .when = [](const View& v, const GetError&) { return v.socket().pending == Pending::unreachable; },
     .allows = [](const View&, const GetError&) { return reports(Error::host_unreachable); },
     .then = clear_pending},

    {.id = "so-error.reset-after-fin",
     .source = "POSIX.1-2017 XSH 2.10.15 [ECONNRESET], shall; RFC 9293 3.10.7.4, second: CLOSE-WAIT",
     .when = [](const View& v, const GetError&) { return v.socket().pending == Pending::broken_pipe; },
     .allows = reports_reset,
     .then = clear_pending},
};

inline constexpr Rule<GetError> linux_get_error_rules[] = {
    {.id = "linux.so-error.noted",
     .source = "RFC 9293 3.9.2.2 [SHLD-25]; POSIX is silent on errors that end nothing; measured: Linux 6.18, told once, and "
               "forgotten when something is acknowledged",
     .refines = "so-error.noted",
     .when = [](const View& v, const GetError&) { return !has_pending(v) && has_noted(v); },
     .allows = reports_noted,
     .then = clear_noted,
     .also = {{.allows = reports_none_if_disproved, .then = clear_noted}}},

    {.id = "linux.so-error.reset-after-fin",
     .source = "measured: Linux 6.18, EPIPE where the standards say that the connection was reset",
     .deviates = "so-error.reset-after-fin",
     .when = [](const View& v, const GetError&) { return v.socket().pending == Pending::broken_pipe; },
     .allows = reports_broken_pipe,
     .then = clear_pending},
};

}  // namespace socketcheck::model
