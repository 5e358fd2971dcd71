// What of a program a stack can do.
#pragma once

#include "model/program.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// A send whose flags or buffers not every stack hands on as they are: sut::Abilities::other_flags.
bool has_other_flags(const model::Operation& call);
// The program without what the stack can't do.
model::Program possible_for(model::Program program, const sut::Abilities& abilities);

}  // namespace socketcheck::properties
