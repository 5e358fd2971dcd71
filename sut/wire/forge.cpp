#include "sut/wire/forge.hpp"

#include <array>

namespace socketcheck::sut {
namespace {

constexpr std::uint32_t far_away = 1u << 30;
constexpr std::uint32_t a_little = 100;

std::array<std::byte, 5> wrong_bytes() {
  std::array<std::byte, 5> bytes{};
  bytes.fill(std::byte{0x21});
  return bytes;
}

}  // namespace

void change(Frame& frame, model::Change change) {
  const model::Segment s = frame.segment();
  switch (change) {
    case model::Change::none: return;
    case model::Change::checksum: return frame.break_checksum();
    case model::Change::sequence: return frame.set_sequence(s.sequence - far_away);
    case model::Change::without_fin: return frame.set_flags(static_cast<std::uint8_t>(s.flags & ~model::flag::fin));
    case model::Change::with_reset: return frame.set_flags(s.flags | model::flag::rst);
    case model::Change::with_syn: return frame.set_flags(s.flags | model::flag::syn);
  }
}

std::optional<Frame> forge(const FlowState& own, const FlowState& other, model::Forgery forgery) {
  using model::Forgery;
  const std::uint32_t next = other.acknowledgement;  // RCV.NXT of the end that it goes to
  model::Segment s{.sequence = next, .acknowledgement = other.sent, .window = 1000, .flags = model::flag::ack};
  bool has_data = false;
  switch (forgery) {
    case Forgery::reset_at_next: s.flags = model::flag::rst; break;
    case Forgery::reset_in_window:
      s.flags = model::flag::rst;
      s.sequence = next + a_little;
      break;
    case Forgery::reset_outside:
      s.flags = model::flag::rst;
      s.sequence = next - far_away;
      break;
    case Forgery::syn:
      if (!other.has_acknowledged) return std::nullopt;  // it would not be forged: whoever waits in SYN-SENT is to take it
      s.flags = model::flag::syn;
      s.acknowledgement = 0;
      break;
    case Forgery::ack_of_unsent: s.acknowledgement = other.sent + a_little; break;
    case Forgery::blind_data:
      s.acknowledgement = other.sent - far_away;
      has_data = true;
      break;
    case Forgery::data_after_fin:
      if (!own.fin_was_delivered) return std::nullopt;
      has_data = true;
      break;
    case Forgery::host_unreachable: case Forgery::port_unreachable: case Forgery::unreachable_elsewhere: return std::nullopt;
  }
  const auto bytes = wrong_bytes();
  return Frame::forge(own.flow, s, has_data ? std::span<const std::byte>(bytes) : std::span<const std::byte>());
}

Frame quoted_by(const FlowState& sender, model::Forgery forgery) {
  const bool is_syn = sender.acknowledged == sender.initial;
  model::Segment s{.sequence = sender.acknowledged, .acknowledgement = sender.acknowledgement, .window = 1000};
  s.flags = is_syn ? model::flag::syn : model::flag::ack;
  if (is_syn && sender.has_acknowledged) s.flags |= model::flag::ack;
  if (forgery == model::Forgery::unreachable_elsewhere) s.sequence -= far_away;
  return Frame::forge(sender.flow, s, {});
}

}  // namespace socketcheck::sut
