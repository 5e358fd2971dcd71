// What a unit of a check makes of a stack's faults: shrunk, confirmed, each told once.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "hunt.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "planted_faults.hpp"
#include "properties/runner/unit.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::tests {
namespace {

using properties::Finding;
using properties::Property;
using properties::UnitResult;

// Faults that show at once; one that must be waited for takes the full deadline twice.
constexpr std::string_view quick_faults[] = {"faulty-reset-discards-queue", "faulty-failed-shutdown-discards-queue",
                                             "faulty-later-segment-swapped", "faulty-empty-send-sends-a-byte",
                                             "faulty-writes-succeed-for-ever", "faulty-sigpipe-on-reset"};

const PlantedFault& fault_of(std::string_view stack) {
  return *std::find_if(std::begin(planted_faults), std::end(planted_faults),
                       [&](const PlantedFault& fault) { return fault.stack == stack; });
}

class FindingsOfACheck : public testing::TestWithParam<std::string_view> {
 protected:
  UnitResult check(const Property& property, std::uint64_t cases) {
    const sut::StackEntry& entry = *sut::find_stack(GetParam());
    properties::CheckContext context;
    context.seed = 1;
    context.memory = &memory_;
    return properties::run_unit(property, entry, *model::flavour(entry.flavour), {.cases = cases}, context);
  }

  const PlantedFault& fault_ = fault_of(GetParam());
  properties::FindingMemory memory_;
};

TEST_P(FindingsOfACheck, HaveTheShortestProgramAmongThem) {
  std::vector<Finding> findings = check(properties::exhaustive_property(*properties::find_alphabet("teardown"), 3), 2000).findings;
  for (Finding& more : check(property_called("EveryAnswerIsOneTheModelAllows"), 600).findings)
    findings.push_back(std::move(more));
  std::set<std::string> programs;
  for (const Finding& finding : findings) {
    if (finding.failure.rule() == fault_.rule) programs.insert(model::show(finding.program));
    EXPECT_GE(finding.program.calls.size(), program_of(fault_.program).calls.size()) << model::show(finding.program);
  }
  EXPECT_TRUE(programs.contains(model::show(program_of(fault_.program)))) << testing::PrintToString(programs);
}

TEST_P(FindingsOfACheck, AreConfirmedAndToldOnce) {
  const UnitResult result = check(property_called("EveryAnswerIsOneTheModelAllows"), 600);
  EXPECT_EQ(result.verdict(), properties::Verdict::does_not_conform);
  std::set<std::string> signatures;
  for (const Finding& finding : result.findings) {
    EXPECT_TRUE(signatures.insert(finding.failure.signature()).second) << finding.failure.signature();
    EXPECT_EQ(finding.failed_runs, finding.confirming_runs) << model::show(finding.program);
    EXPECT_TRUE(finding.shrunk_completely) << model::show(finding.program);
    EXPECT_LE(finding.program.calls.size(), finding.original_calls);
    EXPECT_EQ(finding.steps.size(), finding.program.calls.size());
    EXPECT_EQ(finding.stack, GetParam());
  }
  EXPECT_FALSE(signatures.empty());
}

TEST_P(FindingsOfACheck, AreNotToldAgainByTheNextProperty) {
  check(property_called("EveryAnswerIsOneTheModelAllows"), 600);
  const UnitResult again = check(property_called("EveryAnswerIsOneTheModelAllows"), 600);
  EXPECT_TRUE(again.findings.empty());
  EXPECT_GT(again.repeated_findings, 0u);
  EXPECT_EQ(again.verdict(), properties::Verdict::does_not_conform);
}

// Two faults at once: the first shows whenever the option is asked for, so that what comes after it was never judged.
class TwoFaults : public sut::Calls {
 public:
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = Calls::getsockopt(fd, level, option, value, length);
    if (result == 0 && level == IPPROTO_TCP && option == TCP_NODELAY) *static_cast<int*>(value) = 0;
    return result;
  }
  ssize_t recv(int fd, void* data, size_t size, int flags) override { return Calls::recv(fd, data, size, flags & ~MSG_PEEK); }
};

const sut::StackEntry two_faults{"two-faults", "", "linux", false, []() -> std::unique_ptr<sut::Stack> {
                                   return std::make_unique<sut::SocketStack>(std::make_unique<TwoFaults>(), sut::Family::ipv4);
                                 }};

const std::vector<model::Program>& one_behind_the_other() {
  static const std::vector<model::Program> programs = {
      program_of("getsockopt(a, TCP_NODELAY); send(a, 1); recv(b, 1, MSG_PEEK); recv(b, 1)")};
  return programs;
}

UnitResult check_two_faults(const properties::KnownDeviations* known) {
  Property property;
  property.name = property.sentence = "OneBehindTheOther";
  property.examples = one_behind_the_other;
  properties::FindingMemory memory;
  properties::CheckContext context;
  context.memory = &memory;
  context.known = known;
  return properties::run_unit(property, two_faults, *model::flavour("linux"), {.cases = 0}, context);
}

std::set<std::string> programs_of(const UnitResult& result) {
  std::set<std::string> programs;
  for (const Finding& finding : result.findings) programs.insert(model::show(finding.program));
  return programs;
}

TEST(FindingsBehindFindings, AreReportedToo) {
  const UnitResult result = check_two_faults(nullptr);
  EXPECT_EQ(programs_of(result), (std::set<std::string>{"start pair a b\ngetsockopt(a, TCP_NODELAY)\n",
                                                        "start pair a b\nsend(a, 1)\nrecv(b, 1, MSG_PEEK)\n"}));
}

TEST(FindingsBehindFindings, AreReportedBehindKnownDeviations) {
  properties::KnownDeviations known;
  const auto file = std::filesystem::temp_directory_path() / ("socketcheck-known-" + std::to_string(getpid()));
  std::ofstream(file) << R"([{"rule": "get-no-delay.connected", "reason": "planted"}])";
  EXPECT_EQ(known.add_file(file.string()), "");
  std::filesystem::remove(file);
  const UnitResult result = check_two_faults(&known);
  EXPECT_EQ(result.known, 1u);
  EXPECT_EQ(programs_of(result), std::set<std::string>{"start pair a b\nsend(a, 1)\nrecv(b, 1, MSG_PEEK)\n"});
}

INSTANTIATE_TEST_SUITE_P(On, FindingsOfACheck, testing::ValuesIn(quick_faults), [](const auto& test) {
  std::string name(test.param);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace socketcheck::tests
