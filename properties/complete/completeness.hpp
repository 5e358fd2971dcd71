// How much a complete test set has shown, and what it has not.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "model/world/world.hpp"

namespace socketcheck::properties {

// What is asked for.
struct CompleteScope {
  model::Position most_outstanding = 3;  // bytes unread or on their way, each way
  // That a stack may have beyond the model's, which forgets what was read: a stack that remembers it has more.
  std::size_t extra_states = 1;
};

struct Completeness {
  std::string alphabet;
  CompleteScope scope;
  std::size_t worlds = 0;      // that the stack can be brought to
  std::size_t told_apart = 0;  // of the worlds
  std::size_t edges = 0;       // a call in a world
  std::size_t edges_taken = 0;
  std::size_t programs = 0;
  std::size_t longest = 0;     // calls of a program
};

// What is guaranteed, for what, and what is not; several lines.
std::string guarantee_text(const Completeness& completeness);
nlohmann::json completeness_json(const Completeness& completeness);

}  // namespace socketcheck::properties
