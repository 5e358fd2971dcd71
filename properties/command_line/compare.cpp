#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "properties/command_line/commands.hpp"
#include "properties/comparison/compare_runs.hpp"

namespace socketcheck::properties {

int compare(const CompareOptions& options) {
  std::vector<RunRecord> runs;
  for (const std::string& path : {options.first, options.second}) {
    auto read = read_run(path);
    if (const auto* problem = std::get_if<std::string>(&read)) return usage_error(*problem);
    runs.push_back(std::get<RunRecord>(std::move(read)));
  }
  const Comparison comparison = compare_runs(runs[0], runs[1]);
  if (!comparison.has_common_ground) return usage_error("the two runs have neither a stack nor a claim in common");
  if (options.json) fmt::print("{}\n", comparison_json(comparison, runs[0], runs[1]).dump(2));
  else fmt::print("{}", comparison_text(comparison, runs[0], runs[1]));
  return comparison.differences.empty() ? exit_status::conforms : exit_status::does_not_conform;
}

}  // namespace socketcheck::properties
