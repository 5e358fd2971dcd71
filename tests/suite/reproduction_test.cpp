// A finding's C program, which needs nothing of the suite: it compiles without a warning, ends with 0 on this machine's
// kernel, and with 1 where the fault is preloaded that the finding is about.
#include "properties/report/reproduction/reproduction.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>

#include "command.hpp"
#include "example_findings.hpp"
#include "hunt.hpp"
#include "model/rules/flavours.hpp"
#include "planted_datagram_faults.hpp"
#include "properties/examples/examples.hpp"

namespace socketcheck::tests {
namespace {

using properties::Finding;

constexpr int is_there = 1;
constexpr int is_not_there = 0;

const model::Book& book(model::Transport transport = model::Transport::stream) { return *model::flavour("linux", transport); }
const model::Book& book_for(const model::Program& program) { return book(model::transport_of(program.start)); }

int status_of(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// What a check would report of this program, but for how it was found.
Finding finding_on(const std::string& stack_name, const model::Program& program) {
  const auto stack = sut::find_stack(stack_name)->make();
  properties::Coverage coverage(book_for(program));
  properties::Runner runner(*stack, coverage.book(), coverage);
  runner.set_deadline(runner.short_deadline());
  Finding finding;
  finding.property = "a property";
  finding.property_name = "AProperty";
  finding.stack = stack_name;
  finding.flavour = book().flavour();
  finding.limits = runner.limits();
  finding.program = program;
  const properties::Outcome outcome = runner.run(program, finding.steps);
  if (const properties::Failure* failure = properties::failure_of(outcome)) finding.failure = *failure;
  return finding;
}

class CProgram {
 public:
  // With less patience than a reader has: each fault is waited for.
  explicit CProgram(const std::string& text) {
    write_file(directory_ / "program.c", text);
    compiled_ = status_of("cc -Dpatience=0.2 -std=c11 -Wall -Wextra -Werror -o " + path("program") + " " +
                          path("program.c") + " >" + path("log") + " 2>&1") == 0;
  }
  bool compiled() const { return compiled_; }
  std::string log() const {
    return text_of(directory_ / "log") + text_of(directory_ / "out") + "\n" + text_of(directory_ / "program.c");
  }
  std::string out() const { return text_of(directory_ / "out"); }
  int run(const std::string& environment = "") const {
    return status_of(environment + " " + path("program") + " >" + path("out") + " 2>&1");
  }
  // 0 if each of them ends with 0.
  int run_at_once(int copies) const {
    return status_of("status=0; all=; for i in $(seq " + std::to_string(copies) + "); do " + path("program") + " >>" +
                     path("out") +
                     " 2>&1 & all=\"$all $!\"; done; for one in $all; do wait $one || status=$?; done; exit $status");
  }

 private:
  std::string path(const std::string& name) const { return (directory_ / name).string(); }
  TemporaryDirectory directory_;
  bool compiled_ = false;
};

class TheReproductionOf : public testing::TestWithParam<PlantedFault> {
 protected:
  const PlantedFault fault_ = GetParam();
  const model::Start start_ = properties::find_alphabet(fault_.alphabet)->start;
  const Finding finding_ = finding_on(std::string(fault_.stack), program_of(fault_.program, start_));
};

TEST_P(TheReproductionOf, TellsTheFaultFromTheSoundKernel) {
  ASSERT_FALSE(finding_.failure.allowed.empty()) << "the fault did not show";
  const auto text = properties::reproduction_of(finding_, book_for(finding_.program), "Linux");
  ASSERT_TRUE(text.has_value());
  const CProgram program(*text);
  ASSERT_TRUE(program.compiled()) << program.log();
  EXPECT_EQ(program.run(), is_not_there) << program.log();
  const bool of_a_pair = std::holds_alternative<model::StartPair>(start_);
  const std::string with_fault = "LD_PRELOAD=" SOCKETCHECK_PRELOADED_FAULTS " SOCKETCHECK_FAULT=" +
                                 std::string(fault_.stack) + " SOCKETCHECK_FAULT_OF=" + (of_a_pair ? "pair" : "all");
  EXPECT_EQ(program.run(with_fault), is_there) << program.log();
  EXPECT_NE(program.out().find("allowed only: "), std::string::npos) << program.out();
}

std::vector<PlantedFault> faults_of_one_thread() {
  std::vector<PlantedFault> faults(std::begin(planted_faults), std::end(planted_faults));
  std::erase_if(faults, is_of_blocked_calls);
  return faults;
}

TEST(TheReproduction, OfCallsThatWaitIsNone) {
  const Finding finding = finding_on("faulty-recv-does-not-wait", program_of("begin recv(a, 1)"));
  ASSERT_FALSE(finding.failure.allowed.empty()) << "the fault did not show";
  EXPECT_FALSE(properties::reproduction_of(finding, book(), "Linux").has_value());
}

std::string name_of(const testing::TestParamInfo<PlantedFault>& test) {
  std::string name(test.param.stack);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Each, TheReproductionOf, testing::ValuesIn(faults_of_one_thread()), name_of);
INSTANTIATE_TEST_SUITE_P(EachOfDatagrams, TheReproductionOf, testing::ValuesIn(planted_datagram_faults), name_of);

// Everybody's ports are their own.
TEST(AReproduction, IsNotDisturbedByOthersThatRunAtTheSameTime) {
  Finding finding = finding_on("linux-tcp4",
                               std::get<model::Program>(model::parse_program(
                                   "start fresh; a = socket(); bind(a, p); listen(a, 1); b = socket(); bind(b, q); "
                                   "connect(b, p); c = accept(a); getsockname(c); getpeername(c)")));
  finding.failure.allowed = finding.steps.back().allowed;
  const CProgram program(properties::reproduction_of(finding, book(), "Linux").value());
  ASSERT_TRUE(program.compiled()) << program.log();
  for (int time = 0; time < 5; ++time) EXPECT_EQ(program.run_at_once(40), is_not_there) << program.log();
}

// Whatever the calls are, and whoever is to be looked up at the end.
TEST(AReproduction, OfEachExampleFindingCompiles) {
  for (const Example& example : example_findings()) {
    if (example.name == "glance_in_the_clean_up")
      continue;  // no real finding: it looks at a slot that is empty by then
    const auto text = properties::reproduction_of(example.finding, book(), "Linux");
    ASSERT_TRUE(text.has_value()) << example.name;
    const CProgram program(*text);
    EXPECT_TRUE(program.compiled()) << example.name << "\n" << program.log();
  }
}

// The last call of each example is taken to have been wrong, and is not: as if the stack had been repaired.
TEST(AReproduction, OfWhatConformsEndsWithZero) {
  for (const auto& example : properties::named_examples()) {
    for (const char* stack : {"linux-tcp4", "linux-tcp6", "linux-tcp-mapped"}) {
      Finding finding = finding_on(stack, std::get<model::Program>(model::parse_program(example.program)));
      ASSERT_TRUE(finding.failure.allowed.empty()) << example.name;
      finding.failure.allowed = finding.steps.back().allowed;
      const CProgram program(properties::reproduction_of(finding, book(), "Linux").value());
      ASSERT_TRUE(program.compiled()) << example.name << program.log();
      // How much a large write takes may differ from run to run.
      if (example.name == "simultaneous-close") continue;
      EXPECT_EQ(program.run(), is_not_there) << example.name << program.log();
    }
  }
}

// Random programs that conform, each taken to have failed at its last call. What goes another way says so.
TEST(AReproduction, BlamesNoSoundKernel) {
  int told = 0, programs = 0;
  for (const auto& [property, stack] : {std::pair{"EveryAnswerIsOneTheModelAllows", "linux-tcp4"}, {"TheWholeLifeOfAConnection", "linux-tcp4"},
                                        {"DatagramsDoWhatTheModelAllows", "linux-udp4"}, {"DatagramsDoWhatTheModelAllows", "linux-udp6"}}) {
    Hunt hunt(stack);
    for (std::uint64_t number = 0; number < 15; ++number) {
      Finding finding = finding_on(stack, hunt.random_program(property_called(property), number));
      ASSERT_TRUE(finding.failure.allowed.empty());
      if (finding.steps.empty()) continue;
      finding.failure.allowed = finding.steps.back().allowed;
      const CProgram program(properties::reproduction_of(finding, book_for(finding.program), "Linux").value());
      ASSERT_TRUE(program.compiled()) << program.log();
      const int status = program.run();
      EXPECT_NE(status, is_there) << program.log();
      ++programs;
      told += status == is_not_there ? 1 : 0;
    }
  }
  EXPECT_GE(told * 10, programs * 8) << "of " << programs
                                     << " programs too few made the same calls with the same answers";
}

TEST(AReproduction, IsNotMadeWhereOnlyTheModelCanJudge) {
  Finding finding = example_findings().front().finding;
  finding.failure.allowed.front().rule = "should.reset-for-undelivered-data";
  EXPECT_FALSE(properties::reproduction_of(finding, book(), "Linux").has_value());
}

}  // namespace
}  // namespace socketcheck::tests
