// Looks for the first program on which two stacks differ, and shrinks it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "properties/difference/lockstep.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {

struct StacksDiffer {
  model::Program program;  // shrunk
  Disagreement disagreement;
  std::vector<LockstepStep> steps;
  std::uint64_t cases = 0;
  std::uint64_t shrinks = 0;
  std::size_t original_calls = 0;
  bool shrunk_completely = true;
  int differed = 0;  // of so many runs of the shrunk program
  int runs = 0;
};

struct SearchResult {
  std::optional<StacksDiffer> difference;
  std::string could_not_test;
  std::uint64_t cases = 0;
  std::uint64_t calls = 0;
  std::uint64_t left_early = 0;    // programs that were compared only up to what buffers may do
  std::uint64_t not_repeated = 0;  // programs that differed once and not again
  bool interrupted = false;
};

struct SearchOptions {
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> cases;
  double time = 60;  // seconds; used only without `cases`
  std::optional<model::Program> program;  // nothing but this one
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(const SearchResult&)> on_progress;  // may be empty
};

SearchResult find_difference(const sut::StackEntry& first, const sut::StackEntry& second, const SearchOptions& options);

}  // namespace socketcheck::properties
