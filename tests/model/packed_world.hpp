// A small world as a row of bytes, so that hundreds of thousands of them fit into memory and can be looked up.
#pragma once

#include <string>

#include "model/world/world.hpp"

namespace socketcheck::tests {

using PackedWorld = std::string;

// Positions are counted from what the reader has taken.
model::World rebased(const model::World& world);

// Only for rebased worlds within the explorer's bounds; throws NoWayOn where something does not fit.
PackedWorld pack(const model::World& world);
model::World unpack(const PackedWorld& packed, const model::Limits& limits);

}  // namespace socketcheck::tests
