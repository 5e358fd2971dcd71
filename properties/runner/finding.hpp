// A finding: the shortest program that shows one deviation, and everything that is reported with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/program.hpp"
#include "properties/runner/failure.hpp"

namespace socketcheck::properties {

struct Finding {
  std::string property;  // the sentence
  std::string property_name;
  std::string stack;
  std::string flavour;
  std::uint64_t seed = 0;
  std::uint64_t cases = 0;       // how many programs had run when it was found
  std::uint64_t shrinks = 0;     // how many runs shrinking took
  std::size_t original_calls = 0;
  double seconds = 0;            // from the property's start to the shrunk program
  int failed_runs = 0;           // of the shrunk program
  int confirming_runs = 0;
  bool shrunk_completely = true;
  model::Program program;
  model::Limits limits;          // of the stack
  Failure failure;               // of the shrunk program
  std::vector<Step> steps;       // up to and with the broken one
};

}  // namespace socketcheck::properties
