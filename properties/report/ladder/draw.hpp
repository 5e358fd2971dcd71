// Draws the ladder diagram of a program: of the model alone, of a run, or of a finding.
#pragma once

#include "model/program.hpp"
#include "model/rules/book.hpp"
#include "properties/report/ladder/chart.hpp"
#include "properties/runner/finding.hpp"

namespace socketcheck::properties::ladder {

// What the model would answer in this world: the first answer that is allowed, with as many bytes as possible.
model::Answer usual_answer(const model::Book& book, const model::World& world, const model::Operation& call);

// A ladder shows one call after the other; which of several that wait gets what arrives is nothing that it could show.
inline bool can_draw(const model::Program& program) { return !model::needs_threads(program); }

Chart draw(const model::Program& program, const model::Book& book, const model::Limits& limits);
// `steps` are the calls that were made; `failure`, where the last of them or what was seen after it broke a rule.
Chart draw(const model::Program& program, const model::Book& book, const model::Limits& limits,
           const std::vector<Step>& steps, const Failure* failure);
Chart draw(const Finding& finding, const model::Book& book);

}  // namespace socketcheck::properties::ladder
