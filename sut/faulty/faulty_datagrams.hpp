// Stacks of UDP that each deviate in exactly one way from what flavour `linux` allows: what the suite must find.
#pragma once

#include <vector>

#include "sut/stacks.hpp"

namespace socketcheck::sut {

const std::vector<StackEntry>& faulty_datagrams();

}  // namespace socketcheck::sut
