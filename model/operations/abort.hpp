// ABORT of RFC 9293 3.10.5: setsockopt(SO_LINGER, {1, 0}) and close(2).
#pragma once

#include "model/operations/close.hpp"

namespace socketcheck::model {

struct Abort {
  Slot slot = Slot::a;
  bool operator==(const Abort&) const = default;
};

inline constexpr Rule<Abort> abort_rules[] = {
    {.id = "abort.connected",
     .source = "RFC 9293 3.10.5, ESTABLISHED, FIN-WAIT-1, FIN-WAIT-2 and CLOSE-WAIT: send a reset segment",
     .when = [](const View& v, const Abort&) { return abort_sends_reset(v); },
     .allows = closes<Abort>,
     .then = close_with_reset<Abort>},

    {.id = "abort.both-fins-sent",
     .source = "RFC 9293 3.10.5, CLOSING and LAST-ACK: no reset is sent; POSIX is silent on a FIN that is still "
               "blocked; measured: Linux 6.18, a RST then",
     .when = [](const View& v, const Abort&) { return both_fins_sent(v); },
     .allows = closes<Abort>,
     .then = forget_descriptor<Abort>,
     .also = {{.allows = [](const View& v, const Abort&) { return has_unread(v) || fin_is_blocked(v) ? ok() : nothing(); },
               .then = close_with_reset<Abort>}}},

    {.id = "abort.ended",
     .source = "RFC 9293 3.10.5, CLOSED and TIME-WAIT",
     .when = [](const View& v, const Abort&) { return has_ended(v); },
     .allows = closes<Abort>,
     .then = forget_descriptor<Abort>},
};

}  // namespace socketcheck::model
