// ABORT of RFC 9293 3.10.5: setsockopt(SO_LINGER, {1, 0}) and close(2).
#pragma once

#include "model/operations/close.hpp"

namespace socketcheck::model {

struct Abort {
  Slot slot = Slot::a;
  bool operator==(const Abort&) const = default;
};

inline void linger_zero_and_forget_descriptor(View& v, const Abort& op, const Answer&) {
  v.socket().linger = {true, 0};
  v.world().release(op.slot);
}

inline constexpr Rule<Abort> abort_rules[] = {
    {.id = "abort.connected",
     .source = "RFC 9293 3.10.5, ESTABLISHED, FIN-WAIT-1, FIN-WAIT-2 and CLOSE-WAIT: send a reset segment",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && abort_sends_reset(v); },
     .allows = closes<Abort>,
     .then = close_with_reset<Abort>},

    {.id = "abort.both-fins-sent",
     .source = "RFC 9293 3.10.5, CLOSING and LAST-ACK: no reset is sent; POSIX is silent on a FIN that is still "
               "blocked; measured: Linux 6.18, a RST then",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && both_fins_sent(v); },
     .allows = closes<Abort>,
     .then = delete_connection<Abort>,
     .also = {{.allows = [](const View& v, const Abort&) { return has_unread(v) || fin_is_blocked(v) ? ok() : nothing(); },
               .then = close_with_reset<Abort>}}},

    {.id = "abort.ended",
     .source = "RFC 9293 3.10.5, CLOSED and TIME-WAIT",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && has_ended(v); },
     .allows = closes<Abort>,
     .then = forget_descriptor<Abort>},

    {.id = "abort.listening",
     .source = "RFC 9293 3.10.5, LISTEN",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && is_listening(v); },
     .allows = closes<Abort>,
     .then = close_listener<Abort>,
     .also = {{.allows = if_somebody_waits<Abort>, .then = close_listener_and_who_waits<Abort>}}},

    {.id = "abort.connecting",
     .source = "RFC 9293 3.10.5, SYN-SENT: delete the TCB",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && is_connecting(v); },
     .allows = closes<Abort>,
     .then = close_connecting<Abort>},

    {.id = "abort.not-connected",
     .source = "RFC 9293 3.10.5, CLOSED",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && is_unconnected(v); },
     .allows = closes<Abort>,
     .then = forget_descriptor<Abort>},

    {.id = "abort.shared",
     .source = "POSIX.1-2017 close() DESCRIPTION: only the last descriptor of an open file description takes it along, and an "
               "option stays",
     .when = [](const View& v, const Abort&) { return has_other_descriptors(v); },
     .allows = closes<Abort>,
     .then = linger_zero_and_forget_descriptor},
};

inline constexpr Rule<Abort> linux_abort_rules[] = {
    {.id = "linux.abort.listening",
     .source = "POSIX is silent on connections that wait; measured: Linux 6.18, they are reset",
     .refines = "abort.listening",
     .when = [](const View& v, const Abort&) { return is_last_descriptor(v) && is_listening(v); },
     .allows = closes<Abort>,
     .then = close_listener<Abort>},
};

}  // namespace socketcheck::model
