// Settling, one segment at a time: for those who want to see each of them.
#pragma once

#include "model/arrivals/settle.hpp"

namespace socketcheck::model {

// Lets the next thing arrive that settling waits for; false where there is none. Where a row leaves several outcomes
// open, further worlds are appended to `more`.
bool let_one_arrive(const Book& book, World& world, Worlds& more);

// Appends each world that one arrival makes of this one: the directions are independent of each other, and within one
// everything comes in its order (RFC 9293 3.4), the data in as many pieces as it likes.
void each_arrival(const Book& book, const World& world, Worlds& after);

}  // namespace socketcheck::model
