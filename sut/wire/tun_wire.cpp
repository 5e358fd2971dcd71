#include "sut/wire/tun_wire.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>

#include "sut/wire/forge.hpp"
#include "sut/wire/icmp.hpp"
#include "sut/wire/pcap.hpp"

namespace socketcheck::sut {
namespace {

using model::WireEvent;

constexpr char nothing_there[] = "nothing";
// A SYN that was lost is sent again after a second.
constexpr Milliseconds longest_wait_for_a_retransmission{3000};
// At once, from each side. More than a window's worth is seldom on its way.
constexpr int most_deliveries_at_once = 256;

}  // namespace

void TunWire::program_begins() {
  flows_.program_begins();
  happened_.clear();
  for (auto* hands : {&hand_, &late_})
    for (Hand& hand : *hands) hand.clear();
  last_delivered_ = {};
  last_connection_ = {};
  held_ = drains_ = false;
  if (tamper_ != nullptr) tamper_->program_begins();
}

void TunWire::program_ends() {
  held_ = drains_ = false;
  for (auto* hands : {&hand_, &late_})
    for (Hand& hand : *hands) hand.clear();
  reset_everything();
  flows_.program_begins();
  for (Side* side : sides_)
    while (!side->read().empty()) {
    }
  happened_.clear();
}

// A RST exactly at RCV.NXT ends an end in every state, TIME-WAIT included.
void TunWire::reset_everything() {
  pump();
  const std::vector<FlowState> flows = flows_.all();  // answers may add some
  for (const FlowState& own : flows) {
    const FlowState other = flows_.of(reversed(own.flow));
    if (!other.has_begun) continue;
    const int from = side_of(own.flow);
    if (auto reset = forge(own, other, model::Forgery::reset_at_next)) sides_[static_cast<std::size_t>(1 - from)]->write(reset->bytes());
  }
}

int TunWire::side_of(const Flow& flow) const { return with_port(flow.source, 0) == sides_[0]->address() ? 0 : 1; }

void TunWire::pump() {
  collect(0);
  collect(1);
  if (!held_ || drains_) deliver_some();
}

void TunWire::collect(int side) {
  for (;;) {
    const auto bytes = sides_[static_cast<std::size_t>(side)]->read();
    if (bytes.empty()) return;
    auto frame = Frame::parse(bytes);
    if (!frame) continue;
    if (tamper_ == nullptr) {
      take(side, std::move(*frame));
    } else {
      for (Frame& changed : tamper_->emitted(side, std::move(*frame))) take(side, std::move(changed));
    }
  }
}

bool TunWire::is_in_hand(int side, const Frame& frame) const {
  const model::Segment s = frame.segment();
  for (const auto& one : hand_[static_cast<std::size_t>(side)]) {
    if (!(one->flow() == frame.flow())) continue;
    const model::Segment other = one->segment();
    if (other.sequence == s.sequence && other.reach() == s.reach()) return true;
  }
  return false;
}

// A copy of a SYN whose passive end is gone would open the connection for a second time, with another sequence number,
// while segments of the first attempt are still about: nobody could say of which attempt a segment is.
bool TunWire::opens_beside_an_earlier_attempt(int side, const Frame& frame) {
  const model::Segment s = frame.segment();
  if (!s.has(model::flag::syn) || s.has(model::flag::ack) || flows_.of(frame.flow()).delivered_syn != s.sequence) return false;
  const Flow& flow = frame.flow();
  const auto other = static_cast<std::size_t>(1 - side);
  if (sides_[other]->diag().state_of_end(flow.destination, flow.source)) return false;
  const auto own = sides_[1 - other]->diag().state_of_end(flow.source, flow.destination);
  const auto is_of_the_attempt = [&](const auto& one) { return one->flow() == reversed(flow); };
  const bool is_answered = std::any_of(hand_[other].begin(), hand_[other].end(), is_of_the_attempt) ||
                           std::any_of(late_[other].begin(), late_[other].end(), is_of_the_attempt);
  return is_answered || (own && *own != model::State::syn_sent);
}

void TunWire::take(int side, Frame frame) {
  const bool is_repeated = flows_.is_repeated(frame);
  flows_.emitted(frame);
  last_connection_[static_cast<std::size_t>(side)] = flows_.of(frame.flow()).connection;
  auto shared = std::make_shared<Frame>(std::move(frame));
  if (pcap_ != nullptr) pcap_->add(side, true, shared->bytes(), {});
  happened_.push_back({WireEvent::Kind::emitted, shared, false});
  // When a timer sends something again is the kernel's choice; so that a program does the same in every run, it gets
  // such a segment only when it asks for it, and never a second copy of what is still in the hand.
  if (is_repeated && is_in_hand(side, *shared)) return;
  see(Sighting::Kind::emitted, *shared, false);
  if (held_ && is_repeated) {
    late_[static_cast<std::size_t>(side)].push_back(shared);
    return;
  }
  hand_[static_cast<std::size_t>(side)].push_back(shared);
}

void TunWire::put(int from_side, std::shared_ptr<Frame> frame, bool is_forged) {
  flows_.delivered(*frame);
  happened_.push_back({WireEvent::Kind::delivered, frame, is_forged});
  const int to = 1 - from_side;
  if (pcap_ != nullptr) pcap_->add(to, false, frame->bytes(), is_forged ? "not the sender's own: forged, changed or old" : "");
  if (tamper_ == nullptr) {
    sides_[static_cast<std::size_t>(to)]->write(frame->bytes());
  } else {
    for (const Frame& changed : tamper_->delivered(from_side, *frame)) sides_[static_cast<std::size_t>(to)]->write(changed.bytes());
  }
  see(Sighting::Kind::delivered, *frame, is_forged);
  collect(to);
}

bool TunWire::deliver_next(int side) {
  Hand& hand = hand_[static_cast<std::size_t>(side)];
  if (hand.empty()) return false;
  const auto frame = hand.front();
  hand.pop_front();
  if (opens_beside_an_earlier_attempt(side, *frame)) return true;
  last_delivered_[static_cast<std::size_t>(side)] = frame;
  put(side, frame, false);
  return true;
}

void TunWire::deliver_some() {
  for (int i = 0; i < most_deliveries_at_once; ++i)
    if (!(deliver_next(0) | deliver_next(1))) break;
  drains_ = drains_ && is_busy();
}

std::string TunWire::deliver(int side, model::Change how) {
  Hand& hand = hand_[static_cast<std::size_t>(side)];
  if (hand.empty()) return nothing_there;
  if (how == model::Change::none) {
    std::string text = flows_.show(*hand.front());
    deliver_next(side);
    return text;
  }
  if (how != model::Change::none && opens_beside_an_earlier_attempt(side, *hand.front())) return nothing_there;
  // Whoever gets a SYN can't tell that its number is another one.
  if (how == model::Change::sequence && hand.front()->segment().has(model::flag::syn)) return nothing_there;
  auto copy = std::make_shared<Frame>(*hand.front());
  change(*copy, how);
  std::string text = flows_.show(*copy);
  put(side, copy, true);
  return text;
}

std::string TunWire::inject(int side, model::Forgery forgery) {
  // Of the connection whose segments were seen last from either side.
  for (const int seen : {side, 1 - side}) {
    const int connection = last_connection_[static_cast<std::size_t>(seen)];
    for (int end = 0; end < 2; ++end) {
      FlowState* own = flows_.find(connection, end);
      FlowState* other = flows_.find(connection, 1 - end);
      if (own == nullptr || other == nullptr || !other->has_begun) continue;
      if (side_of(own->flow) != side) continue;
      if (model::is_icmp(forgery)) return tell(1 - side, *own, *other, forgery);
      // A SYN for an end that is gone would open a new connection, which no program knows of.
      const Flow& to = other->flow;
      if (forgery == model::Forgery::syn && !sides_[static_cast<std::size_t>(1 - side)]->diag().state_of_end(to.source, to.destination))
        return nothing_there;
      auto forged = forge(*own, *other, forgery);
      if (!forged) return nothing_there;
      std::string text = flows_.show(*forged);
      put(side, std::make_shared<Frame>(std::move(*forged)), true);
      return text;
    }
  }
  return nothing_there;
}

// `receiver` is at that side, and is told of what it has sent to `own`.
std::string TunWire::tell(int side, const FlowState& own, const FlowState& receiver, model::Forgery error) {
  const bool is_hard = error != model::Forgery::host_unreachable;
  const auto about = std::make_shared<Frame>(quoted_by(receiver, error));
  happened_.push_back({.kind = WireEvent::Kind::icmp, .frame = about, .error = {is_hard, is_ipv6(*about)}});
  const auto told = tamper_ == nullptr ? error : tamper_->told(error);
  std::vector<std::byte> packet;
  if (told && model::is_icmp(*told)) {
    packet = icmp_about(quoted_by(receiver, *told), *told != model::Forgery::host_unreachable);
  } else if (told) {
    const auto bytes = forge(own, receiver, *told)->bytes();
    packet.assign(bytes.begin(), bytes.end());
  }
  if (pcap_ != nullptr) pcap_->add(side, false, packet, "an ICMP error that nobody has sent");
  sides_[static_cast<std::size_t>(side)]->write(packet);
  collect(side);
  return std::string(is_hard ? "port" : "host") + " unreachable, about " + flows_.show(*about);
}

// Only where something is lost, or a window is probed: what is still in the hand is not sent for a second time.
std::string TunWire::await(int side) {
  Hand& late = late_[static_cast<std::size_t>(side)];
  const auto is_outstanding = [&] {
    for (int end = 0; end < 2; ++end) {
      const FlowState* flow = flows_.find(last_connection_[static_cast<std::size_t>(side)], end);
      if (flow != nullptr && side_of(flow->flow) == side) return flow->has_unacknowledged() || flow->is_shut_out;
    }
    return false;
  };
  if (!held_ || !hand_[static_cast<std::size_t>(side)].empty() || !is_outstanding()) return nothing_there;
  const auto end = std::chrono::steady_clock::now() + longest_wait_for_a_retransmission;
  while (late.empty() && std::chrono::steady_clock::now() < end) {
    wait(Milliseconds{20});
    collect(side);
  }
  if (late.empty()) return nothing_there;
  hand_[static_cast<std::size_t>(side)].push_back(late.front());
  std::string text = flows_.show(*late.front());
  late.clear();
  return text;
}

std::string TunWire::perform(const model::OnWire& op) {
  using model::WireAction;
  const int side = side_of_[static_cast<std::size_t>(op.slot)];
  Hand& hand = hand_[static_cast<std::size_t>(side)];
  drains_ = false;
  const auto next = [&] { return hand.empty() ? std::string(nothing_there) : flows_.show(*hand.front()); };
  std::string text = next();
  switch (op.action) {
    case WireAction::hold: held_ = true; return "0";
    case WireAction::release:
      for (std::size_t i = 0; i < 2; ++i) {
        hand_[i].insert(hand_[i].end(), late_[i].begin(), late_[i].end());
        late_[i].clear();
      }
      held_ = false;
      deliver_some();
      return "0";
    case WireAction::deliver_all:
      drains_ = true;
      deliver_some();
      return "0";
    case WireAction::deliver: return deliver(side, op.change);
    case WireAction::deliver_old:
      if (const auto old = last_delivered_[static_cast<std::size_t>(side)]; old && !opens_beside_an_earlier_attempt(side, *old)) {
        text = flows_.show(*old);
        put(side, old, true);
        return text;
      }
      return nothing_there;
    case WireAction::drop:
      if (hand.empty()) return text;
      see(Sighting::Kind::lost, *hand.front(), false);
      hand.pop_front();
      return text;
    case WireAction::duplicate:
      if (!hand.empty()) hand.insert(hand.begin() + 1, std::make_shared<Frame>(*hand.front()));
      return text;
    case WireAction::swap:
      if (hand.size() < 2) return nothing_there;
      std::swap(hand[0], hand[1]);
      return next();
    case WireAction::await: return await(side);
    case WireAction::inject: return inject(side, op.forgery);
  }
  return nothing_there;
}

// A kernel takes in what its device is given before it returns, so the states are those that the frame has brought.
void TunWire::see(Sighting::Kind kind, const Frame& frame, bool is_forged) {
  if (sightings_ == nullptr) return;
  Sighting one{.kind = kind, .segment = flows_.segment_of(frame)};
  if (one.segment.connection < 0) return;
  one.segment.is_forged = is_forged;
  for (int end = 0; end < 2; ++end) {
    const FlowState* flow = flows_.find(one.segment.connection, end);
    if (flow == nullptr) continue;
    const std::uint32_t relative_to = flow->initial;
    if (end == one.segment.from)
      one.sequence = static_cast<std::int32_t>(one.segment.sequence - relative_to);
    else if (one.segment.has(model::flag::ack))
      one.acknowledgement = static_cast<std::int32_t>(one.segment.acknowledgement - relative_to);
    const auto state = sides_[static_cast<std::size_t>(side_of(flow->flow))]->diag().state_of_end(flow->flow.source, flow->flow.destination);
    one.states[static_cast<std::size_t>(end)] = state.value_or(model::State::closed);
  }
  sightings_->push_back(one);
}

// Frames of connections that nobody has named are no program's.
void TunWire::take_events(std::vector<WireEvent>& events) {
  for (const Happened& one : happened_) {
    WireEvent event{one.kind, flows_.segment_of(*one.frame), one.error};
    event.segment.is_forged = one.is_forged;
    if (event.segment.connection >= 0) events.push_back(event);
  }
  happened_.clear();
}

void TunWire::wait(Milliseconds at_most) {
  pollfd devices[2] = {{sides_[0]->device(), POLLIN, 0}, {sides_[1]->device(), POLLIN, 0}};
  ::poll(devices, 2, static_cast<int>(at_most.count()));
}

}  // namespace socketcheck::sut
