#include "properties/report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "properties/report/counterexample.hpp"
#include "properties/report/numbers.hpp"
#include "properties/report/reproduction/reproduction.hpp"
#include "properties/report/unreachable.hpp"
#include "properties/report/wire_states.hpp"

namespace socketcheck::properties {
namespace {

// Worse verdicts win; a finding beats everything.
int badness(Verdict verdict) {
  switch (verdict) {
    case Verdict::conforms: return 0;
    case Verdict::known_deviation: return 1;
    case Verdict::could_not_test: return 2;
    case Verdict::does_not_conform: return 3;
  }
  return 3;
}

void note_unreached(StackResult& stack, const Coverage& coverage, const sut::Abilities& abilities) {
  const auto& rows = coverage.book().rows();
  if (coverage.book().knows_deviations())
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (const auto times = coverage.times(static_cast<model::RowNumber>(i)); !rows[i].deviates.empty())
        stack.deviations.push_back({std::string(rows[i].id), std::string(rows[i].deviates), std::string(rows[i].source), times});
  stack.rules = static_cast<int>(rows.size());
  stack.rules_reached = coverage.rows_reached();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (coverage.times(static_cast<model::RowNumber>(i)) > 0) continue;
    if (coverage.book().knows_deviations() && !rows[i].deviates.empty()) continue;
    std::string reason(why_unreachable_on_loopback(rows[i], abilities));
    for (const RowDeviation& shown : stack.deviations)
      if (shown.instead_of == rows[i].id && shown.times > 0) reason = "a known deviation shows in its place";
    stack.unreached.push_back({std::string(rows[i].id), reason});
  }
}

StackResult sum_up(const CheckReport& report, const std::string& name) {
  StackResult stack;
  stack.stack = name;
  stack.verdict = Verdict::conforms;
  std::optional<Coverage> coverage;
  sut::Abilities abilities;
  for (const UnitResult& unit : report.units) {
    if (unit.stack != name) continue;
    stack.flavour = unit.coverage.book().flavour();
    abilities = unit.abilities;
    stack.cases += unit.cases;
    stack.calls += unit.calls;
    if (!coverage) coverage.emplace(unit.coverage);
    else coverage->add(unit.coverage);
    if (!unit.not_applicable.empty()) continue;
    stack.tested = true;
    if (badness(unit.verdict()) > badness(stack.verdict)) {
      stack.verdict = unit.verdict();
      stack.why = unit.not_tested.empty() ? "" : unit.not_tested.front();
    }
  }
  if (!stack.tested) {
    stack.verdict = Verdict::could_not_test;
    stack.why = "the stack can do nothing of what the properties ask for";
  }
  if (coverage) {
    note_unreached(stack, *coverage, abilities);
    stack.state_pairs = state_pairs(*coverage, abilities);
    stack.answers = coverage->answers();
  }
  if (coverage && abilities.wire) stack.states_on_the_wire = states_on_the_wire(name, *coverage);
  const auto missing = std::count_if(stack.unreached.begin(), stack.unreached.end(),
                                     [](const UnreachedRule& rule) { return rule.reason.empty(); });
  if (report.complete && missing > 0 && badness(stack.verdict) < badness(Verdict::could_not_test)) {
    stack.verdict = Verdict::could_not_test;
    stack.why = fmt::format("not all rules that can be reached were: {} missing", missing);
  }
  return stack;
}

std::string not_reached_text(const StackResult& stack) {
  std::string text;
  for (const UnreachedRule& rule : stack.unreached)
    if (rule.reason.empty()) text += fmt::format("  not reached on {}: {}\n", stack.stack, rule.rule);
  return text;
}

// In one line: nobody has to act on it.
std::string pairs_not_reached_text(const StackResult& stack) {
  std::string pairs;
  for (const StatePair& one : stack.state_pairs)
    if (one.is_possible && one.times == 0 && one.reason.empty())
      pairs += fmt::format("{}{}/{}", pairs.empty() ? "" : ", ", model::show(one.active), model::show(one.passive));
  return pairs.empty() ? "" : fmt::format("  pairs of states not reached on {}: {}\n", stack.stack, pairs);
}

// Of a stack that is checked against the standards: where its flavour is known to contradict them.
std::string deviations_text(const StackResult& stack) {
  std::string text;
  for (const RowDeviation& one : stack.deviations)
    text += one.times > 0 ? fmt::format("  known deviation on {}: {} times {}\n    instead of {} ({})\n", stack.stack,
                                        count(one.times), one.rule, one.instead_of, one.source)
                          : fmt::format("  known deviation that did not show on {}: {}\n", stack.stack, one.rule);
  return text;
}

// An entry can only be said to be out of date if everything that might show it was tried.
std::string unseen_text(const CheckReport& report, const KnownDeviation& known, const std::string& where) {
  const auto is_meant = [&](const UnitResult& unit) { return known.stack == "*" || unit.stack == known.stack; };
  if (std::none_of(report.units.begin(), report.units.end(), is_meant))
    return fmt::format("  known deviation that was not looked for, because the stack was not checked: {}\n", where);
  if (!report.complete || report.interrupted) return fmt::format("  known deviation that did not show in this run: {}\n", where);
  return fmt::format("  known deviation that no longer shows: {}\n", where);
}

std::string known_text(const CheckReport& report) {
  std::string text;
  for (const KnownDeviation& known : report.known) {
    std::string where = fmt::format("{} on {}", known.rule, known.stack == "*" ? "any stack" : known.stack);
    if (!known.seen.empty()) where += fmt::format(", seen {}", known.seen);
    if (known.times == 0) text += unseen_text(report, known, where);
    else text += fmt::format("  known deviation: {}, {} times: {}{}\n", where, count(known.times), known.reason, known.link.empty() ? "" : " (" + known.link + ")");
  }
  return text;
}

}  // namespace

