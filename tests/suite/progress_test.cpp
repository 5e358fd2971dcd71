// What a check shows while it runs, and how it speaks to terminals, files and GitHub.
#include "properties/report/progress.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "command.hpp"
#include "model/rules/flavours.hpp"
#include "properties/report/colours.hpp"
#include "properties/report/github.hpp"

namespace socketcheck::tests {
namespace {

using properties::Budget;
using properties::UnitResult;

// Shows its fault in the answers at once.
const std::string quick_fault = "faulty-sigpipe-on-reset";

UnitResult unit_with(std::uint64_t cases, std::uint64_t planned, double seconds) {
  UnitResult unit(*model::flavour("linux"));
  unit.property = "half-close leaves the other direction alive";
  unit.stack = "linux-tcp4";
  unit.cases = cases;
  unit.planned_cases = planned;
  unit.calls = 10 * cases;
  unit.seconds = seconds;
  return unit;
}
Budget time_of(double seconds) { return {.time = std::chrono::duration<double>(seconds)}; }

TEST(Pace, GoesByTimeWhereThatIsTheBudget) {
  const auto pace = pace_of(unit_with(1000, 0, 3), time_of(12));
  EXPECT_DOUBLE_EQ(pace.done, 0.25);
  EXPECT_DOUBLE_EQ(pace.seconds_left, 9);
}

TEST(Pace, GoesByProgramsWhereTheirNumberIsKnown) {
  EXPECT_DOUBLE_EQ(pace_of(unit_with(50, 0, 3), {.cases = 200}).done, 0.25);
  EXPECT_DOUBLE_EQ(pace_of(unit_with(50, 100, 3), {}).done, 0.5);
  EXPECT_DOUBLE_EQ(pace_of(unit_with(50, 100, 3), {.cases = 1000}).done, 0.5) << "there are only a hundred";
  EXPECT_DOUBLE_EQ(pace_of(unit_with(50, 100, 3), {.cases = 1000}).seconds_left, 3);
}

TEST(Pace, OfTheVeryBeginningIsNothing) { EXPECT_DOUBLE_EQ(pace_of(unit_with(0, 0, 0), {}).done, 0); }

TEST(TheBar, FitsInEveryWidth) {
  for (const std::size_t width : {20u, 40u, 79u, 200u})
    EXPECT_LE(bar_line(unit_with(1'000'000, 0, 60), {.done = 0.5, .seconds_left = 60}, width).size(), width);
}

TEST(TheBar, ShowsRateAndTimeLeft) {
  EXPECT_EQ(bar_line(unit_with(1234, 0, 10), {.done = 0.5, .seconds_left = 10}, 120),
            "[=====>    ]  50 %  half-close leaves the other direction alive @ linux-tcp4  1,234 programs, 1234 "
            "calls/s, 10 s left");
}

TEST(Colours, MarkWhatBrokeAndTheVerdict) {
  EXPECT_EQ(properties::with_colours("> 2  send(b, 1) = 1\n"), "\033[1;31m> 2  send(b, 1) = 1\033[0m\n");
  EXPECT_EQ(properties::with_colours("linux-tcp4: conforms (flavour linux)\n"),
            "linux-tcp4: \033[32mconforms\033[0m (flavour linux)\n");
  EXPECT_EQ(properties::with_colours("a  does not conform"), "a  \033[1;31mdoes not conform\033[0m");
  EXPECT_EQ(properties::with_colours("every program conforms to something"), "every program conforms to something");
}

TEST(GitHub, CommandsKeepTheirLinesAndTitles) {
  EXPECT_EQ(properties::github_command("error", "a: b, c", "100 %\nnext"),
            "::error title=a%3A b%2C c::100 %25%0Anext\n");
}

std::size_t annotations_in(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("::error title="); at != std::string::npos; at = text.find("::error title=", at + 1))
    ++count;
  return count;
}

class ACheck : public testing::Test {
 protected:
  Ran check(Arguments more, const std::map<std::string, std::string>& environment = {}) {
    more.insert(more.begin(),
                {"check", "--out", directory_.path(), "--cases", "1000", "--gtest_filter=AnErrorIsReportedOnce.*"});
    return run(more, {.environment = environment});
  }
  TemporaryDirectory directory_;
};

TEST_F(ACheck, PutsNoColourCodeAndNoBarIntoAFile) {
  const Ran ran = check({"--stack", quick_fault}, {{"TERM", "xterm-256color"}});
  EXPECT_EQ(ran.status, 1) << ran.err;
  for (const std::string& text : {ran.out, ran.err}) {
    EXPECT_EQ(text.find('\033'), std::string::npos) << text;
    EXPECT_EQ(text.find('\r'), std::string::npos) << text;
  }
  EXPECT_EQ(ran.err, "");
}

TEST_F(ACheck, ThatIsQuietTellsOfFindingsAndVerdictsOnly) {
  const Ran conforms = check({"--quiet", "--stack", "linux-tcp4"});
  EXPECT_EQ(conforms.status, 0);
  EXPECT_EQ(conforms.out.find("SocketCheck on"), std::string::npos) << conforms.out;
  EXPECT_EQ(std::count(conforms.out.begin(), conforms.out.end(), '\n'), 2) << conforms.out;
  const Ran fails = check({"--quiet", "--stack", quick_fault});
  EXPECT_NE(fails.out.find("allowed only: "), std::string::npos) << fails.out;
}

TEST_F(ACheck, AnnotatesItsFindingsForGitHubAndForNobodyElse) {
  EXPECT_EQ(annotations_in(check({"--stack", quick_fault}, {{"GITHUB_ACTIONS", "true"}}).out), 1u);
  EXPECT_EQ(annotations_in(check({"--stack", quick_fault}, {{"GITHUB_ACTIONS", ""}}).out), 0u);
  EXPECT_EQ(annotations_in(check({"--stack", "linux-tcp4"}, {{"GITHUB_ACTIONS", "true"}}).out), 0u);
}

TEST_F(ACheck, LeavesTheReportAndEachFindingInEveryForm) {
  ASSERT_EQ(check({"--stack", quick_fault}).status, 1);
  EXPECT_TRUE(std::filesystem::exists(directory_ / "report.html"));
  for (const char* extension : {"txt", "json", "svg", "c"})
    EXPECT_TRUE(std::filesystem::exists(directory_ /
                                        ("counterexamples/AnErrorIsReportedOnce@" + quick_fault + "." + extension)))
        << extension;
}

}  // namespace
}  // namespace socketcheck::tests
