// Settling, one segment at a time: for those who want to see each of them.
#pragma once

#include "model/arrivals/settle.hpp"

namespace socketcheck::model {

// The row's outcome where something arrives at that end: in `world` the first, and each other one in a world of `more`.
void bring_about(const ArrivalRule& rule, World& world, std::int8_t connection, int end, Worlds& more);

// Lets the next thing arrive that settling waits for; false where there is none. Where a row leaves several outcomes
// open, further worlds are appended to `more`.
bool let_one_arrive(const Book& book, World& world, Worlds& more);

}  // namespace socketcheck::model
