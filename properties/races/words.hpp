// What came of a hunt for races, as people read it.
#pragma once

#include <string>
#include <string_view>

#include "properties/races/hunt.hpp"

namespace socketcheck::properties {

// One line: how many races, how many runs, and in how many of them calls overlapped.
std::string summary_of(const RaceHuntResult& result, std::string_view stack, std::uint64_t seed);
// The race with a column for each thread, its calls in the order in which they began, beside each the moments of its begin
// and its end; then what nothing explains, how often it failed, and the race as a program.
std::string text_of(const RaceFinding& finding);

}  // namespace socketcheck::properties
