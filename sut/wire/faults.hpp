// Planted faults of the wire: stacks in which an end emits, or takes, what it must not.
#pragma once

#include <vector>

#include "sut/stacks.hpp"

namespace socketcheck::sut {

const std::vector<StackEntry>& wire_faults();

}  // namespace socketcheck::sut
