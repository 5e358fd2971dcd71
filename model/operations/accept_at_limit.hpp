// accept(2) while the process may have no more descriptors: what waits goes on waiting.
#pragma once

#include "model/operations/accept.hpp"

namespace socketcheck::model {

// The soft limit RLIMIT_NOFILE is lowered for the call, and restored.
struct AcceptAtLimit {
  Slot slot = Slot::a;
  bool operator==(const AcceptAtLimit&) const = default;
};

inline Allowed too_many_files(const View&, const AcceptAtLimit&) { return fails(Error::too_many_files); }
inline void drop_the_aborted(View& v, const AcceptAtLimit& op, const Answer& seen) { drop_first(v, Accept{op.slot}, seen); }

inline constexpr Rule<AcceptAtLimit> accept_at_limit_rules[] = {
    {.id = "accept-at-limit.somebody-waits",
     .source = "POSIX.1-2017 accept() ERRORS [EMFILE], shall: all file descriptors available to the process are open",
     .when = [](const View& v, const AcceptAtLimit&) { return is_listening(v) && somebody_waits(v) && !first_has_ended(v); },
     .allows = too_many_files},

    {.id = "accept-at-limit.aborted",
     .source = "POSIX.1-2017 accept() ERRORS [EMFILE] and [ECONNABORTED], shall; POSIX.1-2017 XSH 2.3: any of several errors",
     .when = [](const View& v, const AcceptAtLimit&) { return is_listening(v) && first_has_ended(v); },
     .allows = too_many_files,
     .also = {{.allows = [](const View&, const AcceptAtLimit&) { return fails(Error::connection_aborted); }, .then = drop_the_aborted}}},

    {.id = "accept-at-limit.nobody-waits",
     .source = "POSIX.1-2017 accept() ERRORS [EMFILE] and [EAGAIN], shall; POSIX.1-2017 XSH 2.3: any of several errors",
     .when = [](const View& v, const AcceptAtLimit&) { return is_listening(v) && !somebody_waits(v); },
     .allows = too_many_files,
     .also = {{.allows = [](const View&, const AcceptAtLimit&) { return fails(Error::again); }}}},

    {.id = "accept-at-limit.not-listening",
     .source = "POSIX.1-2017 accept() ERRORS [EMFILE] and [EINVAL], shall; POSIX.1-2017 XSH 2.3: any of several errors",
     .when = [](const View& v, const AcceptAtLimit&) { return !is_listening(v); },
     .allows = too_many_files,
     .also = {{.allows = [](const View&, const AcceptAtLimit&) { return fails(Error::invalid_argument); }}}},
};

inline constexpr Rule<AcceptAtLimit> linux_accept_at_limit_rules[] = {
    {.id = "linux.accept-at-limit.aborted",
     .source = "POSIX is silent on which of its errors comes (XSH 2.3); measured: Linux 6.18, EMFILE, and the connection stays",
     .refines = "accept-at-limit.aborted",
     .when = [](const View& v, const AcceptAtLimit&) { return is_listening(v) && first_has_ended(v); },
     .allows = too_many_files},

    {.id = "linux.accept-at-limit.nobody-waits",
     .source = "POSIX is silent on which of its errors comes (XSH 2.3); measured: Linux 6.18, EMFILE",
     .refines = "accept-at-limit.nobody-waits",
     .when = [](const View& v, const AcceptAtLimit&) { return is_listening(v) && !somebody_waits(v); },
     .allows = too_many_files},

    {.id = "linux.accept-at-limit.not-listening",
     .source = "POSIX is silent on which of its errors comes (XSH 2.3); measured: Linux 6.18, EMFILE",
     .refines = "accept-at-limit.not-listening",
     .when = [](const View& v, const AcceptAtLimit&) { return !is_listening(v); },
     .allows = too_many_files},
};

}  // namespace socketcheck::model
