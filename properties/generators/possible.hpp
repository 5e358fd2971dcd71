// What of a program a stack can do.
#pragma once

#include "model/program.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// The program without what the stack can't do.
model::Program possible_for(model::Program program, const sut::Abilities& abilities);

}  // namespace socketcheck::properties
