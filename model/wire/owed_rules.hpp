// What an end owes when a segment was delivered to it: RFC 9293 3.10.7 and RFC 5961.
#pragma once

#include <string_view>

#include "model/wire/ending_rules.hpp"

namespace socketcheck::model {

// A segment as it was delivered, and the end that took it.
struct Delivery {
  const Observer& observer;
  const Segment& segment;
  Arrival arrival;
  bool receiver_is_gone = false;  // no connection: CLOSED (in every possible world)
  bool receiver_is_there = false; // a connection (in every possible world)
  bool ends_the_receiver = false; // (in some possible world)
  bool receiver_is_kept_in_short = false;  // as Linux keeps an end that is nearly over (in some possible world)
  bool receiver_is_an_orphan_in_fin_wait_2 = false;  // (in some possible world)
  bool is_held = false;           // the wire is, so that the worlds are exact
  std::uint32_t states = 0;       // those that the receiver was in, and by the segment came into: bits by State
  std::uint32_t states_after = 0;
  bool receiver_has_socket = false;  // (in every possible world)
  bool is_dropped = false;        // a SYN that finds no room (in some possible world)

  bool was_in(State state) const { return states == 1u << static_cast<int>(state); }
  bool is_in(State state) const { return states_after == 1u << static_cast<int>(state); }
  bool is_syn() const { return segment.has(flag::syn) && !segment.has(flag::ack) && !segment.has(flag::rst); }
};

enum class Owed : std::uint8_t { acknowledgement, syn_and_acknowledgement, reset, silence };

struct OwedRule {
  std::string_view id;
  std::string_view source;
  std::string_view expected;
  std::string_view deviates = {};  // the standards' row that a flavour's contradicts
  Owed owed = Owed::acknowledgement;
  bool (*when)(const Delivery&) = nullptr;
};

// While the connection is being made: the segments that RFC 9293 3.10.7.1 to 3.10.7.3 speak of, and SYN-RECEIVED.
inline constexpr OwedRule owed_rules_of_an_opening[] = {
    {.id = "owed.syn-ack.for-a-syn",
     .source = "RFC 9293 3.10.7.2, third and 3.10.7.3, fourth: <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>",
     .expected = "a SYN with an ACK",
     .owed = Owed::syn_and_acknowledgement,
     .when = [](const Delivery& d) { return d.is_syn() && !d.was_in(State::syn_received) && d.is_in(State::syn_received); }},

    {.id = "owed.ack.of-the-syn",
     .source = "RFC 9293 3.10.7.3, fourth: our SYN is acknowledged: <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>",
     .expected = "an ACK",
     .when = [](const Delivery& d) { return d.was_in(State::syn_sent) && d.is_in(State::established); }},

    {.id = "owed.reset.wrong-ack-in-syn-sent",
     .source = "RFC 9293 3.10.7.3, first: SEG.ACK =< ISS or SEG.ACK > SND.NXT: <SEQ=SEG.ACK><CTL=RST>",
     .expected = "a RST",
     .owed = Owed::reset,
     .when = [](const Delivery& d) {
       return d.was_in(State::syn_sent) && d.is_in(State::syn_sent) && d.arrival.acknowledges_unsent && !d.segment.has(flag::rst);
     }},

    {.id = "owed.nothing.reset-in-syn-sent",
     .source = "RFC 9293 3.10.7.3, second: a RST that does not acknowledge our SYN is dropped, and one that does is not answered",
     .expected = "no answer to a RST",
     .owed = Owed::silence,
     .when = [](const Delivery& d) { return d.was_in(State::syn_sent) && d.segment.has(flag::rst); }},

    {.id = "owed.reset.wrong-ack-in-syn-received",
     .source = "RFC 9293 3.10.7.4, fifth, SYN-RECEIVED: an ACK that is not acceptable: <SEQ=SEG.ACK><CTL=RST>",
     .expected = "a RST",
     .owed = Owed::reset,
     .when = [](const Delivery& d) {
       return d.was_in(State::syn_received) && d.is_in(State::syn_received) && d.arrival.is_acceptable && d.segment.has(flag::ack) &&
              !d.segment.has(flag::rst) && !d.segment.has(flag::syn) && !d.arrival.acknowledges_syn;
     }},

    {.id = "owed.reset.refused",
     .source = "RFC 9293 3.10.7.1 and 3.5.2, group 1: a SYN for no connection causes a RST",
     .expected = "a RST",
     .owed = Owed::reset,
     .when = [](const Delivery& d) { return d.is_syn() && d.was_in(State::closed) && d.is_in(State::closed) && !d.is_dropped; }},
};

inline constexpr OwedRule owed_rules[] = {
    {.id = "owed.nothing.bad-checksum",
     .source = "RFC 9293 3.1 [MUST-3]: the receiver must check the checksum; what is damaged is discarded",
     .expected = "no answer to a damaged segment",
     .owed = Owed::silence,
     .when = [](const Delivery& d) { return !d.segment.checksum_is_right && d.is_held; }},

    {.id = "linux.owed.ack.reset-outside-for-an-orphan",
     .source = "measured: Linux 6.18, FIN-WAIT-2 without a descriptor answers a RST outside of the window by an ACK",
     .expected = "an ACK",
     .deviates = "owed.nothing.for-a-reset",
     .when = [](const Delivery& d) {
       return d.receiver_is_there && d.receiver_is_an_orphan_in_fin_wait_2 && d.arrival.reset == Arrival::Reset::outside;
     }},

    {.id = "linux.owed.ack.reset-that-ends-at-next",
     .source = "measured: Linux 6.18, a RST on data, SYN or FIN that ends at RCV.NXT counts as in the window",
     .expected = "a challenge ACK",
     .deviates = "owed.nothing.for-a-reset",
     .when = [](const Delivery& d) {
       const bool is_kept_in_short = d.was_in(State::syn_received) && !d.receiver_has_socket;
       return d.receiver_is_there && !d.ends_the_receiver && !is_kept_in_short && d.arrival.ends_at_next;
     }},

    {.id = "owed.nothing.for-a-reset",
     .source = "RFC 9293 3.10.7.1: a RST for no connection is discarded; 3.10.7.4, second: outside of the window silently",
     .expected = "no answer to this RST",
     .owed = Owed::silence,
     .when = [](const Delivery& d) {
       return d.segment.has(flag::rst) && d.is_held && (d.receiver_is_gone || d.ends_the_receiver || d.arrival.reset == Arrival::Reset::outside ||
                                           d.arrival.reset == Arrival::Reset::exact);
     }},

    {.id = "owed.reset.no-connection",
     .source = "RFC 9293 3.10.7.1 and 3.5.2, group 1: a segment for no connection causes a RST",
     .expected = "a RST",
     .owed = Owed::reset,
     .when = [](const Delivery& d) { return d.receiver_is_gone && d.is_held && !d.segment.has(flag::rst); }},

    {.id = "linux.owed.nothing.reset-in-time-wait",
     .source = "measured: Linux 6.18, TIME-WAIT sends no challenge ACK for a RST",
     .expected = "no answer to a RST in TIME-WAIT",
     .deviates = "owed.ack.reset-in-window",
     .owed = Owed::silence,
     .when = [](const Delivery& d) {
       return d.segment.has(flag::rst) && d.receiver_is_kept_in_short && d.arrival.reset == Arrival::Reset::in_window;
     }},

    {.id = "linux.owed.nothing.ack-of-unsent",
     .source = "measured: Linux 6.18, TIME-WAIT, and FIN-WAIT-2 without a descriptor, don't look at what is acknowledged",
     .expected = "no answer to an empty ACK",
     .deviates = "owed.ack.of-unsent",
     .owed = Owed::silence,
     .when = [](const Delivery& d) {
       return d.receiver_is_kept_in_short && d.arrival.acknowledges_unsent && d.arrival.is_empty;
     }},

    {.id = "owed.ack.reset-in-window",
     .source = "RFC 9293 3.10.7.4, second; RFC 5961 3.2: a RST in the window but not at RCV.NXT causes a challenge ACK",
     .expected = "a challenge ACK",
     .when = [](const Delivery& d) { return d.receiver_is_there && !d.ends_the_receiver && d.arrival.reset == Arrival::Reset::in_window; }},

    {.id = "owed.ack.syn-in-synchronized-state",
     .source = "RFC 9293 3.10.7.4, fourth; RFC 5961 4.2: a SYN in a synchronized state causes a challenge ACK",
     .expected = "a challenge ACK",
     .when = [](const Delivery& d) { return d.receiver_is_there && d.arrival.is_syn; }},

    {.id = "owed.ack.not-acceptable",
     .source = "RFC 9293 3.10.7.4, first: a segment that is not acceptable is answered by an ACK",
     .expected = "an ACK",
     .when = [](const Delivery& d) {
       return d.receiver_is_there && !d.segment.has(flag::rst) && !d.arrival.is_acceptable && !d.arrival.is_syn;
     }},

    {.id = "owed.ack.of-unsent",
     .source = "RFC 9293 3.10.7.4, fifth: an acknowledgement of something not yet sent is answered by an ACK",
     .expected = "an ACK",
     .when = [](const Delivery& d) { return d.receiver_is_there && d.arrival.acknowledges_unsent; }},

    {.id = "owed.ack.fin",
     .source = "RFC 9293 3.10.7.4, eighth: advance RCV.NXT over the FIN, and send an acknowledgement for the FIN",
     .expected = "an ACK of the FIN",
     .when = [](const Delivery& d) { return d.receiver_is_there && d.arrival.brings_fin; }},

    {.id = "owed.ack.data",
     .source = "RFC 9293 3.8.6.3 [MUST-58, MUST-59]: data is acknowledged, at the latest after 0.5 s",
     .expected = "an ACK",
     .when = [](const Delivery& d) { return d.receiver_is_there && (d.arrival.brings_data || d.arrival.is_out_of_order); }},
};

// SYN-RECEIVED becomes ESTABLISHED, and nothing is left that has to be acknowledged.
inline bool only_opens(const Delivery& d) {
  return d.was_in(State::syn_received) && !d.is_in(State::syn_received) && d.segment.reach() == (d.segment.has(flag::syn) ? 1u : 0u);
}

// The row that says what is owed; nullptr: nothing is.
inline const OwedRule* owed_for(std::string_view flavour, const Delivery& delivery) {
  if (delivery.is_held && delivery.segment.checksum_is_right)
    for (const OwedRule& rule : owed_rules_of_an_opening)
      if (rule.when(delivery)) return &rule;
  if (only_opens(delivery)) return nullptr;
  if (!delivery.observer.is_synchronized()) return nullptr;
  if (delivery.ends_the_receiver && !delivery.segment.has(flag::rst)) return nullptr;
  for (const OwedRule& rule : owed_rules)
    if ((rule.deviates.empty() || is_of_flavour(rule.id, flavour)) && rule.when(delivery)) return &rule;
  return nullptr;
}

}  // namespace socketcheck::model
