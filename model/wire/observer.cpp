#include "model/wire/observer.hpp"

#include <algorithm>

namespace socketcheck::model {

Position Observer::sequence_of(const Segment& s) const {
  const Track& own = of(s.from);
  return own.iss ? position_near(s.sequence, *own.iss, own.sent) : 0;
}

Position Observer::acknowledgement_of(const Segment& s) const {
  const Track& peer = of(1 - s.from);
  if (!s.has(flag::ack) || !peer.iss) return 0;
  return position_near(s.acknowledgement, *peer.iss, peer.sent);
}

// A SYN's own window is never scaled (RFC 7323 2.2); both ends must have announced a shift count.
Position Observer::window_of(const Segment& s) const {
  const Track& own = of(s.from);
  const bool is_scaled = own.scale >= 0 && of(1 - s.from).scale >= 0 && !s.has(flag::syn);
  return static_cast<Position>(s.window) << (is_scaled ? own.scale : 0);
}

void Observer::emitted(const Segment& s) {
  Track& own = track(s.from);
  own.has_emitted = true;
  ++own.emissions;
  if (s.has(flag::syn)) {
    own.iss = s.sequence;
    own.scale = s.window_scale;
  }
  if (!own.iss || s.has(flag::rst)) return;
  const Position from = sequence_of(s);
  if (s.has(flag::fin)) own.fin = from + s.length;
  own.sent = std::max(own.sent, from + s.reach());
  if (!s.has(flag::ack)) return;
  own.last_acknowledgement = std::max(own.last_acknowledgement, acknowledgement_of(s));
  own.offered_to = std::max(own.offered_to, acknowledgement_of(s) + window_of(s));
}

void Observer::take_range(Track& receiver, Position from, Position to) {
  if (to > receiver.received && to > from) receiver.beyond.emplace_back(from, to);
  std::sort(receiver.beyond.begin(), receiver.beyond.end());
  for (const auto& [first, last] : receiver.beyond)
    if (first <= receiver.received) receiver.received = std::max(receiver.received, last);
  std::erase_if(receiver.beyond, [&](const auto& range) { return range.second <= receiver.received; });
}

void Observer::take_acknowledgement(Track& receiver, const Segment& s, Arrival& arrival) {
  const Position acknowledgement = acknowledgement_of(s);
  if (acknowledgement > receiver.sent) {
    arrival.acknowledges_unsent = true;
    return;
  }
  receiver.acknowledged = std::max(receiver.acknowledged, acknowledgement);
  arrival.acknowledges_syn = receiver.iss && acknowledgement > 0;
  arrival.acknowledges_fin = receiver.fin && acknowledgement > *receiver.fin;
  const Position offered = acknowledgement + window_of(s);
  if (offered < receiver.may_send_to) receiver.window_was_taken_back = true;
  receiver.may_send_to = std::max(receiver.may_send_to, offered);
}

// In LISTEN and SYN-SENT nothing is known of the sender's sequence (RFC 9293 3.10.7.2 and 3.10.7.3).
Arrival Observer::delivered_before_a_syn(Track& own, const Segment& s) {
  Arrival arrival;
  arrival.is_empty = s.reach() == 0;
  const Position acknowledgement = acknowledgement_of(s);
  const bool acknowledges_syn = own.iss && acknowledgement > 0 && acknowledgement <= own.sent;
  arrival.acknowledges_unsent = s.has(flag::ack) && !acknowledges_syn;
  if (s.has(flag::rst)) arrival.reset = acknowledges_syn ? Arrival::Reset::exact : Arrival::Reset::outside;
  arrival.is_discarded = !s.has(flag::syn);
  if (s.has(flag::rst) || arrival.acknowledges_unsent || arrival.is_discarded) return arrival;
  own.saw_syn = arrival.is_acceptable = true;
  own.received = 1;
  if (s.has(flag::ack)) take_acknowledgement(own, s, arrival);
  else own.may_send_to = s.window;
  return arrival;
}

Arrival Observer::delivered(const Segment& s) {
  Track& own = track(1 - s.from);  // the receiver
  const Track& sender = of(s.from);
  Arrival arrival;
  arrival.is_empty = s.reach() == 0;
  if (!s.checksum_is_right) {
    arrival.is_discarded = true;
    return arrival;
  }
  own.remember(s);
  if (!own.saw_syn) return delivered_before_a_syn(own, s);
  if (!sender.iss) return arrival;
  const Position from = sequence_of(s);
  const Position to = from + s.reach();
  const Position edge = own.received + std::max<Position>(own.window(), s.reach() == 0 ? 1 : 0);
  arrival.is_acceptable = from != ~Position{0} && (s.reach() == 0 ? from >= own.received && from <= edge : to > own.received && from < edge);
  if (s.has(flag::rst)) {
    if (from == own.received) arrival.reset = Arrival::Reset::exact;
    else arrival.reset = from > own.received && from < own.received + own.window() ? Arrival::Reset::in_window : Arrival::Reset::outside;
    arrival.ends_at_next = s.reach() > 0 && to == own.received;
    arrival.is_at_fin = own.peers_fin && own.received > *own.peers_fin && from == *own.peers_fin;
    arrival.is_behind_a_gap = !own.beyond.empty() && from == own.beyond.back().second;
    return arrival;
  }
  arrival.is_syn = s.has(flag::syn);
  // A SYN that has crossed another comes again with the acknowledgement (RFC 9293 3.5, figure 7).
  if (arrival.is_syn && from == 0 && own.acknowledged == 0 && s.has(flag::ack)) take_acknowledgement(own, s, arrival);
  if (!arrival.is_acceptable || arrival.is_syn) return arrival;
  if (!s.has(flag::ack)) {
    arrival.is_discarded = true;
    return arrival;
  }
  take_acknowledgement(own, s, arrival);
  if (arrival.acknowledges_unsent) return arrival;
  arrival.is_out_of_order = s.reach() > 0 && from > own.received;
  if (s.has(flag::fin)) own.peers_fin = from + s.length;
  const Position before = own.received;
  const bool had_fin = own.peers_fin && before > *own.peers_fin;
  take_range(own, from, own.peers_fin ? std::min(to, *own.peers_fin + 1) : to);
  arrival.brings_fin = own.peers_fin && own.received > *own.peers_fin && !had_fin;
  arrival.data_until = own.received - 1 - (own.peers_fin && own.received > *own.peers_fin ? 1 : 0);
  arrival.brings_data = own.received - (arrival.brings_fin ? 1 : 0) > before;
  return arrival;
}

}  // namespace socketcheck::model
