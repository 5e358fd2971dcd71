#include "properties/generators/rehearsed_program.hpp"

namespace socketcheck::properties {

using model::Slot;

RehearsedProgram::RehearsedProgram(const Profile& profile, const sut::Abilities& abilities, Draw& draw, Theme theme, double fitting)
    : profile_(profile), abilities_(abilities), draw_(draw), theme_(theme), fitting_(fitting), program_{theme.start, {}},
      rehearsal_(theme.start) {}

model::Program RehearsedProgram::draw() {
  const std::size_t length = draw_length(profile_.longest, draw_);
  for (std::size_t i = 0; i < length; ++i) add(draw_next());
  return std::move(program_);
}

void RehearsedProgram::add(const model::Operation& call) {
  if (!model::is_made(rehearsal_.world(), call)) return;
  rehearsal_.play(call);
  program_.calls.push_back(call);
}

model::Operation RehearsedProgram::draw_next() {
  const auto made = rehearsal_.empty_slot();
  const auto slots = rehearsal_.occupied_slots();
  std::size_t kind = choose(theme_.sums, draw_);
  if (slots.empty()) kind = kind_of<model::NewSocket>();
  const Slot slot = slots.empty() ? *made : slot_for(kind, slots);
  const Slot other = slots.empty() ? slot : draw_.one_of(slots);
  model::Operation call = draw_call(kind, {profile_, abilities_, draw_, slot, made.value_or(Slot::h), other, theme_.favourite});
  adapt(call);
  return call;
}

Slot RehearsedProgram::slot_for(std::size_t kind, const std::vector<Slot>& slots) {
  const auto fit = fit_slots(kind);
  return !fit.empty() && draw_.chance(fitting_) ? draw_.one_of(fit) : draw_.one_of(slots);
}

}  // namespace socketcheck::properties
