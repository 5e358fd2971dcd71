// A comparison as a table for people and as JSON for programs.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "properties/comparison/compare_runs.hpp"

namespace socketcheck::properties {
namespace {

// So many notes are worth reading one by one.
constexpr std::size_t most_notes = 20;

std::string in_one_line(std::string program) {
  while (!program.empty() && program.back() == '\n') program.pop_back();
  std::string line;
  for (const char c : program) line += c == '\n' ? "; " : std::string(1, c);
  return line;
}

std::string stacks_of(const RunRecord& run) {
  std::string names;
  for (const auto& [name, stack] : run.stacks) names += (names.empty() ? "" : ", ") + name;
  return names.empty() ? "the claims" : names;
}

std::string row(const Difference& one, std::size_t width) {
  const std::string what = one.stack.empty() ? one.name : fmt::format("{} @ {}", one.name, one.stack);
  std::string text = fmt::format("{:<9} {}\n{:<9}   {:<{}}  {}\n", one.kind, what, "", one.first, width, one.second);
  if (!one.shown_by.program.empty()) text += fmt::format("{:<9}   shown by: {}\n", "", in_one_line(one.shown_by.program));
  return text;
}

nlohmann::json run_json(const RunRecord& run) {
  nlohmann::json stacks = nlohmann::json::array();
  for (const auto& [name, stack] : run.stacks)
    stacks.push_back({{"stack", name}, {"flavour", stack.flavour}, {"verdict", stack.verdict}});
  return {{"path", run.path}, {"kernel", run.kernel}, {"complete", run.complete}, {"stacks", stacks}};
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const RunRecord& first, const RunRecord& second) {
  std::string text = fmt::format("first:  {} ({}, {})\nsecond: {} ({}, {})\n\n", first.path, first.kernel, stacks_of(first), second.path,
                                 second.kernel, stacks_of(second));
  std::size_t width = 16;
  for (const Difference& one : comparison.differences) width = std::max(width, one.first.size());
  if (!comparison.differences.empty()) text += fmt::format("{:<9}   {:<{}}  {}\n", "", "first", width, "second");
  for (const Difference& one : comparison.differences) text += row(one, width);
  if (!comparison.differences.empty()) text += "\n";
  for (std::size_t i = 0; i < std::min(most_notes, comparison.notes.size()); ++i) text += "note: " + comparison.notes[i] + "\n";
  if (comparison.notes.size() > most_notes)
    text += fmt::format("and {} notes more, which --json lists\n", comparison.notes.size() - most_notes);
  const std::size_t number = comparison.differences.size();
  return text + (number == 0 ? "no difference\n" : fmt::format("{} difference{}\n", number, number == 1 ? "" : "s"));
}

nlohmann::json comparison_json(const Comparison& comparison, const RunRecord& first, const RunRecord& second) {
  nlohmann::json differences = nlohmann::json::array();
  for (const Difference& one : comparison.differences)
    differences.push_back({{"kind", one.kind}, {"name", one.name}, {"stack", one.stack}, {"first", one.first},
                           {"second", one.second}, {"program", one.shown_by.program}, {"calls", one.shown_by.calls}});
  return {{"version", 1}, {"same", comparison.differences.empty()}, {"first", run_json(first)}, {"second", run_json(second)},
          {"differences", differences}, {"notes", comparison.notes}};
}

}  // namespace socketcheck::properties
