#include "properties/comparison/run_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

namespace socketcheck::properties {
namespace {

using nlohmann::json;

// A program's text begins with its start, which is not counted.
std::size_t calls_in(const std::string& program) {
  const auto lines = static_cast<std::size_t>(std::count(program.begin(), program.end(), '\n'));
  const std::size_t all = program.empty() || program.back() == '\n' ? lines : lines + 1;
  return all == 0 ? 0 : all - 1;
}

void prefer_shorter(ShownBy& best, const std::string& program) {
  const std::size_t calls = calls_in(program);
  if (best.program.empty() || std::pair(calls, program.size()) < std::pair(best.calls, best.program.size()))
    best = {program, calls};
}

void add_rules_of(StackRecord& stack, const json& unit) {
  for (const auto& [id, times] : unit.at("rules").items()) {
    RuleRecord& rule = stack.rules[id];
    rule.times += times.get<std::uint64_t>();
    const auto status = rule.times > 0 ? RuleRecord::Status::kept : RuleRecord::Status::not_reached;
    rule.status = std::max(rule.status, status);
  }
}

void add_findings_of(StackRecord& stack, PropertyRecord& property, const json& unit) {
  for (const json& finding : unit.at("findings")) {
    const std::string program = finding.at("program");
    RuleRecord& rule = stack.rules[finding.at("rule")];
    rule.status = RuleRecord::Status::broken;
    prefer_shorter(rule.shown_by, program);
    prefer_shorter(property.shown_by, program);
  }
}

// Rows of the stack's own flavour that contradict the standards, in a run against the standards.
void add_deviations_of(StackRecord& stack, const json& described) {
  for (const json& deviation : described.value("deviations", json::array()))
    if (deviation.at("times").get<std::uint64_t>() > 0)
      stack.rules[deviation.at("rule")].status = RuleRecord::Status::known_deviation;
}

void add_known_of(RunRecord& run, const json& known) {
  for (const json& one : known) {
    if (one.at("times").get<std::uint64_t>() == 0) continue;
    for (auto& [name, stack] : run.stacks) {
      RuleRecord& rule = stack.rules[one.at("rule")];
      const bool is_meant = one.at("stack") == "*" || one.at("stack") == name;
      if (is_meant && rule.status < RuleRecord::Status::known_deviation) rule.status = RuleRecord::Status::known_deviation;
    }
  }
}

// A property whose failures another one has told already has no finding of its own.
void lend_programs(StackRecord& stack) {
  ShownBy shortest;
  for (const auto& [id, rule] : stack.rules)
    if (!rule.shown_by.program.empty()) prefer_shorter(shortest, rule.shown_by.program);
  for (auto& [sentence, property] : stack.properties)
    if (property.verdict == "does not conform" && property.shown_by.program.empty()) property.shown_by = shortest;
}

void add_checked(RunRecord& run, const json& whole) {
  run.complete = whole.value("complete", false);
  for (const json& described : whole.at("stacks")) {
    StackRecord& stack = run.stacks[described.at("stack")];
    stack.flavour = described.at("flavour");
    stack.verdict = described.at("verdict");
    add_deviations_of(stack, described);
  }
  for (const json& unit : whole.at("units")) {
    StackRecord& stack = run.stacks[unit.at("stack")];
    PropertyRecord& property = stack.properties[unit.at("property")];
    property.verdict = unit.at("verdict");
    property.was_run = unit.value("not_applicable", "").empty();
    add_rules_of(stack, unit);
    add_findings_of(stack, property, unit);
  }
  for (auto& [name, stack] : run.stacks) lend_programs(stack);
  add_known_of(run, whole.value("known_deviations", json::array()));
}

void add_claims(RunRecord& run, const json& whole) {
  for (const json& claim : whole.at("claims"))
    run.claims[claim.at("claim")] = {claim.at("sentence"), claim.at("verdict"), claim.value("program", "")};
}

}  // namespace

std::string show(RuleRecord::Status status) {
  switch (status) {
    case RuleRecord::Status::absent: return "not among the rules";
    case RuleRecord::Status::not_reached: return "not reached";
    case RuleRecord::Status::kept: return "kept";
    case RuleRecord::Status::known_deviation: return "known deviation";
    case RuleRecord::Status::broken: return "broken";
  }
  return "";
}

std::variant<RunRecord, std::string> read_run(const std::filesystem::path& path) {
  const auto file_name = std::filesystem::is_directory(path) ? path / "run.json" : path;
  std::ifstream file(file_name);
  if (!file) return fmt::format("{}: {}", file_name.string(), std::strerror(errno));
  try {
    const json whole = json::parse(file);
    if (whole.at("version") != 1) return fmt::format("{}: version {} of a run is not known", file_name.string(), whole.at("version").dump());
    RunRecord run{.path = path.string(), .kernel = whole.at("kernel")};
    if (whole.contains("claims")) add_claims(run, whole);
    if (whole.contains("units")) add_checked(run, whole);
    if (run.stacks.empty() && run.claims.empty()) return fmt::format("{}: the run has tested nothing", file_name.string());
    return run;
  } catch (const json::exception& error) {
    return fmt::format("{}: not the run.json of a check ({})", file_name.string(), error.what());
  }
}

}  // namespace socketcheck::properties
