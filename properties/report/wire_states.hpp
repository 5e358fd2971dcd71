// Which states the two ends of a wire were in at the same time, which not, and why.
#pragma once

#include <string>

#include "properties/runner/coverage.hpp"

namespace socketcheck::properties {

// Whether the two ends of one connection can be in these states at one moment, whatever the wire does to their segments.
// Only for states from which and to which a program on the wire comes: a pair is connected when it begins.
bool can_coexist(model::State one, model::State other);

// Some lines, of everything that was run on the stack.
std::string states_on_the_wire(const std::string& stack, const Coverage& coverage);

}  // namespace socketcheck::properties
