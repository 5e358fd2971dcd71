// A small world of one connected pair in 64 bits, so that a million of them fit into memory.
#pragma once

#include <cstdint>

#include "model/world/world.hpp"

namespace socketcheck::tests {

// Positions are counted from what the reader has taken.
model::World rebased(const model::World& world);

// Only for rebased worlds within the explorer's bounds; throws NoWayOn where something does not fit.
std::uint64_t pack(const model::World& world);
model::World unpack(std::uint64_t packed, const model::Limits& limits);

}  // namespace socketcheck::tests
