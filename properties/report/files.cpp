// The files that a check leaves in its directory.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "properties/report/check_report.hpp"
#include "properties/report/counterexample.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/html/page.hpp"
#include "properties/report/ladder/draw.hpp"
#include "properties/report/ladder/svg.hpp"
#include "properties/report/reproduction/reproduction.hpp"

namespace socketcheck::properties {
namespace {

using nlohmann::json;

json rules_json(const Coverage& coverage) {
  json rules = json::object();
  const auto& rows = coverage.book().rows();
  for (std::size_t i = 0; i < rows.size(); ++i)
    rules[std::string(rows[i].id)] = coverage.times(static_cast<model::RowNumber>(i));
  return rules;
}

json pairs_json(const Coverage& coverage) {
  json pairs = json::object();
  for (int i = 0; i < model::number_of_states; ++i)
    for (int j = 0; j < model::number_of_states; ++j)
      if (const auto times = coverage.times(static_cast<model::State>(i), static_cast<model::State>(j)); times > 0)
        pairs[fmt::format("{}/{}", model::show(static_cast<model::State>(i)), model::show(static_cast<model::State>(j)))] = times;
  return pairs;
}

json unit_json(const UnitResult& unit, const std::string& kernel) {
  json findings = json::array();
  for (const Finding& finding : unit.findings) findings.push_back(counterexample_json(finding, kernel));
  return {{"property", unit.property}, {"name", unit.property_name}, {"stack", unit.stack},
          {"verdict", show(unit.verdict())}, {"cases", unit.cases}, {"planned_cases", unit.planned_cases},
          {"calls", unit.calls}, {"seconds", unit.seconds}, {"findings", findings},
          {"repeated_findings", unit.repeated_findings}, {"known", unit.known}, {"not_judged", unit.not_judged}, {"shoulds_broken", unit.shoulds_broken}, {"not_tested", unit.not_tested}, {"not_applicable", unit.not_applicable},
          {"rules", rules_json(unit.coverage)}, {"state_pairs", pairs_json(unit.coverage)}};
}

json stack_json(const StackResult& stack) {
  json unreached = json::array();
  for (const UnreachedRule& rule : stack.unreached) unreached.push_back({{"rule", rule.rule}, {"reason", rule.reason}});
  json deviations = json::array();
  for (const RowDeviation& one : stack.deviations)
    deviations.push_back({{"rule", one.rule}, {"instead_of", one.instead_of}, {"source", one.source}, {"times", one.times}});
  return {{"stack", stack.stack}, {"deviations", deviations}, {"flavour", stack.flavour}, {"verdict", show(stack.verdict)}, {"why", stack.why},
          {"cases", stack.cases}, {"calls", stack.calls}, {"rules", stack.rules},
          {"rules_reached", stack.rules_reached}, {"unreached", unreached}};
}

json run_json(const CheckReport& report) {
  json units = json::array();
  for (const UnitResult& unit : report.units) units.push_back(unit_json(unit, report.kernel));
  json stacks = json::array();
  for (const StackResult& stack : report.stacks()) stacks.push_back(stack_json(stack));
  json known = json::array();
  for (const KnownDeviation& one : report.known)
    known.push_back({{"stack", one.stack}, {"rule", one.rule}, {"seen", one.seen}, {"reason", one.reason}, {"since", one.since},
                     {"link", one.link}, {"times", one.times}});
  return {{"version", 1}, {"kernel", report.kernel}, {"seed", report.seed}, {"seconds", report.seconds},
          {"verdict", show(report.verdict())}, {"interrupted", report.interrupted}, {"complete", report.complete},
          {"environment", sysctls_in_force()}, {"stacks", stacks}, {"units", units}, {"known_deviations", known}};
}

std::string write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  file.close();
  return file ? "" : fmt::format("{}: can't be written", path.string());
}

}  // namespace

std::string finding_name(const Finding& finding, std::size_t number) {
  std::string name = finding.property_name + "@" + finding.stack;
  if (number > 0) name += fmt::format("-{}", number + 1);
  return name;
}

std::string write_report(const CheckReport& report, const std::filesystem::path& directory) {
  const auto counterexamples = directory / "counterexamples";
  std::error_code error;
  // Those of an earlier run would be taken for this one's.
  std::filesystem::remove_all(counterexamples, error);
  std::filesystem::create_directories(counterexamples, error);
  if (error) return fmt::format("{}: {}", counterexamples.string(), error.message());
  std::string problem = write(directory / "run.json", run_json(report).dump(2) + "\n");
  if (problem.empty()) problem = write(directory / "report.html", report_html(report, directory));
  for (const UnitResult& unit : report.units)
    for (std::size_t i = 0; i < unit.findings.size() && problem.empty(); ++i) {
      const Finding& finding = unit.findings[i];
      const std::string name = finding_name(finding, i);
      problem = write(counterexamples / (name + ".json"), counterexample_json(finding, report.kernel).dump(2) + "\n");
      if (problem.empty()) problem = write(counterexamples / (name + ".txt"), counterexample_file(finding, report.kernel));
      if (problem.empty())
        problem = write(counterexamples / (name + ".svg"), ladder::svg_of(ladder::draw(finding, unit.coverage.book())));
      const auto reproduction = reproduction_of(finding, unit.coverage.book(), report.kernel);
      if (problem.empty() && reproduction) problem = write(counterexamples / (name + ".c"), *reproduction);
    }
  return problem;
}

}  // namespace socketcheck::properties
