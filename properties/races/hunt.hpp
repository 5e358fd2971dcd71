// Looks for a race that nothing explains, and makes it shorter. Such a failure need not show each time.
#pragma once

#include <atomic>

#include "properties/races/racer.hpp"

namespace socketcheck::properties {

struct RaceFinding {
  model::Race race;
  Unexplained unexplained;  // of the last run that failed
  int failed = 0;           // of so many `runs` of the race
  int runs = 0;
};

struct RaceHunt {
  std::uint64_t seed = 0;
  double time = 5;                            // seconds, without the shrinking
  double shrinking = 20;                      // seconds at most
  std::optional<std::uint64_t> races;         // no more than so many
  sut::Milliseconds deadline{5000};           // for what is owed after the race
  const std::atomic<bool>* stop = nullptr;    // not owned, may be null
};

struct RaceHuntResult {
  std::uint64_t races = 0;
  std::uint64_t runs = 0;
  std::uint64_t overlapping = 0;  // runs in which calls of two threads did
  bool interrupted = false;
  std::string could_not_test;  // why; empty: it could
  std::optional<RaceFinding> finding;
};

// Each race is run several times; ends at the first finding.
RaceHuntResult hunt_races(sut::SocketStack& stack, const model::Book& book, const RaceHunt& hunt);
// This race alone.
RaceHuntResult repeat_race(sut::SocketStack& stack, const model::Book& book, const model::Race& race, const RaceHunt& hunt);

}  // namespace socketcheck::properties
