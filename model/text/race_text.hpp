// Races as text: a program whose lines say which thread makes the call.
//   start pair a b
//   send(b, 3)
//   thread 1: recv(a, 2)
//   thread 2: recv(a, 2)
//   then: recv(a, 9)
#pragma once

#include "model/races/race.hpp"
#include "model/text/parse.hpp"

namespace socketcheck::model {

// Threads count from 1 without a gap; what stands before the first of their lines is made before, `then` lines after.
std::variant<Race, ParseError> parse_race(std::string_view text);
std::string show(const Race& race);

}  // namespace socketcheck::model
