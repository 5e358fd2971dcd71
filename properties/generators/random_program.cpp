#include "properties/generators/random_program.hpp"

#include <rapidcheck/gen/Create.h>
#include <rapidcheck/shrinkable/Create.h>

#include "properties/generators/draw_call.hpp"
#include "properties/generators/datagrams.hpp"
#include "properties/generators/opening.hpp"
#include "properties/generators/whole_life.hpp"

namespace socketcheck::properties {
namespace {

using model::Slot;

bool closes(const model::Operation& operation) {
  return std::holds_alternative<model::Close>(operation) || std::holds_alternative<model::Abort>(operation);
}

// Without the calls that make, name, connect or accept sockets.
Weights of_a_pair(Weights weights) {
  using namespace model;
  return weights.with<NewSocket>(0).with<Bind>(0).with<Listen>(0).with<Connect>(0).with<Disconnect>(0).with<Accept>(0)
      .with<AcceptAtLimit>(0).with<Dup>(0);
}

std::uint64_t hash(std::string_view text, std::uint64_t value) {
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return value;
}

// Programs of a pair that never leave it: two ends, and nothing to rehearse.
model::Program draw_program_of_a_pair(const Profile& profile, const sut::Abilities& abilities, Draw& draw) {
  const auto sums = vary(profile.weights, draw);
  const double at_a = draw.chance(0.5) ? 0.5 : draw.unit();  // how often the call is on a
  const std::size_t length = draw_length(profile.longest, draw);
  const model::Option favourite = Fill::any_option(profile.life, draw);
  std::array<bool, 2> open = {true, true};

  model::Program program;
  program.calls.reserve(length + 2 * profile.reads_at_the_end);
  if (profile.small_buffers > 0 && draw.chance(profile.small_buffers))
    program.calls.push_back(model::SetOption{draw.chance(0.5) ? Slot::a : Slot::b, model::Option::send_buffer, 0});
  // What is on the wire when both ends are closed still has somewhere to go.
  const bool has_a_wire = profile.weights[kind_of<model::OnWire>()] > 0;
  while (program.calls.size() < length && (open[0] || open[1] || has_a_wire)) {
    std::size_t end = draw.chance(at_a) ? 0 : 1;
    if (!open[end]) end = 1 - end;
    const model::Operation call = draw_call(choose(sums, draw), {profile, abilities, draw, static_cast<Slot>(end), Slot::c, Slot::a, favourite});
    if (closes(call)) open[end] = false;
    program.calls.push_back(call);
  }
  for (std::size_t i = 0; i < profile.reads_at_the_end; ++i)
    for (std::size_t end = 0; end < 2; ++end)
      if (open[end]) program.calls.push_back(model::Recv{.slot = static_cast<Slot>(end), .size = 1u << 18});
  return program;
}

}  // namespace

model::Program draw_program(const Profile& profile, const sut::Abilities& abilities, rc::Random random) {
  Draw draw(random);
  if (profile.life == Life::datagrams) return draw_datagrams(profile, abilities, draw);
  if (profile.life == Life::either) {
    Profile one = profile;
    one.life = draw.chance(0.6) || !abilities.fresh_sockets ? Life::pair : Life::whole;
    if (one.life == Life::whole) return draw_whole_life(one, abilities, draw);
    one.weights = of_a_pair(one.weights);
    return draw_program_of_a_pair(one, abilities, draw);
  }
  if (profile.life == Life::whole) return draw_whole_life(profile, abilities, draw);
  if (profile.life == Life::opening) return draw_opening(profile, abilities, draw);
  return draw_program_of_a_pair(profile, abilities, draw);
}

rc::Gen<model::Program> programs(const Profile& profile, const sut::Abilities& abilities) {
  return [profile, abilities](const rc::Random& random, int) {
    return rc::shrinkable::just(draw_program(profile, abilities, random));
  };
}

rc::Random random_for(std::uint64_t seed, std::string_view property, std::string_view stack, std::uint64_t number) {
  return rc::Random(hash(stack, hash(property, seed * 0x9e3779b97f4a7c15u + number)));
}

}  // namespace socketcheck::properties
