// Every order of a race's calls and arrivals, one after the other, with no memory of what was met: slow, and simple enough
// to be believed.
#pragma once

#include "model/races/orders.hpp"

namespace socketcheck::tests {

// What explain_race() has to return, in any order.
model::Worlds every_order(const model::Book& book, const model::World& before, const std::vector<model::RacingCall>& calls,
                          const model::BytesFit& fits);

}  // namespace socketcheck::tests
