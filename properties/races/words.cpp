#include "properties/races/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/text/race_text.hpp"
#include "model/text/show.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::size_t width_of_a_thread = 34;

std::string with_answer(const model::Operation& operation, const model::Answer& seen) {
  return fmt::format("{} = {}", model::show(operation), model::show(operation, seen));
}

std::string columns_of(const std::vector<SeenCall>& racing) {
  std::vector<const SeenCall*> calls;
  std::size_t threads = 0;
  for (const SeenCall& call : racing) {
    calls.push_back(&call);
    threads = std::max(threads, call.thread + 1);
  }
  std::sort(calls.begin(), calls.end(), [](const SeenCall* one, const SeenCall* other) { return one->call.begun < other->call.begun; });
  std::string text = "  moments   ";
  for (std::size_t thread = 0; thread < threads; ++thread) text += fmt::format("{:<{}}", fmt::format("thread {}", thread + 1), width_of_a_thread);
  text += "\n";
  for (const SeenCall* call : calls)
    text += fmt::format("  {:>3} to {:<3}{:{}}{}\n", call->call.begun, call->call.ended, "", call->thread * width_of_a_thread,
                        with_answer(call->call.operation, call->call.seen));
  return text;
}

std::string lines_of(const std::vector<SettledCall>& calls) {
  std::string text;
  for (const SettledCall& call : calls) text += fmt::format("  {}\n", with_answer(call.operation, call.seen));
  return text;
}

std::string verdict_of(const Unexplained& unexplained) {
  if (unexplained.wrong_bytes) return "the bytes of the last call are not those that any order leaves there\n";
  if (unexplained.racing.empty() || unexplained.afterwards) {
    std::string text = unexplained.afterwards ? "no order that explains the race allows the last answer; allowed:" : "the last answer is not allowed; allowed:";
    for (const model::AllowedAnswer& allowed : unexplained.allowed) text += " " + model::show(allowed.allowed);
    return text + "\n";
  }
  return "no order of these calls and of what arrives explains all answers and all bytes\n";
}

}  // namespace

std::string summary_of(const RaceHuntResult& result, std::string_view stack, std::uint64_t seed) {
  const std::string verdict = !result.could_not_test.empty() ? "could not test: " + result.could_not_test
                              : result.finding.has_value()   ? "a race that no order explains"
                              : result.interrupted           ? "interrupted"
                                                             : "every race is explained";
  return fmt::format("{}: {} ({} races, {} runs, in {} of them calls overlapped; seed {})\n", stack, verdict, result.races, result.runs,
                     result.overlapping, seed);
}

std::string text_of(const RaceFinding& finding) {
  const Unexplained& seen = finding.unexplained;
  std::string text = lines_of(seen.before);
  if (!seen.racing.empty()) text += columns_of(seen.racing);
  text += lines_of(seen.after);
  text += fmt::format("{}failed {} of {} runs\n\n", verdict_of(seen), finding.failed, finding.runs);
  return text + model::show(finding.race);
}

}  // namespace socketcheck::properties
