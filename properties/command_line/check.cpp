#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/command_line/interrupt.hpp"
#include "properties/command_line/regressions.hpp"
#include "properties/property.hpp"
#include "properties/report/check_report.hpp"
#include "properties/report/colours.hpp"
#include "properties/report/counterexample.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/github.hpp"
#include "properties/report/progress.hpp"
#include "properties/report/terminal.hpp"
#include "properties/report/unfinished.hpp"
#include "properties/runner/journal.hpp"

namespace socketcheck::properties {
namespace {

using Clock = std::chrono::steady_clock;

// Everything that the GoogleTest tests of one check share.
class Check {
 public:
  Check(const CheckOptions& options, std::vector<const sut::StackEntry*> stacks, std::vector<Property> properties,
        KnownDeviations known, std::unique_ptr<Journal> journal)
      : options_(options),
        stacks_(std::move(stacks)),
        properties_(std::move(properties)),
        known_(std::move(known)),
        journal_(std::move(journal)),
        progress_(options.quiet) {
    report_.kernel = kernel_name();
    report_.seed = options.seed ? *options.seed : std::random_device{}();
    context_.seed = report_.seed;
    context_.strict = options.strict;
    context_.known = &known_;
    context_.memory = &memory_;
    context_.seconds_left = [this] { return seconds_left(); };
    context_.watcher = journal_.get();
    context_.interrupted = &watch_for_interrupts();
    context_.on_progress = [this](const UnitResult& unit) { progress_.show(unit, budget_); };
    context_.on_shrinking = [this](const std::string& what) { progress_.show_shrinking(what); };
  }

  void register_tests();
  void tell_of_unfinished_run() const;
  int run();

  // The body of one test.
  void run_test(const Property& property, const sut::StackEntry& entry);

 private:
  const model::Book& book_for(const sut::StackEntry& entry) const {
    return *model::flavour_for(options_.flavour.empty() ? entry.flavour : std::string_view(options_.flavour), entry.flavour,
                               entry.transport);
  }
  // Its programs are all run, however long that takes.
  bool runs_to_its_end() const { return options_.exhaustive_depth > 0 || options_.complete; }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
  double seconds_left() const { return std::max(0.0, options_.time - seconds()); }
  Budget budget_for_next(const Property& property) {
    if (runs_to_its_end()) return {};
    const double weight = weight_of(property);
    const double share = seconds_left() * weight / std::max(weight, weight_left_);
    weight_left_ -= weight;
    if (is_of_regressions(property)) return {.cases = 0};  // beside its programs
    if (options_.cases) return {.cases = (*options_.cases + tests_ - 1) / std::max<std::uint64_t>(1, tests_)};
    return {.time = std::chrono::duration<double>(share)};
  }
  // Small scopes are closed first, and may take longer; a stack that answers at its own pace leaves time for the rest.
  static double weight_of(const Property& property) {
    if (is_of_regressions(property)) return 0;
    return property.exhaustive_depth > 0 ? 3 : 1;
  }
  // The tests that the filter and the shard leave, which are known only once GoogleTest has begun.
  void count_tests(const testing::UnitTest& tests);
  int status() const;
  void print(const std::string& text) const;

  const CheckOptions& options_;
  std::vector<const sut::StackEntry*> stacks_;
  std::vector<Property> properties_;
  KnownDeviations known_;
  FindingMemory memory_;
  std::unique_ptr<Journal> journal_;
  CheckReport report_;
  CheckContext context_;
  Progress progress_;
  Budget budget_;  // of the unit that runs
  const bool has_colours_ = shows_colours(STDOUT_FILENO);
  Clock::time_point begin_ = Clock::now();
  std::size_t all_ = 0;  // properties on stacks that fit them
  std::uint64_t tests_ = 0;
  double weight_left_ = 0;  // of the tests that have not begun
};

class PropertyTest : public testing::Test {
 public:
  PropertyTest(Check& check, const Property& property, const sut::StackEntry& entry)
      : check_(check), property_(property), entry_(entry) {}
  void TestBody() override { check_.run_test(property_, entry_); }

