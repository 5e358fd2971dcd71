// Which segments end the connection that they are delivered to, beside those of which model/arrivals/ speaks: a RST
// where RFC 9293 3.10.7.4, second, after RFC 5961 3.2, takes it, and what a flavour adds.
#pragma once

#include <string_view>

#include "model/wire/observer.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

enum class Ending : std::uint8_t {
  as_by_reset,    // what a RST does there
  without_a_word, // the end is gone
  with_reset,     // the end is gone, and a RST answers
};

struct EndingRule {
  std::string_view id;  // of a flavour if it begins with its name
  std::string_view source;
  std::string_view deviates = {};
  Ending ending = Ending::as_by_reset;
  bool (*when)(const View& receiver, const Segment& segment, const Arrival& arrival) = nullptr;
};

// Linux keeps TIME-WAIT, and FIN-WAIT-2 without a descriptor, as little more than the numbers.
inline bool is_orphan_in_fin_wait_2(const View& v) { return in_state(v, State::fin_wait_2) && !v.has_socket(); }
inline bool is_kept_in_short(const View& v) { return in_state(v, State::time_wait) || is_orphan_in_fin_wait_2(v); }

inline constexpr EndingRule ending_rules[] = {
    {.id = "segment.reset.exact",
     .source = "RFC 9293 3.10.7.4, second: RST at RCV.NXT",
     .when = [](const View&, const Segment&, const Arrival& a) { return a.reset == Arrival::Reset::exact; }},

    {.id = "linux.segment.syn.in-syn-received",
     .source = "measured: Linux 6.18, a SYN in the window resets an end in SYN-RECEIVED that has listened",
     .deviates = "segment.syn.in-syn-received",
     .ending = Ending::with_reset,
     .when = [](const View& v, const Segment&, const Arrival& a) {
       return in_state(v, State::syn_received) && !v.has_socket() && a.is_syn && a.is_acceptable;
     }},

    {.id = "segment.syn.in-syn-received",
     .source = "RFC 9293 3.10.7.4, fourth, SYN-RECEIVED: after a passive OPEN the connection returns to LISTEN",
     .ending = Ending::without_a_word,
     .when = [](const View& v, const Segment&, const Arrival& a) {
       return in_state(v, State::syn_received) && !v.has_socket() && a.is_syn && a.is_acceptable;
     }},

    {.id = "linux.segment.reset.before-fin",
     .source = "measured: Linux 6.18, a RST with the FIN's own number is taken in CLOSE-WAIT, CLOSING and LAST-ACK",
     .deviates = "segment.reset.exact",
     .when = [](const View& v, const Segment&, const Arrival& a) {
       return a.is_at_fin && (in_state(v, State::close_wait) || in_state(v, State::closing) || in_state(v, State::last_ack));
     }},

    {.id = "linux.segment.reset.behind-a-gap",
     .source = "measured: Linux 6.18, a RST right behind what has arrived out of order is taken",
     .deviates = "segment.reset.exact",
     .when = [](const View&, const Segment&, const Arrival& a) { return a.is_behind_a_gap; }},

    {.id = "linux.segment.reset.orphan-in-fin-wait-2",
     .source = "measured: Linux 6.18, any RST in the window ends an end in FIN-WAIT-2 that has no descriptor",
     .deviates = "segment.reset.exact",
     .ending = Ending::without_a_word,
     .when = [](const View& v, const Segment&, const Arrival& a) {
       return a.reset == Arrival::Reset::in_window && is_orphan_in_fin_wait_2(v);
     }},

    {.id = "linux.segment.syn.orphan-in-fin-wait-2",
     .source = "measured: Linux 6.18, a SYN in the window resets an end in FIN-WAIT-2 that has no descriptor",
     .deviates = "owed.ack.syn-in-synchronized-state",
     .ending = Ending::with_reset,
     .when = [](const View& v, const Segment&, const Arrival& a) {
       return a.is_syn && a.is_acceptable && is_orphan_in_fin_wait_2(v);
     }},

    {.id = "linux.segment.blind-data.orphan-in-fin-wait-2",
     .source = "measured: Linux 6.18, data in the window resets an end in FIN-WAIT-2 that has no descriptor, whatever it acknowledges",
     .deviates = "owed.ack.of-unsent",
     .ending = Ending::with_reset,
     .when = [](const View& v, const Segment& s, const Arrival& a) {
       return a.acknowledges_unsent && s.reach() > 0 && is_orphan_in_fin_wait_2(v);
     }},
};

constexpr bool is_of_flavour(std::string_view id, std::string_view flavour) {
  return id.starts_with(flavour) && id.substr(flavour.size()).starts_with(".");
}

// The row by which the segment ends the receiver; nullptr: it does not.
inline const EndingRule* ending_for(std::string_view flavour, const View& receiver, const Segment& segment, const Arrival& arrival) {
  for (const EndingRule& rule : ending_rules)
    if ((rule.deviates.empty() || is_of_flavour(rule.id, flavour)) && rule.when(receiver, segment, arrival)) return &rule;
  return nullptr;
}

}  // namespace socketcheck::model
