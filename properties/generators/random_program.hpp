// Random programs, drawn as plain data through RapidCheck.
#pragma once

#include <rapidcheck/Gen.h>
#include <rapidcheck/Random.h>

#include "properties/generators/profile.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// One program; the same for the same random state. Calls that the stack can't make are not drawn.
model::Program draw_program(const Profile& profile, const sut::Abilities& abilities, rc::Random random);

// The same as a RapidCheck generator. It does not shrink: runner/shrink.hpp does.
rc::Gen<model::Program> programs(const Profile& profile, const sut::Abilities& abilities);

// The random state of one case, derived from the run's seed, the property, the stack and the case's number.
rc::Random random_for(std::uint64_t seed, std::string_view property, std::string_view stack, std::uint64_t number);

}  // namespace socketcheck::properties
