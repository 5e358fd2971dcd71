// recv(2) and recvfrom(2) on a UDP socket: take the next datagram, whole or cut short.
#pragma once

#include "model/datagrams/rule.hpp"
#include "model/operations/datagrams.hpp"
#include "model/operations/recv.hpp"

namespace socketcheck::model::datagrams {

inline Place told_source(const Recv&, const Datagram&) { return Place::none; }
inline Place told_source(const RecvFrom&, const Datagram& d) { return d.from; }

// The n-th candidate: the rest of it is lost if the buffer is too short, and its length is told with MSG_TRUNC.
template <int n, class Op>
Allowed tells_candidate(const View& v, const Op& op) {
  const Datagram* d = candidate(v, n);
  if (d == nullptr) return nothing();
  const std::uint32_t told = op.truncate ? d->size : std::min(d->size, op.size);
  Allowed allowed = bytes(told, told);
  allowed.from = static_cast<std::uint8_t>(told_source(op, *d));
  return allowed;
}
template <int n, class Op>
void take_candidate(View& v, const Op& op, const Answer&) {
  const Datagram* d = candidate(v, n);
  v.all().taken = {d->number, std::min(d->size, op.size)};
  settle_candidate(v, n, !op.peek);
}

template <class Op>
Allowed says_again(const View& v, const Op&) {
  return has_certain(v) ? nothing() : fails(Error::again);
}
template <class Op>
void nothing_was_there(View& v, const Op&, const Answer&) {
  forget_doubtful(v.world(), v.number());
}
template <class Op>
Allowed refused_for_reader(const View&, const Op&) {
  return fails(Error::connection_refused);
}
template <class Op>
void report_to_reader(View& v, const Op&, const Answer&) {
  v.own().refused = false;
}
template <class Op>
Allowed end_if_read_shut(const View& v, const Op&) {
  return read_shut(v) ? bytes(0, 0) : nothing();
}

template <class Op>
bool refused_is_next(const View& v, const Op&) {
  return is_refused(v);
}
template <class Op>
bool datagram_is_next(const View& v, const Op&) {
  return !is_refused(v) && may_have_datagrams(v);
}
template <class Op>
bool nothing_is_next(const View& v, const Op&) {
  return !is_refused(v) && !may_have_datagrams(v);
}

// The first candidate is the rule's own answer; these are the others, and that there is none.
template <class Op>
constexpr Rule<Op> with_other_candidates(Rule<Op> rule) {
  Alternative<Op>* next = rule.also;
  while (next->allows != nullptr) ++next;
  *next++ = {says_again<Op>, nothing_was_there<Op>};
  *next++ = {tells_candidate<1, Op>, take_candidate<1, Op>};
  *next++ = {tells_candidate<2, Op>, take_candidate<2, Op>};
  *next++ = {tells_candidate<3, Op>, take_candidate<3, Op>};
  *next++ = {tells_candidate<4, Op>, take_candidate<4, Op>};
  *next++ = {tells_candidate<5, Op>, take_candidate<5, Op>};
  *next++ = {tells_candidate<6, Op>, take_candidate<6, Op>};
  return rule;
}

template <class Op>
struct ReceivingIds {
  std::string_view datagram, empty, refused;
  std::string_view linux_datagram, linux_empty, linux_refused;
};
inline constexpr ReceivingIds<Recv> ids_of_recv = {"udp.recv.datagram", "udp.recv.nothing", "udp.recv.refused",
                                                   "linux.udp.recv.datagram", "linux.udp.recv.nothing", "linux.udp.recv.refused"};
inline constexpr ReceivingIds<RecvFrom> ids_of_recv_from = {"udp.recvfrom.datagram", "udp.recvfrom.nothing", "udp.recvfrom.refused",
                                                            "linux.udp.recvfrom.datagram", "linux.udp.recvfrom.nothing", "linux.udp.recvfrom.refused"};

template <class Op>
struct Rows {
  Rule<Op> of[3];
};

template <class Op>
constexpr Rows<Op> receiving_rules(const ReceivingIds<Op>& ids) {
  return {{with_other_candidates<Op>(Rule<Op>
               {.id = ids.datagram,
                .source = "RFC 768; RFC 1122 4.1; POSIX.1-2017 recvfrom() DESCRIPTION: the whole message in one call, and what does not fit is discarded",
                .when = datagram_is_next<Op>,
                .allows = tells_candidate<0, Op>,
                .then = take_candidate<0, Op>,
                .also = {{end_if_read_shut<Op>}}}),
           Rule<Op>{.id = ids.empty,
            .source = "POSIX.1-2017 recvfrom() ERRORS [EAGAIN], shall, and RETURN VALUE: 0 after an orderly shutdown",
            .when = nothing_is_next<Op>,
            .allows = fails_with<Error::again, Op>,
            .also = {{end_if_read_shut<Op>}}},
           with_other_candidates<Op>(Rule<Op>
               {.id = ids.refused,
                .source = "RFC 1122 4.1.3.3: ICMP errors must be passed to the application; POSIX.1-2017 XSH 2.10.10, Pending Error",
                .when = refused_is_next<Op>,
                .allows = refused_for_reader<Op>,
                .then = report_to_reader<Op>,
                .also = {{tells_candidate<0, Op>, take_candidate<0, Op>}, {end_if_read_shut<Op>}}})}};
}

template <class Op>
constexpr Rows<Op> linux_receiving_rules(const ReceivingIds<Op>& ids) {
  return {{with_other_candidates<Op>(Rule<Op>
               {.id = ids.linux_datagram,
                .source = "POSIX is silent on datagrams after SHUT_RD; measured: Linux 6.18, they are read as before",
                .refines = ids.datagram,
                .when = datagram_is_next<Op>,
                .allows = tells_candidate<0, Op>,
                .then = take_candidate<0, Op>}),
           Rule<Op>{.id = ids.linux_empty,
                    .source = "POSIX is silent on datagrams after SHUT_RD; measured: Linux 6.18, EAGAIN where the call would have to wait",
                    .refines = ids.empty,
                    .when = nothing_is_next<Op>,
                    .allows = fails_with<Error::again, Op>},
           Rule<Op>{.id = ids.linux_refused,
                    .source = "POSIX is silent on which comes first; measured: Linux 6.18, the pending error before queued datagrams, once",
                    .refines = ids.refused,
                    .when = refused_is_next<Op>,
                    .allows = refused_for_reader<Op>,
                    .then = report_to_reader<Op>}}};
}

inline constexpr auto recv_rows = receiving_rules(ids_of_recv);
inline constexpr auto recv_from_rows = receiving_rules(ids_of_recv_from);
inline constexpr auto linux_recv_rows = linux_receiving_rules(ids_of_recv);
inline constexpr auto linux_recv_from_rows = linux_receiving_rules(ids_of_recv_from);

}  // namespace socketcheck::model::datagrams
