// How soon a check finds each planted fault: `socketcheck_power [SEEDS] [STACK…]` prints a table in Markdown. The
// properties run in a check's order, each for a share of a minute, until one of them fails.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "properties/runner/unit.hpp"
#include "tests/suite/planted_faults.hpp"

using namespace socketcheck;

namespace {

using Clock = std::chrono::steady_clock;

constexpr double seconds_of_a_property = 1;

struct Hit {
  std::uint64_t programs = 0;  // until it was found
  double seconds = 0;          // until it was found, without shrinking
  std::size_t calls = 0;       // of the shrunk program
  std::uint64_t shrinks = 0;
};

// Empty: no property failed.
std::optional<Hit> hunt(const sut::StackEntry& entry, std::uint64_t seed) {
  const model::Book& book = *model::flavour(entry.flavour);
  properties::FindingMemory memory;
  std::atomic<bool> found = false;
  std::optional<double> seconds;
  const auto begin = Clock::now();
  properties::CheckContext context;
  context.seed = seed;
  context.memory = &memory;
  context.interrupted = &found;
  context.on_shrinking = [&](const std::string&) {
    if (!seconds) seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  };
  context.on_progress = [&](const properties::UnitResult& unit) { found = found || !unit.findings.empty(); };
  Hit hit;
  for (const properties::Property& property : properties::all_properties()) {
    const auto unit = properties::run_unit(property, entry, book, {.cases = {}, .time = std::chrono::duration<double>(seconds_of_a_property)}, context);
    if (unit.findings.empty()) {
      hit.programs += unit.cases;
      continue;
    }
    const properties::Finding& finding = unit.findings.front();
    return Hit{hit.programs + finding.cases, seconds.value_or(0), finding.program.calls.size(), finding.shrinks};
  }
  return std::nullopt;
}

template <class T, class Of>
T median(const std::vector<Hit>& hits, Of of) {
  std::vector<T> values;
  for (const Hit& hit : hits) values.push_back(of(hit));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

std::size_t shortest(const tests::PlantedFault& fault) {
  return static_cast<std::size_t>(std::count(fault.program.begin(), fault.program.end(), ';')) + 1;
}

void print_row(const tests::PlantedFault& fault, const std::vector<Hit>& hits, std::uint64_t seeds) {
  if (hits.empty()) return fmt::print("| {} | 0 of {} | | | | {} | | |\n", fault.stack, seeds, shortest(fault));
  const auto [least, most] = std::minmax_element(hits.begin(), hits.end(), [](const Hit& l, const Hit& r) { return l.calls < r.calls; });
  const auto slowest = std::max_element(hits.begin(), hits.end(), [](const Hit& l, const Hit& r) { return l.seconds < r.seconds; });
  fmt::print("| {} | {} of {} | {} | {:.3f} | {:.3f} | {} | {} to {} | {} |\n", fault.stack, hits.size(), seeds,
             median<std::uint64_t>(hits, [](const Hit& h) { return h.programs; }),
             median<double>(hits, [](const Hit& h) { return h.seconds; }), slowest->seconds, shortest(fault), least->calls,
             most->calls, median<std::uint64_t>(hits, [](const Hit& h) { return h.shrinks; }));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t seeds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10;
  const std::vector<std::string_view> wanted(argv + std::min(argc, 2), argv + argc);
  fmt::print("| fault | found | programs | seconds | slowest | shortest | calls | runs to shrink |\n|---|---|---|---|---|---|---|---|\n");
  bool all_found = true;
  for (const tests::PlantedFault& fault : tests::planted_faults) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), fault.stack) == wanted.end()) continue;
    std::vector<Hit> hits;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
      if (const auto hit = hunt(*sut::find_stack(fault.stack), seed)) hits.push_back(*hit);
    print_row(fault, hits, seeds);
    all_found = all_found && hits.size() == seeds;
  }
  return all_found ? EXIT_SUCCESS : EXIT_FAILURE;
}
