// What two runs found out differently: two stacks, two kernels, or two commits.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "properties/comparison/run_record.hpp"

namespace socketcheck::properties {

// Something that both runs tried and that came out differently.
struct Difference {
  std::string kind;    // property, rule or claim
  std::string name;    // the sentence, the id, or C12
  std::string stack;   // `x`, or `x and y` where the stacks have different names
  std::string first;   // what the first run says of it
  std::string second;
  ShownBy shown_by;    // the shortest program of either run that shows it
};

struct Comparison {
  std::vector<Difference> differences;
  std::vector<std::string> notes;  // what only one of them tried
  bool has_common_ground = false;  // false: there was nothing to compare
};

// Stacks of the same name are compared; if each run has one stack, those two, whatever they are called.
Comparison compare_runs(const RunRecord& first, const RunRecord& second);

std::string comparison_text(const Comparison& comparison, const RunRecord& first, const RunRecord& second);
nlohmann::json comparison_json(const Comparison& comparison, const RunRecord& first, const RunRecord& second);

}  // namespace socketcheck::properties
