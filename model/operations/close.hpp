// close(2): give up a descriptor; the last one of a socket ends the connection.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct Close {
  Slot slot = Slot::a;
  bool operator==(const Close&) const = default;
};

template <class Op>
void close_with_fin(View& v, const Op& op, const Answer&) {
  if (may_send(v)) send_fin(v);
  v.world().release(op.slot);
}
// The peer never learns that data was lost (RFC 9293 3.6.1 [SHLD-3]).
inline void close_with_fin_despite_unread_data(View& v, const Close& op, const Answer& seen) {
  v.world().broke_should = true;
  close_with_fin(v, op, seen);
}
template <class Op>
void close_with_reset(View& v, const Op& op, const Answer&) {
  send_reset(v);
  v.world().release(op.slot);
}
template <class Op>
void forget_descriptor(View& v, const Op& op, const Answer&) {
  v.world().release(op.slot);
}
template <class Op>
Allowed closes(const View&, const Op&) {
  return ok();
}

inline bool is_last_descriptor(const View& v) { return !has_other_descriptors(v); }

template <class Op>
void close_listener(View& v, const Op& op, const Answer&) {
  stop_listening(v);
  v.world().release(op.slot);
}
template <class Op>
void close_listener_and_who_waits(View& v, const Op& op, const Answer&) {
  stop_listening(v, close_waiting);
  v.world().release(op.slot);
}
template <class Op>
Allowed if_somebody_waits(const View& v, const Op&) {
  return somebody_waits(v) ? ok() : nothing();
}
template <class Op>
void close_connecting(View& v, const Op& op, const Answer&) {
  v.connection().handshake = Handshake::done;
  sever(v);
  end_in_closed(v);
  v.world().release(op.slot);
}

// RFC 9293 3.10.5: the states in which ABORT sends a RST.
inline bool abort_sends_reset(const View& v) {
  return may_send(v) || waits_for_the_peers_fin(v) || in_state(v, State::syn_received);
}
// CLOSING, and LAST-ACK: both FINs are on their way.
inline bool both_fins_sent(const View& v) { return in_state(v, State::closing) || in_state(v, State::last_ack); }
inline bool fin_is_blocked(const View& v) {
  return both_fins_sent(v) && (v.outgoing().is_late() || v.outgoing().fin_is_late());
}

// RFC 9293 3.10.5, CLOSING, LAST-ACK and TIME-WAIT: delete the TCB. Whatever still comes finds nobody.
// A FIN that a full window holds back is the connection's last word, and stays.
template <class Op>
void delete_connection(View& v, const Op& op, const Answer&) {
  if (!has_ended(v) && !fin_is_blocked(v)) end_in_closed(v);
  v.world().release(op.slot);
}
inline constexpr Rule<Close> close_rules[] = {
    {.id = "close.orderly",
     .source = "RFC 9293 3.10.4, ESTABLISHED and CLOSE-WAIT; POSIX.1-2017 close() DESCRIPTION",
     .when = [](const View& v, const Close&) {
       return is_last_descriptor(v) && may_send(v) && !has_unread(v) && !lingers_zero(v);
     },
     .allows = closes<Close>,
     .then = close_with_fin<Close>},

    {.id = "close.half-closed",
     .source = "RFC 9293 3.10.4, FIN-WAIT-1 and FIN-WAIT-2: a second FIN is not sent",
     .when = [](const View& v, const Close&) {
       return is_last_descriptor(v) && waits_for_the_peers_fin(v) && !has_unread(v) && !lingers_zero(v);
     },
     .allows = closes<Close>,
     .then = forget_descriptor<Close>},

    {.id = "close.unread-data",
     .source = "RFC 9293 3.6.1 [SHLD-3]: unread data SHOULD turn the close into a RST",
     .when = [](const View& v, const Close&) {
       return is_last_descriptor(v) && abort_sends_reset(v) && has_unread(v) && !lingers_zero(v);
     },
     .allows = closes<Close>,
     .then = close_with_reset<Close>,
     .also = {{.allows = closes<Close>, .then = close_with_fin_despite_unread_data}}},

    {.id = "close.linger-zero",
     .source = "RFC 9293 3.10.5; POSIX.1-2017 XSH 2.10.16 SO_LINGER is silent on the RST",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && abort_sends_reset(v) && lingers_zero(v); },
     .allows = closes<Close>,
     .then = close_with_reset<Close>,
     .also = {{.allows = closes<Close>, .then = close_with_fin<Close>}}},

    {.id = "close.both-fins-sent",
     .source = "RFC 9293 3.10.4, CLOSING and LAST-ACK",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && both_fins_sent(v); },
     .allows = closes<Close>,
     .then = forget_descriptor<Close>,
     .also = {{.allows = [](const View& v, const Close&) { return has_unread(v) || fin_is_blocked(v) ? ok() : nothing(); },
               .then = close_with_reset<Close>},
              {.allows = [](const View& v, const Close&) { return lingers_zero(v) ? ok() : nothing(); },
               .then = delete_connection<Close>}}},

    {.id = "close.ended",
     .source = "RFC 9293 3.10.4, CLOSED and TIME-WAIT; POSIX.1-2017 close() DESCRIPTION",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && has_ended(v); },
     .allows = closes<Close>,
     .then = forget_descriptor<Close>},

    {.id = "close.listening",
     .source = "RFC 9293 3.10.4, LISTEN; POSIX.1-2017 close() DESCRIPTION is silent on connections that wait",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && is_listening(v); },
     .allows = closes<Close>,
     .then = close_listener<Close>,
     .also = {{.allows = if_somebody_waits<Close>, .then = close_listener_and_who_waits<Close>}}},

    {.id = "close.connecting",
     .source = "RFC 9293 3.10.4, SYN-SENT: delete the TCB",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && is_connecting(v); },
     .allows = closes<Close>,
     .then = close_connecting<Close>},

    {.id = "close.not-connected",
     .source = "RFC 9293 3.10.4, CLOSED; POSIX.1-2017 close() DESCRIPTION",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && is_unconnected(v); },
     .allows = closes<Close>,
     .then = forget_descriptor<Close>},

    {.id = "close.shared",
     .source = "POSIX.1-2017 close() DESCRIPTION: only the last descriptor of an open file description takes it along",
     .when = [](const View& v, const Close&) { return has_other_descriptors(v); },
     .allows = closes<Close>,
     .then = forget_descriptor<Close>},
};

inline constexpr Rule<Close> linux_close_rules[] = {
    {.id = "linux.close.unread-data",
     .source = "RFC 9293 3.6.1 [SHLD-3]; measured: Linux 6.18, a RST in every state in which one can be sent",
     .refines = "close.unread-data",
     .when = [](const View& v, const Close&) {
       return is_last_descriptor(v) && abort_sends_reset(v) && has_unread(v) && !lingers_zero(v);
     },
     .allows = closes<Close>,
     .then = close_with_reset<Close>},

    {.id = "linux.close.linger-zero",
     .source = "POSIX is silent on the RST; Linux socket(7) SO_LINGER; measured: Linux 6.18",
     .refines = "close.linger-zero",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && abort_sends_reset(v) && lingers_zero(v); },
     .allows = closes<Close>,
     .then = close_with_reset<Close>},

    {.id = "linux.close.listening",
     .source = "POSIX is silent on connections that wait; measured: Linux 6.18, they are reset",
     .refines = "close.listening",
     .when = [](const View& v, const Close&) { return is_last_descriptor(v) && is_listening(v); },
     .allows = closes<Close>,
     .then = close_listener<Close>},
};

}  // namespace socketcheck::model
