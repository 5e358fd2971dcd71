// The same program on a start that has done some of its calls, for the shrinker.
#pragma once

#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

// Candidates of fewer calls that use what `start listening a b` makes; whether they fail likewise is to be seen.
std::vector<model::Program> shorter_on_another_start(const model::Program& program);

}  // namespace socketcheck::properties
