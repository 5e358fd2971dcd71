// A small world as a row of bytes, so that hundreds of thousands of them fit into memory and can be looked up.
#pragma once

#include <string>

#include "model/follow.hpp"

namespace socketcheck::tests {

using PackedWorld = std::string;

using model::rebased;

// Only for rebased worlds within the explorer's bounds; throws NoWayOn where something does not fit.
PackedWorld pack(const model::World& world);
model::World unpack(const PackedWorld& packed, const model::Limits& limits);

}  // namespace socketcheck::tests
