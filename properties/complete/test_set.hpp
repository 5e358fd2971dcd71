// A complete test set for a machine: programs that bring about every call in every state and tell from all other states the
// one that it led to.
#pragma once

#include <vector>

#include "model/program.hpp"
#include "properties/complete/separation.hpp"
#include "properties/complete/walk.hpp"

namespace socketcheck::properties {

struct TestSet {
  std::vector<model::Program> programs;  // none is the beginning of another
  std::size_t longest = 0;               // calls
  std::size_t told_apart = 0;            // so many states, each of which the alphabet tells from the others of them
};

// The HSI-method (harmonised state identifiers; Petrenko, Yevtushenko and v. Bochmann 1996): paths to all states of the walk,
// each call from there, and behind it the suffixes of where that leads. With `extra_states` a stack may have so many more
// states than are told apart; then as many further calls come before each suffix.
TestSet complete_test_set(const Walk& walk, const Separation& separation, std::size_t extra_states = 0);

}  // namespace socketcheck::properties
