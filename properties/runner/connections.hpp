// The connections of a world as the suite speaks of them: by the number of the SYN that made them, which is the same in
// all possible worlds.
#pragma once

#include <string>
#include <vector>

#include "model/world/view.hpp"

namespace socketcheck::properties {

// connection: 0 for the start's pair. end: 0 called connect, 1 was or will be accepted.
struct EndOfConnection {
  int connection = 0;
  int end = 0;
};

// Every end of which a stack may keep something. A connection whose names a later one has taken over is left out.
std::vector<EndOfConnection> ends_of(const model::World& world);

// Only for what ends_of() names, in a world that explains the same answers.
model::View view_of(model::World& world, const EndOfConnection& end);
const model::View view_of(const model::World& world, const EndOfConnection& end);

std::string show(const EndOfConnection& end);  // the end that connected

}  // namespace socketcheck::properties
