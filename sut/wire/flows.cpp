#include "sut/wire/flows.hpp"

#include <algorithm>

#include "sut/pattern.hpp"

namespace socketcheck::sut {
namespace {

constexpr std::uint32_t full_segment = 1440;  // of IPv6, without options, on a device for 1500

bool is_after(std::uint32_t left, std::uint32_t right) { return static_cast<std::int32_t>(left - right) > 0; }

}  // namespace

FlowState& Flows::of(const Flow& flow) {
  const auto found = std::find_if(flows_.begin(), flows_.end(), [&](const FlowState& one) { return one.flow == flow; });
  if (found != flows_.end()) return *found;
  FlowState& added = flows_.emplace_back();
  added.flow = flow;
  return added;
}

bool Flows::knows(const Flow& flow) const {
  return std::any_of(flows_.begin(), flows_.end(), [&](const FlowState& one) { return one.flow == flow; });
}

FlowState* Flows::find(int connection, int end) {
  for (FlowState& one : flows_)
    if (one.connection == connection && one.end == end) return &one;
  return nullptr;
}

void Flows::name(const Flow& active_to_passive, int number) {
  for (int end = 0; end < 2; ++end) {
    const Flow flow = end == 0 ? active_to_passive : reversed(active_to_passive);
    FlowState& state = of(flow);
    state.connection = number;
    state.end = end;
  }
}

void Flows::emitted(const Frame& frame) {
  FlowState& state = of(frame.flow());
  const model::Segment s = frame.segment();
  if (s.has(model::flag::syn) && (!state.has_begun || s.sequence != state.initial)) {
    state.has_acknowledged = state.fin_was_delivered = false;
    state.initial = state.acknowledged = s.sequence;
    state.sent = s.sequence;
    state.has_begun = true;
    state.shift = std::max<int>(0, s.window_scale);
  }
  if (s.has(model::flag::rst)) return;
  const std::uint32_t end = s.sequence + s.reach();
  if (is_after(end, state.sent)) state.sent = end;
  if (s.has(model::flag::ack)) {
    state.acknowledgement = s.acknowledgement;
    state.has_acknowledged = true;
  }
  state.window = s.window;
}

void Flows::delivered(const Frame& frame) {
  const model::Segment s = frame.segment();
  if (s.has(model::flag::rst) || !s.checksum_is_right) return;
  if (s.has(model::flag::fin)) of(frame.flow()).fin_was_delivered = true;
  if (s.has(model::flag::syn) && s.sequence == of(frame.flow()).initial) of(frame.flow()).delivered_syn = s.sequence;
  const int shift = of(frame.flow()).shift;
  FlowState& other = of(reversed(frame.flow()));
  if (s.has(model::flag::ack) && is_after(s.acknowledgement, other.acknowledged) && !is_after(s.acknowledgement, other.sent))
    other.acknowledged = s.acknowledgement;
  if (s.has(model::flag::ack)) other.is_shut_out = static_cast<std::uint32_t>(s.window) << shift < full_segment;
}

bool Flows::is_repeated(const Frame& frame) {
  const FlowState& state = of(frame.flow());
  const model::Segment s = frame.segment();
  if (!state.has_begun || s.has(model::flag::rst)) return false;
  // A SYN that answers one, or of a new connection.
  if (s.has(model::flag::syn) && (s.sequence != state.initial || s.has(model::flag::ack) != state.has_acknowledged)) return false;
  return s.reach() > 0 ? !is_after(s.sequence + s.reach(), state.sent) : is_after(state.sent, s.sequence);
}

model::Segment Flows::segment_of(const Frame& frame) {
  const FlowState& state = of(frame.flow());
  model::Segment s = frame.segment();
  s.connection = state.connection;
  s.from = state.end;
  if (s.length > 0 && state.has_begun) {
    const auto position = static_cast<model::Position>(s.sequence - state.initial - 1);
    s.data_is_right = first_wrong_byte({state.connection, state.end}, position, frame.data()) == frame.data().size();
  }
  return s;
}

std::string Flows::show(const Frame& frame) {
  const model::Segment s = frame.segment();
  std::string text;
  constexpr struct {
    std::uint8_t bit;
    const char* name;
  } names[] = {{model::flag::syn, "SYN "}, {model::flag::fin, "FIN "}, {model::flag::rst, "RST "}, {model::flag::ack, "ACK "}};
  for (const auto& one : names)
    if (s.has(one.bit)) text += one.name;
  const FlowState own = of(frame.flow());
  const FlowState other = of(reversed(frame.flow()));
  text += std::to_string(static_cast<std::int32_t>(s.sequence - own.initial));
  if (s.length > 0) text += ", " + std::to_string(s.length) + (s.length == 1 ? " byte" : " bytes");
  if (s.has(model::flag::ack)) text += ", ack " + std::to_string(static_cast<std::int32_t>(s.acknowledgement - other.initial));
  return text;
}

}  // namespace socketcheck::sut
