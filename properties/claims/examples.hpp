// Programs that run before any random ones: together they reach every rule that one thread over loopback can reach, so
// that no rule's turn depends on luck.
#pragma once

#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

const std::vector<model::Program>& examples_of_every_rule();

}  // namespace socketcheck::properties
