// One call of a kind, with arguments drawn at random; and the choice of a kind.
#pragma once

#include <cmath>
#include <utility>

#include "properties/generators/draw.hpp"
#include "properties/generators/profile.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// The weights of one program: each kind up to eight times as likely as usual, or as unlikely.
inline std::array<double, kinds_of_calls> vary(const Weights& weights, Draw& draw) {
  std::array<double, kinds_of_calls> sums{};
  double sum = 0;
  for (std::size_t kind = 0; kind < kinds_of_calls; ++kind) {
    if (weights[kind] > 0) sum += weights[kind] * std::exp2(6 * draw.unit() - 3);
    sums[kind] = sum;
  }
  return sums;
}

inline std::size_t choose(const std::array<double, kinds_of_calls>& sums, Draw& draw) {
  const double at = draw.unit() * sums.back();
  std::size_t kind = 0;
  while (kind + 1 < kinds_of_calls && sums[kind] <= at) ++kind;
  return kind;
}

// Half of the programs have at most ten calls, some have as many as the profile allows.
inline std::size_t draw_length(std::size_t longest, Draw& draw) {
  const std::size_t bound = draw.chance(0.5) ? std::min<std::size_t>(10, longest) : longest;
  return 1 + draw.below(bound);
}

struct Fill {
  const Profile& profile;
  const sut::Abilities& abilities;
  Draw& draw;
  model::Slot slot;              // of the call
  model::Slot made = model::Slot::c;    // for a new descriptor
  model::Slot other = model::Slot::a;   // to connect to
  // Most calls of a program are about one option: what was set is then asked for.
  model::Option favourite = model::Option::keep_alive;

  model::Option option() {
    if (profile.life == Life::datagrams) return model::Option::receive_buffer;
    return draw.chance(0.7) ? favourite : any_option(profile.life, draw);
  }
  // Where places are taken, sharing them is what options are mostly about.
  static model::Option any_option(Life life, Draw& draw) {
    using model::Option;
    if (life == Life::whole && draw.chance(0.4)) return draw.chance(0.5) ? Option::reuse_address : Option::reuse_port;
    if (life == Life::whole && draw.chance(0.5)) return Option::keep_alive;
    constexpr Option options[] = {Option::keep_alive, Option::oob_inline, Option::receive_low_water, Option::receive_buffer, Option::send_buffer};
    return options[draw.below(std::size(options))];
  }

