// The files that a check leaves in its directory.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "properties/report/check_report.hpp"
#include "properties/report/counterexample.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/html/page.hpp"
#include "properties/report/ladder/draw.hpp"
#include "properties/report/ladder/svg.hpp"
#include "properties/report/packetdrill/script.hpp"
#include "properties/report/reproduction/reproduction.hpp"
#include "sut/stacks.hpp"
#include "sut/wire.hpp"
#include "sut/wire/pcap.hpp"

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
  const json completeness = unit.completeness ? completeness_json(*unit.completeness) : json();
  json findings = json::array();
  for (const Finding& finding : unit.findings) findings.push_back(counterexample_json(finding, kernel));
  return {{"property", unit.property}, {"name", unit.property_name}, {"stack", unit.stack},
          {"verdict", show(unit.verdict())}, {"cases", unit.cases}, {"planned_cases", unit.planned_cases},
          {"calls", unit.calls}, {"seconds", unit.seconds}, {"findings", findings},
          {"repeated_findings", unit.repeated_findings}, {"known", unit.known}, {"not_judged", unit.not_judged}, {"shoulds_broken", unit.shoulds_broken}, {"not_tested", unit.not_tested}, {"not_applicable", unit.not_applicable},
          {"completeness", completeness},
          {"rules", rules_json(unit.coverage)}, {"state_pairs", pairs_json(unit.coverage)}};
}

std::string name_of(const StatePair& pair) { return fmt::format("{}/{}", model::show(pair.active), model::show(pair.passive)); }

// Those that TCP excludes are left out.
json state_pairs_json(const StackResult& stack) {
  json pairs = json::array();
  for (const StatePair& one : stack.state_pairs)
    if (one.is_possible)
      pairs.push_back({{"pair", name_of(one)}, {"times", one.times}, {"why_not", one.reason}, {"program", one.program}});
  return pairs;
}

json states_json(const StackResult& stack) {
  json states = json::object();
  for (int i = 0; i < model::number_of_states; ++i) {
    const auto state = static_cast<model::State>(i);
    states[std::string(model::show(state))] = {{"times", times_in(stack.state_pairs, state)},
                                               {"why_not", why_never_in(stack.state_pairs, state)}};
  }
  return states;
}

json answers_json(const StackResult& stack) {
  json answers = json::array();
  for (const Coverage::Answered& one : stack.answers)
    answers.push_back({{"call", one.call}, {"answer", one.answer}, {"times", one.times}});
  return answers;
}

json stack_json(const StackResult& stack) {
  json unreached = json::array();
  for (const UnreachedRule& rule : stack.unreached) unreached.push_back({{"rule", rule.rule}, {"reason", rule.reason}});
  json deviations = json::array();
  for (const RowDeviation& one : stack.deviations)
    deviations.push_back({{"rule", one.rule}, {"instead_of", one.instead_of}, {"source", one.source}, {"times", one.times}});
  return {{"stack", stack.stack}, {"deviations", deviations}, {"flavour", stack.flavour}, {"verdict", show(stack.verdict)}, {"why", stack.why},
          {"cases", stack.cases}, {"calls", stack.calls}, {"rules", stack.rules},
          {"rules_reached", stack.rules_reached}, {"unreached", unreached},
          {"state_pairs", state_pairs_json(stack)}, {"states", states_json(stack)}, {"answers", answers_json(stack)}};
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

// What was on the wire while the program ran once more, and a packetdrill script where one can say it. A stack that the
// wire can't be had of leaves none.
std::string write_wire_files(const Finding& finding, const model::Book& book, const std::filesystem::path& stem) {
  const sut::StackEntry* entry = sut::find_stack(finding.stack);
  const bool was_watched = std::any_of(finding.steps.begin(), finding.steps.end(), [](const Step& step) { return step.world.has_value(); });
  if (entry == nullptr || !was_watched) return {};
  const auto stack = entry->make();
  if (stack->wire() == nullptr) return {};
  const auto pcap = sut::Pcap::open(stem.string() + ".pcapng");
  if (pcap == nullptr) return fmt::format("{}.pcapng: can't be written", stem.string());
  stack->wire()->record_to(pcap.get());
  Coverage coverage(book);
  Runner(*stack, book, coverage).run(finding.program);
  stack->wire()->record_to(nullptr);
  const auto script = packetdrill_script(finding);
  return script ? write(stem.string() + ".pkt", *script) : "";
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
      if (problem.empty() && ladder::can_draw(finding.program))
        problem = write(counterexamples / (name + ".svg"), ladder::svg_of(ladder::draw(finding, unit.coverage.book())));
      const auto reproduction = reproduction_of(finding, unit.coverage.book(), report.kernel);
      if (problem.empty() && reproduction) problem = write(counterexamples / (name + ".c"), *reproduction);
      if (problem.empty()) problem = write_wire_files(finding, unit.coverage.book(), counterexamples / name);
    }
  return problem;
}

}  // namespace socketcheck::properties
