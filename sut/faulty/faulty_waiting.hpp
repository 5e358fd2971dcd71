// Stacks that each deviate in exactly one way in calls that wait: what the suite must find.
#pragma once

#include <vector>

#include "sut/stacks.hpp"

namespace socketcheck::sut {

const std::vector<StackEntry>& faulty_waiting();

}  // namespace socketcheck::sut
