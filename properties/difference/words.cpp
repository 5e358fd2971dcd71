#include "properties/difference/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/text/show.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties {
namespace {

struct Widths {
  std::size_t call = 24;
  std::size_t first = 0;
};

Widths widths_of(const StacksDiffer& one, const Contest& contest) {
  Widths widths{.first = contest.first.size()};
  widths.call = std::max(widths.call, one.disagreement.subject.size());
  widths.first = std::max(widths.first, one.disagreement.first.size());
  for (const LockstepStep& step : one.steps) {
    widths.call = std::max(widths.call, step.call.size());
    widths.first = std::max(widths.first, step.first.size());
  }
  return widths;
}

std::string steps_text(const StacksDiffer& one, const Contest& contest) {
  const auto [call, first] = widths_of(one, contest);
  const bool call_differs = one.disagreement.subject.empty();
  std::string text = fmt::format("  {:<{}}   {:<{}}   {}\n", model::show(one.program.start), call + 3, contest.first, first, contest.second);
  for (std::size_t i = 0; i < one.steps.size(); ++i) {
    const bool broken = call_differs && i + 1 == one.steps.size();
    text += fmt::format("{} {:<3}{:<{}} = {:<{}} | {}\n", broken ? ">" : " ", i + 1, one.steps[i].call, call, one.steps[i].first, first,
                        one.steps[i].second);
  }
  if (call_differs) return text;
  return text + fmt::format(">    {:<{}} = {:<{}} | {}\n", one.disagreement.subject, call, one.disagreement.first, first,
                            one.disagreement.second);
}

}  // namespace

std::string difference_text(const StacksDiffer& one, const Contest& contest, const std::string& file) {
  std::string text = fmt::format("{} and {} differ   ({}, seed {})\n\n{}", contest.first, contest.second, contest.kernel, contest.seed,
                                 steps_text(one, contest));
  text += fmt::format("     differs in {} of {} runs; found after {} programs, shrunk from {} calls in {} runs{}\n", one.differed, one.runs,
                      count(one.cases), one.original_calls, one.shrinks, one.shrunk_completely ? "" : " (stopped early)");
  if (!file.empty())
    text += fmt::format("\n  again:   build/socketcheck diff {} {} --program {}\n  judged:  build/socketcheck replay {} --stack {}\n",
                        contest.first, contest.second, file, file, contest.second);
  return text + "\n";
}

std::string difference_file(const StacksDiffer& one, const Contest& contest) {
  std::string text = fmt::format("{}\n# {} and {} differ at {} ({}, seed {})\n", model::version_line, contest.first, contest.second,
                                 one.disagreement.subject.empty() ? fmt::format("call {}", one.disagreement.step + 1) : one.disagreement.subject,
                                 contest.kernel, contest.seed);
  text += fmt::format("# {}: {}\n# {}: {}\n", contest.first, one.disagreement.first, contest.second, one.disagreement.second);
  return text + model::show(one.program);
}

std::string search_text(const SearchResult& result, const Contest& contest) {
  std::string text;
  if (result.left_early > 0)
    text += fmt::format("  {} programs were compared only up to a transfer beyond what both stacks surely take\n", count(result.left_early));
  if (result.not_repeated > 0)
    text += fmt::format("  {} programs were answered differently once, and alike when they were run again\n", count(result.not_repeated));
  const char* outcome = result.difference ? "differ" : result.could_not_test.empty() ? "no difference" : "could not test";
  text += fmt::format("{} and {}: {} ({} programs, {} calls, seed {})", contest.first, contest.second, outcome, count(result.cases),
                      count(result.calls), contest.seed);
  if (!result.could_not_test.empty()) text += ": " + result.could_not_test;
  return text + (result.interrupted ? "\ninterrupted: this is what was done until then\n" : "\n");
}

nlohmann::json search_json(const SearchResult& result, const Contest& contest) {
  nlohmann::json whole = {{"version", 1}, {"first", contest.first}, {"second", contest.second}, {"kernel", contest.kernel},
                          {"seed", contest.seed}, {"cases", result.cases}, {"calls", result.calls}, {"left_early", result.left_early},
                          {"not_repeated", result.not_repeated}, {"could_not_test", result.could_not_test},
                          {"interrupted", result.interrupted}, {"differ", result.difference.has_value()}};
  if (!result.difference) return whole;
  const StacksDiffer& one = *result.difference;
  nlohmann::json steps = nlohmann::json::array();
  for (const LockstepStep& step : one.steps) steps.push_back({{"call", step.call}, {"first", step.first}, {"second", step.second}});
  whole["difference"] = {{"program", model::show(one.program)}, {"step", one.disagreement.step + 1}, {"subject", one.disagreement.subject},
                         {"first", one.disagreement.first}, {"second", one.disagreement.second}, {"steps", steps},
                         {"repeats", {{"differed", one.differed}, {"runs", one.runs}}}, {"shrinks", one.shrinks},
                         {"original_calls", one.original_calls}, {"shrunk_completely", one.shrunk_completely}};
  return whole;
}

}  // namespace socketcheck::properties