std::vector<StackResult> CheckReport::stacks() const {
  std::vector<std::string> names;
  for (const UnitResult& unit : units)
    if (std::find(names.begin(), names.end(), unit.stack) == names.end()) names.push_back(unit.stack);
  std::vector<StackResult> results;
  for (const std::string& name : names) results.push_back(sum_up(*this, name));
  return results;
}

// A stack that can do nothing of what was asked for has no verdict, unless it is the only one.
Verdict CheckReport::verdict() const {
  const std::vector<StackResult> all = stacks();
  const bool any = std::any_of(all.begin(), all.end(), [](const StackResult& stack) { return stack.tested; });
  Verdict worst = any ? Verdict::conforms : Verdict::could_not_test;
  for (const StackResult& stack : all)
    if (stack.tested && badness(stack.verdict) > badness(worst)) worst = stack.verdict;
  return worst;
}

std::string_view why_not_judged(const UnitResult& unit) {
  return unit.abilities.transport == model::Transport::datagram ? "the system gave a port out again within the program"
                                                                : "the kernel had no room for TIME-WAITs";
}

std::string unit_lines(const UnitResult& unit) {
  return unit_line(unit) + "\n" + (unit.completeness ? guarantee_text(*unit.completeness) : "");
}

std::string unit_line(const UnitResult& unit) {
  std::string cases = count(unit.cases);
  if (unit.planned_cases > 0) cases += " of " + count(unit.planned_cases);
  if (!unit.not_applicable.empty())
    return fmt::format("{:<82} {:<17} not tested, because {}", unit.property, unit.stack, unit.not_applicable);
  const std::string pairs = unit.abilities.transport == model::Transport::datagram
                                ? std::string(15, ' ')
                                : fmt::format(" {:>2} state pairs", unit.coverage.pairs_reached());
  return fmt::format("{:<82} {:<17} {:>10} programs {:>11} calls {:>3} rules{} {:>5.1f} s  {}", unit.property, unit.stack, cases,
                     count(unit.calls), unit.coverage.rows_reached(), pairs, unit.seconds, show(unit.verdict()));
}

// Of UDP there are no states.
std::string rules_and_pairs(const StackResult& stack) {
  std::string text = fmt::format("{} of {} rules", stack.rules_reached, stack.rules);
  if (!stack.state_pairs.empty())
    text += fmt::format(" and {} of {} pairs of states", pairs_reached(stack.state_pairs), pairs_possible(stack.state_pairs));
  return text;
}

std::string stack_line(const StackResult& stack) {
  if (!stack.tested) return fmt::format("{}: not tested, because {}", stack.stack, stack.why);
  std::string text = fmt::format("{}: {} (flavour {}, {} programs, {} calls, {} reached)", stack.stack, show(stack.verdict), stack.flavour,
                                 count(stack.cases), count(stack.calls), rules_and_pairs(stack));
  if (!stack.why.empty()) text += ": " + stack.why;
  return text;
}

std::string summary_text(const CheckReport& report, const std::filesystem::path& directory) {
  std::string text = "\n";
  for (const UnitResult& unit : report.units) {
    for (std::size_t i = 0; i < unit.findings.size(); ++i) {
      const Finding& finding = unit.findings[i];
      const auto file = directory / "counterexamples" / (finding_name(finding, i) + ".txt");
      text += counterexample_text(finding, report.kernel, finding.program.calls.empty() ? "" : file.string(),
                                  reproduction_of(finding, unit.coverage.book(), report.kernel).has_value()) +
              "\n";
    }
  }
  text += known_text(report);
  const auto results = report.stacks();
  for (const StackResult& stack : results) text += deviations_text(stack);
  if (report.complete)
    for (const StackResult& stack : results) text += not_reached_text(stack) + pairs_not_reached_text(stack);
  for (const UnitResult& unit : report.units)
    for (const std::string& reason : unit.not_tested)
      text += fmt::format("  could not test: {} @ {}: {}\n", unit.property, unit.stack, reason);
  for (const UnitResult& unit : report.units)
    if (unit.shoulds_broken > 0)
      text += fmt::format("  SHOULD broken (RFC 9293 3.6.1 [SHLD-3], no RST for undelivered data): {} programs of {} @ {}\n",
                          count(unit.shoulds_broken), unit.property, unit.stack);
  for (const UnitResult& unit : report.units)
    if (unit.not_judged > 0)
      text += fmt::format("  not judged: {} programs of {} @ {}, because {}\n",
                          count(unit.not_judged), unit.property, unit.stack, why_not_judged(unit));
  for (const StackResult& stack : results) text += stack.states_on_the_wire + stack_line(stack) + "\n";
  if (report.interrupted) text += "interrupted: this is what was done until then\n";
  return text;
}

}  // namespace socketcheck::properties
