// Stacks that behave oddly, each in one way that every flavour allows: what the suite must not report.
#pragma once

#include <vector>

#include "sut/stacks.hpp"

namespace socketcheck::sut {

const std::vector<StackEntry>& odd_stacks();

}  // namespace socketcheck::sut
