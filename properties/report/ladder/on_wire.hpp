// Draws the ladder diagram of a run in which the wire was the suite's: every segment in it was seen.
#pragma once

#include "model/program.hpp"
#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

// Of a program that starts with a pair. `failure` may be null.
Chart draw_on_wire(const model::Program& program, const std::vector<Step>& steps, const Failure* failure);

}  // namespace socketcheck::properties::ladder