  std::uint32_t size(const std::vector<std::uint32_t>& sizes) {
    if (abilities.zero_length_calls && draw.chance(0.05)) return 0;
    return draw.one_of(sizes);
  }
  model::Operation operator()(model::Send) {
    model::Send op{slot, size(profile.send_sizes), !abilities.sigpipe || draw.chance(profile.flags),
                   draw.chance(profile.flags / 2)};
    op.more = has_other_flag();
    op.urgent = has_other_flag();
    op.buffers = several_buffers();
    return op;
  }
  model::Operation operator()(model::Recv) {
    model::Recv op{slot, size(profile.recv_sizes), draw.chance(profile.flags), draw.chance(profile.flags / 2),
                   draw.chance(profile.flags / 2)};
    op.wait_all = has_other_flag();
    op.buffers = several_buffers();
    return op;
  }
  bool has_other_flag() { return profile.other_flags > 0 && abilities.other_flags && draw.chance(profile.other_flags); }
  std::uint8_t several_buffers() { return has_other_flag() ? static_cast<std::uint8_t>(1 + draw.below(4)) : std::uint8_t{0}; }
  model::Operation operator()(model::RecvUrgent) {
    const bool nothing = abilities.zero_length_calls && draw.chance(0.1);
    const std::uint32_t most = nothing ? 0 : draw.chance(0.5) ? 1 : 2;
    return model::RecvUrgent{slot, most, draw.chance(0.2)};
  }
  model::Operation operator()(model::AtMark) { return model::AtMark{slot}; }
  model::Operation operator()(model::UnacknowledgedBytes) { return model::UnacknowledgedBytes{slot}; }
  model::Operation operator()(model::Shutdown) {
    constexpr model::Half halves[] = {model::Half::write, model::Half::write, model::Half::read, model::Half::both};
    return model::Shutdown{slot, halves[draw.below(4)]};
  }
  model::Operation operator()(model::SetLinger) {
    // A second is rare: such a close waits for the acknowledgement of its FIN, which may take 44 ms.
    if (draw.chance(0.03)) return model::SetLinger{slot, {true, 1}};
    constexpr model::Linger values[] = {{false, 0}, {true, 0}, {true, 0}, {false, 1}};
    return model::SetLinger{slot, values[draw.below(4)]};
  }
  model::Operation operator()(model::SetNoDelay) { return model::SetNoDelay{slot, draw.chance(0.5)}; }
  model::Operation operator()(model::SetOption) {
    const model::Option option = this->option();
    constexpr std::uint32_t low_waters[] = {0, 1, 2, 3, 5};
    constexpr std::uint32_t buffers[] = {0, 2048, 4096, 16384, 65536};
    if (option == model::Option::receive_low_water) return model::SetOption{slot, option, low_waters[draw.below(5)]};
    if (model::is_buffer(option)) return model::SetOption{slot, option, buffers[draw.below(5)]};
    return model::SetOption{slot, option, draw.chance(0.7) ? 1u : 0u};
  }
  model::Operation operator()(model::GetOption) {
    return model::GetOption{slot, option()};
  }
  model::Operation operator()(model::Close) { return model::Close{slot}; }
  model::Operation operator()(model::Abort) { return model::Abort{slot}; }
  model::Operation operator()(model::Poll) { return model::Poll{slot}; }
  model::Operation operator()(model::GetError) { return model::GetError{slot}; }
  model::Operation operator()(model::GetLinger) { return model::GetLinger{slot}; }
  model::Operation operator()(model::GetNoDelay) { return model::GetNoDelay{slot}; }
  model::Operation operator()(model::GetSockName) { return model::GetSockName{slot}; }
  model::Operation operator()(model::GetPeerName) { return model::GetPeerName{slot}; }
  model::Operation operator()(model::UnreadBytes) { return model::UnreadBytes{slot}; }
  model::Operation operator()(model::TcpInfo) { return model::TcpInfo{slot}; }
  model::Operation operator()(model::NewSocket) { return model::NewSocket{made}; }
  model::Operation operator()(model::Bind) {
    const model::Place place = places[draw.below(4)];
    return model::Bind{slot, place, place != model::Place::none && draw.chance(0.25)};
  }
  model::Operation operator()(model::Listen) {
    constexpr std::uint32_t backlogs[] = {0, 0, 1, 1, 2, 5, 128, 65535};
    return model::Listen{slot, backlogs[draw.below(8)]};
  }
  model::Operation operator()(model::Connect) {
    const model::Place place = places[draw.below(4)];
    if (place == model::Place::none) return model::Connect{slot, place, other};
    return model::Connect{slot, place, model::Slot::a, draw.chance(0.15)};
  }
  model::Operation operator()(model::Disconnect) { return model::Disconnect{slot}; }
  model::Operation operator()(model::AcceptAtLimit) { return model::AcceptAtLimit{slot}; }
  model::Operation operator()(model::Accept) { return model::Accept{slot, made}; }
  // What the socket is fit for is seen to where its state is known.
  model::Operation operator()(model::Begin) {
    using model::Waiting;
    const Waiting call = draw.chance(0.7) ? Waiting::recv : draw.chance(0.5) ? Waiting::send : Waiting::poll;
    return model::Begin{.slot = slot, .call = call, .size = call == Waiting::recv ? draw.one_of(profile.recv_sizes) : 1, .made = made};
  }
  // Mostly what lets the program go on; what is forged or changed is rarer.
  model::Operation operator()(model::OnWire) {
    using model::WireAction;
    constexpr WireAction actions[] = {WireAction::hold, WireAction::hold, WireAction::deliver, WireAction::deliver, WireAction::deliver,
                                      WireAction::deliver, WireAction::deliver, WireAction::deliver_all, WireAction::deliver_all, WireAction::drop,
                                      WireAction::swap, WireAction::duplicate, WireAction::deliver_old, WireAction::release};
    const auto either = draw.chance(0.5) ? model::Slot::a : model::Slot::b;
    if (draw.chance(0.01)) return model::OnWire{.slot = either, .action = WireAction::await};
    if (draw.chance(0.1))
      return model::OnWire{.slot = either, .action = WireAction::deliver, .change = static_cast<model::Change>(draw.below(6))};
    if (draw.chance(0.1))
      return model::OnWire{.slot = either, .action = WireAction::inject, .forgery = static_cast<model::Forgery>(draw.below(model::number_of_forgeries))};
    return model::OnWire{.slot = either, .action = actions[draw.below(std::size(actions))]};
  }
  model::Operation operator()(model::Dup) { return model::Dup{slot, made}; }
  model::Operation operator()(model::SendTo) {
    if (draw.chance(0.03)) return model::SendTo{.slot = slot, .size = size(profile.send_sizes), .port_zero = true};
    const model::Place place = places[draw.below(4)];
    return model::SendTo{slot, size(profile.send_sizes), place, place == model::Place::none ? other : model::Slot::a};
  }
  model::Operation operator()(model::RecvFrom) {
    return model::RecvFrom{slot, size(profile.recv_sizes), draw.chance(profile.flags), draw.chance(profile.flags)};
  }
  model::Operation operator()(model::ConnectToPortZero) { return model::ConnectToPortZero{slot}; }
  model::Operation operator()(model::SetKeepErrors) { return model::SetKeepErrors{slot, draw.chance(0.7)}; }
  model::Operation operator()(model::TakeKeptError) { return model::TakeKeptError{slot}; }

  static constexpr model::Place places[] = {model::Place::p, model::Place::q, model::Place::r, model::Place::none};
};

// The operation of that kind with its defaults; Fill draws the rest.
template <std::size_t... kinds>
model::Operation of_kind(std::size_t kind, std::index_sequence<kinds...>) {
  model::Operation operation;
  ((kinds == kind ? (operation = std::variant_alternative_t<kinds, model::Operation>{}, 0) : 0), ...);
  return operation;
}

inline model::Operation draw_call(std::size_t kind, Fill fill) {
  return std::visit(fill, of_kind(kind, std::make_index_sequence<kinds_of_calls>{}));
}

}  // namespace socketcheck::properties
