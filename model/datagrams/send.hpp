// send(2) and sendto(2) on a UDP socket: put one datagram on its way.
#pragma once

#include "model/datagrams/rule.hpp"
#include "model/operations/datagrams.hpp"
#include "model/operations/send.hpp"

namespace socketcheck::model::datagrams {

// Where the datagram is to go; none: to port 0.
inline Place target_of(const View& v, const Send&) { return v.own().peer; }
inline Place target_of(const View& v, const SendTo& op) {
  if (op.port_zero || op.place != Place::none) return op.place;
  return v.all().sockets[static_cast<std::size_t>(v.world().socket_of(op.to))].place;
}

inline bool has_no_target(const View& v, const Send&) { return !is_connected(v); }
inline bool has_no_target(const View&, const SendTo& op) { return op.port_zero; }

// RFC 768: the length is a field of 16 bits, and IP's own header takes some of it (Limits::largest_datagram).
template <class Op>
bool is_too_long(const View& v, const Op& op) {
  return op.size > v.world().limits.largest_datagram;
}

template <class Op>
void send_datagram(View& v, const Op& op, const Answer&) {
  const Place to = target_of(v, op);
  put_on_its_way(v, to, op.size);
}
template <class Op>
void bind_only(View& v, const Op&, const Answer&) {
  choose_port(v);
}
// What is too long is told to the one who sends it, too, if it wants to know of errors (Linux ip(7) IP_RECVERR).
template <class Op>
void keep_too_long(View& v, const Op&, const Answer&) {
  choose_port(v);
  if (v.own().keeps_errors) keep_error(v.own(), KeptError::too_long);
}
template <class Op>
void report_to_sender(View& v, const Op&, const Answer&) {
  choose_port(v);
  v.own().refused = false;
}

template <class Op>
Allowed takes_all(const View&, const Op& op) {
  return bytes(op.size, op.size);
}
template <class Op>
Allowed tells_too_long(const View& v, const Op& op) {
  return is_too_long(v, op) ? fails(Error::message_size) : nothing();
}
template <class Op>
Allowed tells_refused(const View& v, const Op&) {
  return is_refused(v) ? fails(Error::connection_refused) : nothing();
}
template <class Op>
Allowed tells_broken_pipe(const View& v, const Op&) {
  return write_shut(v) ? fails(Error::broken_pipe) : nothing();
}
// Which of several errors comes first is not said; what is kept of a message that is too long, neither.
template <class Op>
Allowed is_kept_too_long(const View& v, const Op& op) {
  return is_too_long(v, op) && v.own().keeps_errors ? fails(Error::message_size) : nothing();
}

// Linux looks at the field of 16 bits before anything else over IPv4, and then has nothing to keep.
inline constexpr std::uint32_t largest_over_ipv4 = 65507, largest_length_field = 65535;
template <class Op>
bool is_longer_than_its_field(const View& v, const Op& op) {
  return v.world().limits.largest_datagram == largest_over_ipv4 && op.size > largest_length_field;
}
template <Error otherwise, class Op>
Allowed tells_length_first(const View& v, const Op& op) {
  return fails(is_longer_than_its_field(v, op) ? Error::message_size : otherwise);
}
template <class Op>
void keep_what_linux_keeps(View& v, const Op& op, const Answer& seen) {
  if (is_longer_than_its_field(v, op)) bind_only(v, op, seen);
  else keep_too_long(v, op, seen);
}
template <class Op>
Allowed has_no_room_to_keep(const View& v, const Op&) {
  return v.own().keeps_errors && !has_room_for_error(v) ? fails(Error::message_size) : nothing();
}

template <class Op>
bool wants_target(const View& v, const Op& op) {
  return has_no_target(v, op);
}
template <class Op>
bool is_only_too_long(const View& v, const Op& op) {
  return !has_no_target(v, op) && is_too_long(v, op);
}
template <class Op>
bool fits(const View& v, const Op& op) {
  return !has_no_target(v, op) && !is_too_long(v, op);
}
template <class Op>
bool reports_refused(const View& v, const Op& op) {
  return fits(v, op) && is_refused(v);
}
template <class Op>
bool is_shut(const View& v, const Op& op) {
  return fits(v, op) && !is_refused(v) && write_shut(v);
}
template <class Op>
bool is_accepted(const View& v, const Op& op) {
  return fits(v, op) && !is_refused(v) && !write_shut(v);
}
template <class Op>
Allowed accepts_if_open(const View& v, const Op& op) {
  return write_shut(v) ? nothing() : takes_all(v, op);
}

inline constexpr Rule<Send> send_rules[] = {
    {.id = "udp.send.no-peer",
     .source = "POSIX.1-2017 send() ERRORS [EDESTADDRREQ], shall: not connection-mode, and no peer address is set",
     .when = wants_target<Send>,
     .allows = fails_with<Error::destination_required, Send>,
     .then = nothing_changes<Send>,
     .also = {{fails_with<Error::destination_required, Send>, bind_only<Send>},
              {fails_with<Error::not_connected, Send>},
              {tells_too_long<Send>, bind_only<Send>},
              {tells_refused<Send>, report_to_sender<Send>},
              {tells_broken_pipe<Send>, bind_only<Send>}}},
    {.id = "udp.send.too-long",
     .source = "POSIX.1-2017 send() ERRORS [EMSGSIZE], shall; RFC 768 says that the length is a field of 16 bits",
     .when = is_only_too_long<Send>,
     .allows = fails_with<Error::message_size, Send>,
     .then = bind_only<Send>,
     .also = {{is_kept_too_long<Send>, keep_too_long<Send>},
              {tells_refused<Send>, report_to_sender<Send>},
              {tells_broken_pipe<Send>, bind_only<Send>}}},
    {.id = "udp.send.refused",
     .source = "RFC 1122 4.1.3.3: ICMP errors must be passed to the application; POSIX.1-2017 XSH 2.10.10, Pending Error",
     .when = reports_refused<Send>,
     .allows = tells_refused<Send>,
     .then = report_to_sender<Send>,
     .also = {{accepts_if_open<Send>, send_datagram<Send>}, {tells_broken_pipe<Send>, bind_only<Send>}}},
    {.id = "udp.send.write-half-closed",
     .source = "POSIX.1-2017 send() ERRORS [EPIPE], shall: shut down for writing, and SIGPIPE is for stream sockets",
     .when = is_shut<Send>,
     .allows = fails_with<Error::broken_pipe, Send>,
     .then = bind_only<Send>},
    {.id = "udp.send.accepted",
     .source = "RFC 768; POSIX.1-2017 send() RETURN VALUE: a message is sent whole",
     .when = is_accepted<Send>,
     .allows = takes_all<Send>,
     .then = send_datagram<Send>},
};

inline constexpr Rule<Send> linux_send_rules[] = {
    {.id = "linux.udp.send.no-peer",
     .source = "POSIX is silent on what a call that fails has done (XSH 2.3); measured: Linux 6.18, the socket gets a port",
     .refines = "udp.send.no-peer",
     .when = wants_target<Send>,
     .allows = tells_length_first<Error::destination_required, Send>,
     .then = bind_only<Send>},
    {.id = "linux.udp.send.too-long",
     .source = "POSIX is silent on which error comes first; measured: Linux 6.18, the size is looked at before the pending error",
     .refines = "udp.send.too-long",
     .when = is_only_too_long<Send>,
     .allows = fails_with<Error::message_size, Send>,
     .then = keep_what_linux_keeps<Send>,
     .also = {{has_no_room_to_keep<Send>, bind_only<Send>}}},
    {.id = "linux.udp.send.refused",
     .source = "POSIX is silent on which error comes first; measured: Linux 6.18, the pending error, once, and nothing is sent",
     .refines = "udp.send.refused",
     .when = reports_refused<Send>,
     .allows = tells_refused<Send>,
     .then = report_to_sender<Send>},
};

inline constexpr Rule<SendTo> send_to_rules[] = {
    {.id = "udp.sendto.port-zero",
     .source = "POSIX is silent on port 0 as a target; RFC 768 has it only as an unused source port",
     .when = wants_target<SendTo>,
     .allows = fails_with<Error::invalid_argument, SendTo>,
     .then = bind_only<SendTo>,
     .also = {{fails_with<Error::invalid_argument, SendTo>},
              {fails_with<Error::address_not_available, SendTo>, bind_only<SendTo>},
              {tells_too_long<SendTo>, bind_only<SendTo>},
              {tells_refused<SendTo>, report_to_sender<SendTo>},
              {tells_broken_pipe<SendTo>, bind_only<SendTo>}}},
    {.id = "udp.sendto.too-long",
     .source = "POSIX.1-2017 sendto() ERRORS [EMSGSIZE], shall; RFC 768 says that the length is a field of 16 bits",
     .when = is_only_too_long<SendTo>,
     .allows = fails_with<Error::message_size, SendTo>,
     .then = bind_only<SendTo>,
     .also = {{is_kept_too_long<SendTo>, keep_too_long<SendTo>},
              {tells_refused<SendTo>, report_to_sender<SendTo>},
              {tells_broken_pipe<SendTo>, bind_only<SendTo>}}},
    {.id = "udp.sendto.refused",
     .source = "RFC 1122 4.1.3.3: ICMP errors must be passed to the application; POSIX.1-2017 XSH 2.10.10, Pending Error",
     .when = reports_refused<SendTo>,
     .allows = tells_refused<SendTo>,
     .then = report_to_sender<SendTo>,
     .also = {{accepts_if_open<SendTo>, send_datagram<SendTo>}, {tells_broken_pipe<SendTo>, bind_only<SendTo>}}},
    {.id = "udp.sendto.write-half-closed",
     .source = "POSIX.1-2017 sendto() ERRORS [EPIPE], shall: shut down for writing, and SIGPIPE is for stream sockets",
     .when = is_shut<SendTo>,
     .allows = fails_with<Error::broken_pipe, SendTo>,
     .then = bind_only<SendTo>},
    {.id = "udp.sendto.accepted",
     .source = "RFC 768; POSIX.1-2017 sendto() RETURN VALUE, and ERRORS [EISCONN], shall: a destination, and a peer is set already",
     .when = is_accepted<SendTo>,
     .allows = takes_all<SendTo>,
     .then = send_datagram<SendTo>,
     .also = {{[](const View& v, const SendTo&) { return is_connected(v) ? fails(Error::is_connected) : nothing(); }}}},
};

inline constexpr Rule<SendTo> linux_send_to_rules[] = {
    {.id = "linux.udp.sendto.port-zero",
     .source = "POSIX is silent on port 0 as a target; measured: Linux 6.18, EINVAL, and the socket gets a port",
     .refines = "udp.sendto.port-zero",
     .when = wants_target<SendTo>,
     .allows = tells_length_first<Error::invalid_argument, SendTo>,
     .then = bind_only<SendTo>},
    {.id = "linux.udp.sendto.too-long",
     .source = "POSIX is silent on which error comes first; measured: Linux 6.18, the size is looked at before the pending error",
     .refines = "udp.sendto.too-long",
     .when = is_only_too_long<SendTo>,
     .allows = fails_with<Error::message_size, SendTo>,
     .then = keep_what_linux_keeps<SendTo>,
     .also = {{has_no_room_to_keep<SendTo>, bind_only<SendTo>}}},
    {.id = "linux.udp.sendto.refused",
     .source = "POSIX is silent on which error comes first; measured: Linux 6.18, the pending error, once, and nothing is sent",
     .refines = "udp.sendto.refused",
     .when = reports_refused<SendTo>,
     .allows = tells_refused<SendTo>,
     .then = report_to_sender<SendTo>},
    {.id = "linux.udp.sendto.accepted",
     .source = "POSIX is silent on datagram sockets in [EISCONN]; Linux udp(7): a destination that is given overrides the default; measured: Linux 6.18",
     .refines = "udp.sendto.accepted",
     .when = is_accepted<SendTo>,
     .allows = takes_all<SendTo>,
     .then = send_datagram<SendTo>},
};

}  // namespace socketcheck::model::datagrams
