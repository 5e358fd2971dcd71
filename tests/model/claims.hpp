// What must hold in every world and at every step, whatever the rows say: the model is checked against these.
#pragma once

#include <string>
#include <vector>

#include "tests/model/explorer.hpp"

namespace socketcheck::tests {

// A claim that does not hold, and the shortest program that shows it.
struct Violation {
  std::string_view claim;
  std::string story;
  std::uint64_t times = 0;
};

// Broken where the rules don't say how a world goes on.
inline constexpr std::string_view every_world_goes_on = "every world goes on";

// Explores the book's worlds and holds every claim against them; empty if all of them hold.
// With `enough` the exploration ends where that claim is broken.
std::vector<Violation> violations(const model::Book& book, const Configuration& configuration, std::string_view enough = {});

// A claim about a settled world in which it is certain what has arrived.
struct WorldClaim {
  std::string_view name;
  bool (*holds)(const model::Book& book, const model::World& world) = nullptr;
};
// A claim about a call, its answer, and what followed in one of the possible worlds.
struct StepClaim {
  std::string_view name;
  bool (*holds)(const Step& step, const model::World& moved_or_after) = nullptr;
};

const std::vector<WorldClaim>& world_claims();
const std::vector<StepClaim>& step_claims();

}  // namespace socketcheck::tests
