#include "properties/runner/known.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>

namespace socketcheck::properties {
namespace {

// Empty, or what is wrong with the entry. A misspelt member would be an entry that covers more than was meant.
std::string problem_with(const nlohmann::json& entry) {
  if (!entry.is_object()) return "not an object";
  for (const auto& [member, value] : entry.items()) {
    const bool is_known = member == "stack" || member == "rule" || member == "seen" || member == "reason" || member == "since" || member == "link";
    if (!is_known) return fmt::format("there is no member `{}`: stack, rule, seen, reason, since, link", member);
    if (!value.is_string()) return fmt::format("`{}` is not a text", member);
  }
  for (const char* needed : {"rule", "reason"})
    if (entry.value(needed, "").empty()) return fmt::format("`{}` is missing", needed);
  return {};
}

}  // namespace

std::string KnownDeviations::add_file(const std::string& path) {
  std::ifstream file(path);
  if (!file) return fmt::format("{}: can't be read; give a JSON file of known deviations", path);
  try {
    const auto entries = nlohmann::json::parse(file);
    if (!entries.is_array()) return fmt::format("{}: not a JSON array of known deviations", path);
    for (const auto& entry : entries) {
      if (const std::string problem = problem_with(entry); !problem.empty())
        return fmt::format("{}: entry {}: {}", path, all_.size() + 1, problem);
      all_.push_back({entry.value("stack", "*"), entry.at("rule"), entry.value("seen", ""), entry.at("reason"),
                      entry.value("since", ""), entry.value("link", "")});
    }
  } catch (const nlohmann::json::exception& error) {
    return fmt::format("{}: {}", path, error.what());
  }
  return {};
}

const KnownDeviation* KnownDeviations::find(std::string_view stack, std::string_view rule, std::string_view seen) const {
  for (const KnownDeviation& known : all_) {
    if (known.stack != "*" && known.stack != stack) continue;
    if (known.rule != rule || (!known.seen.empty() && known.seen != seen)) continue;
    ++known.times;
    return &known;
  }
  return nullptr;
}

}  // namespace socketcheck::properties
