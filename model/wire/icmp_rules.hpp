// What an ICMP error message does to the end whose segment it is about: RFC 9293 3.9.2.2, and what is said of it in RFC 5461
// and RFC 5927.
#pragma once

#include <string_view>

#include "model/rules/rule.hpp"
#include "model/wire/ending_rules.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

struct IcmpArrival {
  IcmpError error;
  bool is_outstanding = true;  // the sequence number that it quotes is between SND.UNA and SND.NXT
};

using IcmpThen = void (*)(View& end, const IcmpArrival&);

struct IcmpRule {
  std::string_view id;  // of a flavour if it begins with its name
  std::string_view source;
  std::string_view refines = {};
  std::string_view deviates = {};
  bool (*when)(const View& end, const IcmpArrival&) = nullptr;
  IcmpThen then = nullptr;
  IcmpThen or_then[2] = {};
};

constexpr Pending told_by(const IcmpArrival& a) { return a.error.is_hard ? Pending::refused : Pending::unreachable; }

inline void ignore(View&, const IcmpArrival&) {}
inline void forget_the_end(View& v, const IcmpArrival&) { end_in_closed(v); }
inline void note(View& v, const IcmpArrival& a) {
  if (!v.has_socket()) return;
  v.socket().noted = told_by(a);
  v.socket().noted_for_sure = true;
}
inline void give_up_the_attempt(View& v, const IcmpArrival& a) {
  v.connection().handshake = Handshake::done;
  v.connection().aimed_at = nobody;
  sever(v);
  end_in_closed(v);
  v.socket().pending = told_by(a);
}
// RFC 9293 3.10.5, ABORT Call.
inline void abort_connection(View& v, const IcmpArrival& a) {
  if (in_state(v, State::syn_received) && !v.has_socket()) return end_in_closed(v);
  if (is_connecting(v)) return give_up_the_attempt(v, a);
  send_reset(v);
  if (v.has_socket()) v.socket().pending = told_by(a);
}

inline bool is_connecting_for_a_user(const View& v) { return is_connecting(v) && v.has_socket(); }
inline bool waits_for_the_last_ack_of_the_handshake(const View& v) { return in_state(v, State::syn_received) && !v.has_socket(); }

inline constexpr IcmpRule icmp_rules[] = {
    {.id = "icmp.no-connection",
     .source = "RFC 9293 3.9.2.2 [MUST-54]: it is for the connection that created the error",
     .when = [](const View& v, const IcmpArrival&) { return in_state(v, State::closed) || in_state(v, State::time_wait); },
     .then = ignore},

    {.id = "linux.icmp.not-outstanding",
     .source = "RFC 5927 4.1; measured: Linux 6.18, what is not between SND.UNA and SND.NXT is ignored",
     .refines = "icmp.not-outstanding",
     .when = [](const View&, const IcmpArrival& a) { return !a.is_outstanding; },
     .then = ignore},

    {.id = "icmp.not-outstanding",
     .source = "RFC 5927 4.1: the sequence number may be checked; RFC 9293 3.9.2.2 does not ask for it",
     .when = [](const View&, const IcmpArrival& a) { return !a.is_outstanding; },
     .then = ignore,
     .or_then = {note, abort_connection}},

    {.id = "linux.icmp.soft.connecting",
     .source = "RFC 5461 4; measured: Linux 6.18, in SYN-SENT and SYN-RECEIVED of an active OPEN it ends the attempt",
     .deviates = "icmp.soft",
     .when = [](const View& v, const IcmpArrival& a) { return !a.error.is_hard && is_connecting_for_a_user(v); },
     .then = give_up_the_attempt},

    {.id = "linux.icmp.soft.syn-received",
     .source = "measured: Linux 6.18 over IPv4, who waits for the handshake's last acknowledgement forgets the connection",
     .deviates = "icmp.soft",
     .when = [](const View& v, const IcmpArrival& a) {
       return !a.error.is_hard && !a.error.over_ipv6 && waits_for_the_last_ack_of_the_handshake(v);
     },
     .then = forget_the_end},

    {.id = "icmp.soft",
     .source = "RFC 9293 3.9.2.2 [MUST-56] and [SHLD-25]: it does not end the connection, and the application may ask for it",
     .when = [](const View&, const IcmpArrival& a) { return !a.error.is_hard; },
     .then = note},

    {.id = "linux.icmp.hard.connecting",
     .source = "RFC 9293 3.9.2.2 [SHLD-26]; measured: Linux 6.18, it ends the attempt",
     .refines = "icmp.hard",
     .when = [](const View& v, const IcmpArrival& a) { return a.error.is_hard && is_connecting_for_a_user(v); },
     .then = give_up_the_attempt},

    {.id = "linux.icmp.hard.syn-received",
     .source = "RFC 9293 3.9.2.2 [SHLD-26]; measured: Linux 6.18, in SYN-RECEIVED of a passive OPEN it ends the connection over "
               "IPv6, and is ignored over IPv4",
     .refines = "icmp.hard",
     .when = [](const View& v, const IcmpArrival& a) { return a.error.is_hard && waits_for_the_last_ack_of_the_handshake(v); },
     .then = [](View& v, const IcmpArrival& a) {
       if (a.error.over_ipv6) end_in_closed(v);
     }},

    {.id = "linux.icmp.hard.synchronized",
     .source = "RFC 5461 and RFC 5927 5.2: as a soft error in a synchronized state; measured: Linux 6.18",
     .refines = "icmp.hard",
     .when = [](const View&, const IcmpArrival& a) { return a.error.is_hard; },
     .then = note},

    {.id = "icmp.hard",
     .source = "RFC 9293 3.9.2.2 [SHLD-26]: the connection should be aborted; some do not in synchronized states",
     .when = [](const View&, const IcmpArrival& a) { return a.error.is_hard; },
     .then = abort_connection,
     .or_then = {note}},
};

// The row that says what becomes of the end.
inline const IcmpRule& icmp_rule_for(std::string_view flavour, const View& end, const IcmpArrival& arrival) {
  const IcmpRule* found = nullptr;
  for (const IcmpRule& rule : icmp_rules) {
    const bool is_everybodys = rule.refines.empty() && rule.deviates.empty();
    if (found == nullptr && (is_everybodys || is_of_flavour(rule.id, flavour)) && rule.when(end, arrival)) found = &rule;
  }
  return *found;  // each is soft or hard
}

}  // namespace socketcheck::model
