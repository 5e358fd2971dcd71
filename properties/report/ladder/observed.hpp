// Draws a run whose wire was watched: segments and states are those that were seen.
#pragma once

#include "model/program.hpp"
#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

// `steps` are the calls that were made; `failure`, where the last of them or what was seen after it broke a rule, may
// be null.
Chart draw_observed(const model::Program& program, const model::Limits& limits, const std::vector<Step>& steps,
                    const Failure* failure);

}  // namespace socketcheck::properties::ladder
