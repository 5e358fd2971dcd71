// What a segment that an end emits must be: one row for each demand of the standards. Every row whose `when` holds has to
// allow the segment.
#pragma once

#include <string_view>

#include "model/wire/observer.hpp"

namespace socketcheck::model {

// What the calls so far say of the end that emits. Several worlds may be possible: what one of them allows is allowed.
struct Circumstances {
  Position accepted = 0;      // bytes that send() has taken
  bool syn_is_due = false;    // the end has called connect, or was given a SYN, and its own is not acknowledged
  bool fin_is_due = false;    // the user has closed the write half
  bool reset_is_due = false;  // the end has aborted the connection, or has refused what arrived
};

struct Emission {
  const Observer& observer;
  const Segment& segment;
  const Circumstances& now;

  const Track& own() const { return observer.of(segment.from); }
  const Track& peer() const { return observer.of(1 - segment.from); }
  Position from() const { return observer.sequence_of(segment); }
  Position to() const { return from() + segment.reach(); }
  Position end_of_data() const { return from() + segment.length + (segment.has(flag::syn) ? 1 : 0); }
  Position acknowledgement() const { return observer.acknowledgement_of(segment); }
  bool has(std::uint8_t one) const { return segment.has(one); }
  bool is_reset() const { return has(flag::rst); }
  bool is_retransmission() const { return segment.reach() > 0 && to() <= own().sent; }
};

struct FrameRule {
  std::string_view id;
  std::string_view source;
  std::string_view expected;
  bool (*when)(const Emission&) = nullptr;
  bool (*allows)(const Emission&) = nullptr;
};

// A segment that was delivered and that a RST may answer: not a RST itself, and the RST stands where it says
// (RFC 9293 3.5.2 and 3.10.7.1).
inline bool answers(const Segment& reset, const Segment& delivered) {
  if (delivered.has(flag::rst)) return false;
  if (delivered.has(flag::ack)) return reset.sequence == delivered.acknowledgement;
  return reset.sequence == 0 && reset.has(flag::ack) && reset.acknowledgement == delivered.sequence + delivered.reach();
}
inline bool answers_what_was_delivered(const Emission& e) {
  for (const Segment& delivered : e.own().recent)
    if (delivered.connection == e.segment.connection && answers(e.segment, delivered)) return true;
  return false;
}
// RFC 9293 3.10.7.3, first, and 3.10.7.4, fifth, SYN-RECEIVED: what acknowledges anything but the SYN is reset.
inline bool answers_a_wrong_acknowledgement(const Emission& e) {
  for (const Segment& delivered : e.own().recent)
    if (delivered.connection == e.segment.connection && delivered.has(flag::ack) && answers(e.segment, delivered) &&
        !(e.own().iss && delivered.acknowledgement == *e.own().iss + 1))
      return true;
  return false;
}
inline bool was_given_a_segment(const Emission& e) {
  for (const Segment& delivered : e.own().recent)
    if (delivered.flags != 0 && !delivered.has(flag::rst)) return true;
  return false;
}

inline constexpr FrameRule frame_rules[] = {
    {.id = "frame.checksum",
     .source = "RFC 9293 3.1 [MUST-2]: the sender must generate the checksum",
     .expected = "the right checksum",
     .when = [](const Emission&) { return true; },
     .allows = [](const Emission& e) { return e.segment.checksum_is_right; }},

    {.id = "frame.syn.alone",
     .source = "RFC 9293 3.4.1 and 3.5: one initial sequence number a connection",
     .expected = "no SYN but that of the handshake, and no FIN or RST beside it",
     .when = [](const Emission& e) { return e.has(flag::syn); },
     .allows = [](const Emission& e) {
       return !e.has(flag::fin) && !e.is_reset() && (!e.own().iss || e.segment.sequence == *e.own().iss);
     }},

    {.id = "frame.syn.due",
     .source = "RFC 9293 3.10.1, 3.10.7.2 and 3.10.7.3: a SYN is sent by an active OPEN, and by an end that was given one",
     .expected = "no SYN but in SYN-SENT and SYN-RECEIVED",
     .when = [](const Emission& e) { return e.has(flag::syn); },
     .allows = [](const Emission& e) { return e.now.syn_is_due; }},

    {.id = "frame.syn.acknowledges-syn",
     .source = "RFC 9293 3.10.7.2, third and 3.10.7.3, fourth: <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>",
     .expected = "the acknowledgement of the other end's SYN and of nothing else",
     .when = [](const Emission& e) { return e.has(flag::syn) && e.has(flag::ack); },
     .allows = [](const Emission& e) { return e.own().saw_syn && e.acknowledgement() == 1; }},

    {.id = "frame.ack-flag",
     .source = "RFC 9293 3.1: once a connection is established, the acknowledgement is always sent",
     .expected = "the ACK flag",
     .when = [](const Emission& e) { return !e.is_reset() && !(e.has(flag::syn) && !e.own().saw_syn); },
     .allows = [](const Emission& e) { return e.has(flag::ack); }},

    {.id = "frame.urgent.never",
     .source = "RFC 9293 3.10.2 SEND Call: the URGENT flag is the user's to set, and no program sets it",
     .expected = "no URG flag",
     .when = [](const Emission&) { return true; },
     .allows = [](const Emission& e) { return !e.has(flag::urg); }},

    {.id = "frame.sequence.without-gap",
     .source = "RFC 9293 3.4 and 3.3.1: SND.NXT advances over what is sent, octet by octet",
     .expected = "a segment that begins at SND.NXT or before it",
     .when = [](const Emission& e) { return !e.is_reset() && !e.has(flag::syn) && e.own().iss; },
     .allows = [](const Emission& e) { return e.from() <= e.own().sent; }},

    {.id = "frame.ack.sequence",
     .source = "RFC 9293 3.10.7.4: <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>; 3.8.4 and 3.8.6.1: a probe stands before SND.UNA; "
               "3.8.6 [MUST-34]: a window that was taken back, in which SND.NXT is not acceptable any more",
     .expected = "SND.NXT as the sequence number, or that of a probe",
     .when = [](const Emission& e) { return !e.is_reset() && e.segment.reach() == 0 && e.own().iss; },
     .allows = [](const Emission& e) {
       if (e.from() == e.own().sent || e.from() + 1 == e.own().acknowledged) return true;
       return e.own().window_was_taken_back && e.from() >= e.own().acknowledged && e.from() < e.own().sent;
     }},

    {.id = "frame.data.as-written",
     .source = "RFC 9293 3.7 and 3.8.1: the user's octets in their order, and a retransmission equal to the original",
     .expected = "each byte as it was written",
     .when = [](const Emission& e) { return e.segment.length > 0; },
     .allows = [](const Emission& e) { return e.segment.data_is_right; }},

    {.id = "frame.data.written",
     .source = "RFC 9293 3.10.2 SEND Call: nothing but what the user has sent",
     .expected = "no more bytes than send() has taken",
     .when = [](const Emission& e) { return e.segment.length > 0 && e.own().iss; },
     .allows = [](const Emission& e) { return e.end_of_data() <= 1 + e.now.accepted; }},

    {.id = "frame.fin.asked-for",
     .source = "RFC 9293 3.10.4 CLOSE Call: the FIN is the user's to order",
     .expected = "no FIN before shutdown() or close()",
     .when = [](const Emission& e) { return e.has(flag::fin); },
     .allows = [](const Emission& e) { return e.now.fin_is_due; }},

    {.id = "frame.fin.after-all-data",
     .source = "RFC 9293 3.10.4 CLOSE Call: the FIN is queued behind all preceding SENDs",
     .expected = "the FIN behind every byte that send() has taken",
     .when = [](const Emission& e) { return e.has(flag::fin) && e.own().iss; },
     .allows = [](const Emission& e) { return e.end_of_data() == 1 + e.now.accepted; }},

    {.id = "frame.fin.in-one-place",
     .source = "RFC 9293 3.4 and 3.6: the FIN occupies one sequence number, and nothing follows it",
     .expected = "nothing new behind the FIN",
     .when = [](const Emission& e) { return !e.is_reset() && e.own().fin; },
     .allows = [](const Emission& e) {
       return e.to() <= *e.own().fin + 1 && (!e.has(flag::fin) || e.end_of_data() == *e.own().fin);
     }},

    {.id = "frame.ack.of-what-arrived",
     .source = "RFC 9293 3.10.7.4 and 3.4: an acknowledgement says that all before it was received",
     .expected = "no acknowledgement of what was not delivered",
     .when = [](const Emission& e) { return !e.is_reset() && e.has(flag::ack) && e.peer().iss; },
     .allows = [](const Emission& e) { return e.acknowledgement() <= e.own().received; }},

    {.id = "frame.ack.never-back",
     .source = "RFC 9293 3.4: acknowledgements are cumulative",
     .expected = "an acknowledgement not before the last one",
     .when = [](const Emission& e) { return !e.is_reset() && e.has(flag::ack) && e.peer().iss; },
     .allows = [](const Emission& e) { return e.acknowledgement() >= e.own().last_acknowledgement; }},

    {.id = "frame.window.not-exceeded",
     .source = "RFC 9293 3.8.6 and 3.3.1: no data beyond SND.UNA + SND.WND but a probe",
     .expected = "no data beyond the window that the receiver has offered",
     .when = [](const Emission& e) { return e.segment.length > 0 && !e.is_retransmission() && e.own().may_send_to > 0; },
     .allows = [](const Emission& e) { return e.end_of_data() <= e.own().may_send_to + 1; }},

    {.id = "frame.reset.due",
     .source = "RFC 9293 3.5.2, 3.10.5 and 3.10.7: a RST aborts, or answers a segment that is not for this connection",
     .expected = "no RST where none is due",
     .when = [](const Emission& e) { return e.is_reset(); },
     .allows = [](const Emission& e) { return e.now.reset_is_due || (e.now.syn_is_due && answers_a_wrong_acknowledgement(e)); }},

    {.id = "frame.reset.never-for-a-reset",
     .source = "RFC 9293 3.10.7.1: a RST is discarded, never answered",
     .expected = "no RST that only a RST can have caused",
     .when = [](const Emission& e) { return e.is_reset() && !e.own().has_emitted; },
     .allows = [](const Emission& e) { return was_given_a_segment(e); }},

    {.id = "frame.reset.sequence",
     .source = "RFC 9293 3.10.5: <SEQ=SND.NXT><CTL=RST>; 3.10.7.1: <SEQ=SEG.ACK><CTL=RST>",
     .expected = "SND.NXT as the RST's sequence number, or what the segment that it answers acknowledges",
     .when = [](const Emission& e) { return e.is_reset() && e.own().iss; },
     .allows = [](const Emission& e) { return e.from() == e.own().sent || answers_what_was_delivered(e); }},
};

// The first row that refuses the segment; nullptr: all of them allow it.
inline const FrameRule* first_broken(const Emission& emission) {
  for (const FrameRule& rule : frame_rules)
    if (rule.when(emission) && !rule.allows(emission)) return &rule;
  return nullptr;
}

}  // namespace socketcheck::model
