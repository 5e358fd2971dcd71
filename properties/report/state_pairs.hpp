// The pairs of states that the two ends of a connection can be in between two calls: which were reached, why others
// were not, and what brings them about.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "properties/runner/coverage.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

struct StatePair {
  model::State active = model::State::closed;  // of the end that called connect
  model::State passive = model::State::closed;
  std::uint64_t times = 0;
  bool is_possible = true;  // false: TCP excludes it
  std::string reason;       // why it can't be reached here; empty: it can
  std::string program;      // that reaches it; empty: none is known, or it is impossible
};

// Every pair, in the order of the states.
std::vector<StatePair> state_pairs(const Coverage& coverage, const sut::Abilities& abilities);

// Of the pairs that are possible.
int pairs_possible(const std::vector<StatePair>& pairs);
int pairs_reached(const std::vector<StatePair>& pairs);

// How often an end was in the state, whichever end.
std::uint64_t times_in(const std::vector<StatePair>& pairs, model::State state);
// Why no end was ever in it; empty: it was, or could have been.
std::string why_never_in(const std::vector<StatePair>& pairs, model::State state);

}  // namespace socketcheck::properties
