#include "properties/generators/opening.hpp"

#include "properties/generators/draw_call.hpp"

namespace socketcheck::properties {
namespace {

using model::Place;
using model::Slot;
using Calls = std::vector<model::Operation>;

// A SYN that is lost comes again after a second, so that only few programs may lose anything.
constexpr double loses_something = 0.004;

const model::OnWire hold{.action = model::WireAction::hold};

// c is what is accepted.
model::Program towards_a_listener(Draw& draw) {
  model::Program program{model::StartListening{}, {}};
  if (draw.chance(0.9)) program.calls.push_back(hold);
  if (draw.chance(0.3)) program.calls.push_back(model::Bind{Slot::b, Place::q});
  program.calls.push_back(model::Connect{Slot::b, Place::p});
  return program;
}

model::Program towards_each_other() {
  return {model::StartFresh{},
          {model::NewSocket{Slot::a}, model::NewSocket{Slot::b}, model::Bind{Slot::a, Place::p}, model::Bind{Slot::b, Place::q}, hold,
           model::Connect{Slot::a, Place::q}, model::Connect{Slot::b, Place::p}}};
}

bool may_lose_something(const model::Operation& call) {
  const auto* on_wire = std::get_if<model::OnWire>(&call);
  return on_wire != nullptr && (on_wire->action == model::WireAction::drop || on_wire->action == model::WireAction::await);
}

bool only_looks(const model::Operation& call) {
  return std::holds_alternative<model::OnWire>(call) || std::holds_alternative<model::TcpInfo>(call) || std::holds_alternative<model::Poll>(call);
}

bool releases(const model::Operation& call) {
  const auto* on_wire = std::get_if<model::OnWire>(&call);
  return on_wire != nullptr && on_wire->action == model::WireAction::release;
}

}  // namespace

model::Program draw_opening(const Profile& profile, const sut::Abilities& abilities, Draw& draw) {
  const bool meets = draw.chance(0.3);
  model::Program program = meets ? towards_each_other() : towards_a_listener(draw);
  // What calls do in SYN-RECEIVED no source and no measurement has told the model, beside looking.
  bool is_open = !meets;
  const bool loses = !meets && draw.chance(loses_something);
  const auto sums = vary(profile.weights, draw);
  const std::size_t length = draw_length(profile.longest, draw);
  const Slot accepted = meets ? Slot::a : Slot::c;
  for (std::size_t drawn = 0; drawn < length; ++drawn) {
    const std::size_t kind = choose(sums, draw);
    Slot slot = draw.chance(0.5) ? accepted : Slot::b;
    if (kind == kind_of<model::Accept>()) slot = Slot::a;
    const model::Operation call = draw_call(kind, {profile, abilities, draw, slot, Slot::c, Slot::a});
    if ((!loses && may_lose_something(call)) || (!is_open && !only_looks(call))) continue;
    program.calls.push_back(call);
    is_open = is_open || releases(call);
  }
  return program;
}

}  // namespace socketcheck::properties
