// What the suite costs beside the kernel: the same programs as bare system calls, bare with the glance's system calls,
// and through the runner, set-up and clean-up included. Run it with
//
//   build/tests/benchmark/socketcheck_benchmark --benchmark_enable_random_interleaving --benchmark_repetitions=9
//
// It interleaves the three and ends with the two ratios of their medians.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/rules/flavours.hpp"
#include "properties/generators/random_program.hpp"
#include "properties/property.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"
#include "tests/benchmark/bare.hpp"

namespace socketcheck::benchmark {
namespace {

// Of the property that draws every call, with sizes that stay within the window: nothing has to be waited for.
std::vector<model::Program> make_programs() {
  properties::Profile profile;
  profile.weights = properties::balanced_weights();
  profile.weights.with<model::SetNoDelay>(0).with<model::SetLinger>(0);
  std::vector<model::Program> programs;
  for (std::uint64_t i = 0; i < 300; ++i)
    programs.push_back(properties::draw_program(profile, {}, properties::random_for(1, "benchmark", "linux-tcp4", i)));
  return programs;
}

const std::vector<model::Program>& programs() {
  static const std::vector<model::Program> all = make_programs();
  return all;
}

std::int64_t calls_of_all() {
  std::int64_t calls = 0;
  for (const model::Program& program : programs()) calls += static_cast<std::int64_t>(program.calls.size());
  return calls;
}

template <class Run>
void run_all(::benchmark::State& state, Run run) {
  for (auto _ : state)
    for (const model::Program& program : programs()) run(program);
  state.SetItemsProcessed(state.iterations() * calls_of_all());
}

void bare(::benchmark::State& state) {
  Bare calls(false);
  run_all(state, [&](const model::Program& program) { calls.run(program); });
}

void bare_with_glance(::benchmark::State& state) {
  Bare calls(true);
  run_all(state, [&](const model::Program& program) { calls.run(program); });
}

void through_the_runner(::benchmark::State& state) {
  const auto stack = sut::find_stack("linux-tcp4")->make();
  const model::Book& book = *model::flavour("linux");
  properties::Coverage coverage(book);
  properties::Runner runner(*stack, book, coverage);
  run_all(state, [&](const model::Program& program) {
    if (properties::failure_of(runner.run(program)) != nullptr) state.SkipWithError("a program does not conform");
  });
}

// Keeps the medians for the ratios.
class Ratios : public ::benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs)
      if (run.run_type == Run::RT_Iteration) times_[run.run_name.function_name].push_back(run.GetAdjustedRealTime());
  }
  double median(const std::string& name) {
    std::vector<double>& times = times_[name];
    if (times.empty()) return 0;
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

 private:
  std::map<std::string, std::vector<double>> times_;
};

}  // namespace
}  // namespace socketcheck::benchmark

int main(int argc, char** argv) {
  using namespace socketcheck::benchmark;
  ::benchmark::Initialize(&argc, argv);
  ::benchmark::RegisterBenchmark("bare", bare)->Unit(::benchmark::kMillisecond);
  ::benchmark::RegisterBenchmark("bare_with_glance", bare_with_glance)->Unit(::benchmark::kMillisecond);
  ::benchmark::RegisterBenchmark("through_the_runner", through_the_runner)->Unit(::benchmark::kMillisecond);
  Ratios ratios;
  ::benchmark::RunSpecifiedBenchmarks(&ratios);
  if (const double looked = ratios.median("bare_with_glance"); looked > 0 && ratios.median("bare") > 0) {
    std::printf("the glance costs %.2f times the bare calls\n", looked / ratios.median("bare"));
    std::printf("the runner costs %.2f times the bare calls with glance\n", ratios.median("through_the_runner") / looked);
  }
}