 private:
  Check& check_;
  const Property& property_;
  const sut::StackEntry& entry_;
};

// GoogleTest's filter takes `-` for "not", so a stack's name is written with `_` there.
std::string test_name(std::string_view stack) {
  std::string name(stack);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void Check::register_tests() {
  for (const Property& property : properties_)
    for (const sut::StackEntry* entry : stacks_) {
      if (property.transport() != entry->transport) continue;
      ++all_;
      testing::RegisterTest(std::string(property.name).c_str(), test_name(entry->name).c_str(), nullptr,
                            std::string(entry->name).c_str(), __FILE__, __LINE__,
                            [this, &property, entry]() -> PropertyTest* { return new PropertyTest(*this, property, *entry); });
    }
}

void Check::count_tests(const testing::UnitTest& tests) {
  tests_ = static_cast<std::uint64_t>(tests.test_to_run_count());
  for (int i = 0; i < tests.total_test_suite_count(); ++i) {
    const testing::TestSuite& suite = *tests.GetTestSuite(i);
    for (const Property& property : properties_)
      if (property.name == suite.name()) weight_left_ += weight_of(property) * suite.test_to_run_count();
  }
}

void Check::run_test(const Property& property, const sut::StackEntry& entry) {
  if (*context_.interrupted) GTEST_SKIP() << "interrupted";
  if (journal_) journal_->unit_begins(property.name, entry.name, report_.seed);
  budget_ = budget_for_next(property);
  report_.units.push_back(run_unit(property, entry, book_for(entry), budget_, context_));
  const UnitResult& unit = report_.units.back();
  progress_.clear();
  if (!options_.quiet) print(unit_lines(unit));
  if (unit.findings.empty() && unit.repeated_findings > 0)
    ADD_FAILURE() << unit.repeated_findings << " programs fail, each as another property has shown on this stack";
  for (const Finding& finding : unit.findings) ADD_FAILURE() << counterexample_text(finding, report_.kernel, "");
  if (!unit.not_applicable.empty()) GTEST_SKIP() << "not tested, because " << unit.not_applicable;
  if (unit.verdict() == Verdict::could_not_test)
    GTEST_SKIP() << "could not test: " << (unit.not_tested.empty() ? "no program was run" : unit.not_tested.front());
}

void Check::print(const std::string& text) const {
  fmt::print("{}", has_colours_ ? with_colours(text) : text);
  std::fflush(stdout);
}

int Check::status() const {
  if (report_.verdict() == Verdict::does_not_conform) return exit_status::does_not_conform;
  if (report_.interrupted) return exit_status::interrupted;
  return report_.verdict() == Verdict::could_not_test ? exit_status::could_not_test : exit_status::conforms;
}

// A run that was killed, or that took the process down, left the program that it was running.
void Check::tell_of_unfinished_run() const {
  if (!journal_ || !journal_->unfinished()) return;
  const UnfinishedRun& run = *journal_->unfinished();
  const auto path = std::filesystem::path(options_.out) / "unfinished.txt";
  std::ofstream(path) << show(run);
  fmt::print("the last run in {} did not end: it was at call {} of a program of {} @ {}, kept in {}\n", options_.out,
             run.step + 1, run.property, run.stack, path.string());
}

int Check::run() {
  register_tests();
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  if (testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS();

  class CountTests : public testing::EmptyTestEventListener {
   public:
    explicit CountTests(Check& check) : check_(check) {}
    void OnTestIterationStart(const testing::UnitTest& tests, int) override {
      check_.count_tests(tests);
    }

   private:
    Check& check_;
  };
  listeners.Append(new CountTests(*this));
  if (!options_.quiet) print(fmt::format("SocketCheck on {}, seed {}\n", report_.kernel, report_.seed));
  tell_of_unfinished_run();
  // The verdict comes from the units, which know more than passed and failed.
  [[maybe_unused]] const int gtest_status = RUN_ALL_TESTS();
  report_.complete = !runs_to_its_end() && report_.units.size() == all_;
  report_.interrupted = *context_.interrupted;
  report_.seconds = seconds();
  report_.known = known_.all();
  print(summary_text(report_, options_.out));
  fmt::print("{}", github_annotations(report_));
  if (const std::string problem = write_report(report_, options_.out); !problem.empty()) {
    fmt::print(stderr, "socketcheck: {}\n", problem);
    return status() == exit_status::conforms ? exit_status::could_not_test : status();
  }
  if (!options_.quiet && !report_.units.empty())
    fmt::print("the whole result: {}\n", (std::filesystem::path(options_.out) / "report.html").string());
  if (journal_) journal_->end();
  if (all_ == 0)
    fmt::print(stderr, "socketcheck: the stacks are of {}; `--exhaustive` and `--complete` take an alphabet of the same transport\n",
               stacks_.front()->transport == model::Transport::datagram ? "UDP, and the programs about TCP" : "TCP, and the programs about UDP");
  else if (report_.units.empty() && !report_.interrupted)
    fmt::print(stderr, "socketcheck: no property matches the filter `{}`; see `socketcheck list properties`\n",
               testing::GTEST_FLAG(filter));
  return status();
}

std::string find_stacks(const CheckOptions& options, std::vector<const sut::StackEntry*>& stacks) {
  for (const std::string& name : options.stacks) {
    const sut::StackEntry* entry = sut::find_stack(name);
    if (entry != nullptr && std::find(stacks.begin(), stacks.end(), entry) == stacks.end()) stacks.push_back(entry);
    if (entry == nullptr) return fmt::format("there is no stack `{}`; see `socketcheck list stacks`", name);
  }
  if (options.stacks.empty())
    for (const sut::StackEntry& entry : sut::all_stacks())
      if (entry.by_default) stacks.push_back(&entry);
  return {};
}

// GoogleTest answers an option that it doesn't know with a page of help.
std::string unknown_gtest_option(const std::vector<std::string>& arguments) {
  constexpr std::string_view known[] = {
      "filter", "output", "list_tests", "shuffle", "repeat", "random_seed", "also_run_disabled_tests", "break_on_failure",
      "catch_exceptions", "color", "brief", "print_time", "fail_fast", "throw_on_failure", "stream_result_to", "print_utf8"};
  for (const std::string& argument : arguments) {
    const std::string name = argument.substr(8, argument.find('=') - 8);
    if (std::find(std::begin(known), std::end(known), name) == std::end(known)) return argument;
  }
  return {};
}

void pass_to_gtest(const std::vector<std::string>& arguments) {
  std::vector<std::string> texts = {"socketcheck"};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  int count = static_cast<int>(pointers.size());
  testing::InitGoogleTest(&count, pointers.data());
}

}  // namespace

int check(const CheckOptions& options) {
  std::vector<const sut::StackEntry*> stacks;
  if (const std::string problem = find_stacks(options, stacks); !problem.empty()) return usage_error(problem);
  if (!options.flavour.empty() && model::flavour(options.flavour) == nullptr)
    return usage_error(fmt::format("there is no flavour `{}`: standard or linux", options.flavour));
  KnownDeviations known;
  if (!options.known_file.empty())
    if (const std::string problem = known.add_file(options.known_file); !problem.empty()) return usage_error(problem);
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error) return usage_error(fmt::format("{}: {}; choose another directory with --out", options.out, error.message()));
  auto journal = Journal::open(options.out);
  std::vector<Property> properties = all_properties();
  if (!options.alphabet.empty() && options.exhaustive_depth == 0 && !options.complete)
    return usage_error("--alphabet goes with --exhaustive or --complete");
  const Alphabet* alphabet = find_alphabet(options.alphabet.empty() ? "teardown" : options.alphabet);
  if (alphabet == nullptr)
    return usage_error(fmt::format("there is no alphabet `{}`: {}", options.alphabet, names_of_alphabets()));
  if (!options.regressions.empty()) {
    auto read = read_regressions(options.regressions);
    if (const auto* problem = std::get_if<std::string>(&read)) return usage_error(*problem);
    std::vector<Property> first = regression_properties(std::get<std::vector<model::Program>>(std::move(read)));
    properties.insert(properties.begin(), first.begin(), first.end());
  }
  if (options.complete) {
    if (!has_finitely_many_worlds(*alphabet))
      return usage_error(fmt::format("the worlds of the alphabet {} have no end, since its sockets come and go or its calls wait: "
                                     "--complete takes {}", alphabet->name, names_of_alphabets(has_finitely_many_worlds)));
    properties = {complete_property(*alphabet, options.scope)};
  }
  if (options.exhaustive_depth > 0) properties = {exhaustive_property(*alphabet, options.exhaustive_depth)};
  if (const std::string unknown = unknown_gtest_option(options.gtest); !unknown.empty())
    return usage_error(fmt::format("GoogleTest has no option `{}`", unknown));
  pass_to_gtest(options.gtest);
  return Check(options, std::move(stacks), std::move(properties), std::move(known), std::move(journal)).run();
}

}  // namespace socketcheck::properties
