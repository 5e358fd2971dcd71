// `check` and `replay` as scripts and CI use them: seeds, filters, shards, reports.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "command.hpp"
#include "xml.hpp"

namespace socketcheck::tests {
namespace {

constexpr int properties = 22;           // of TCP
constexpr int properties_of_datagrams = 2;

using nlohmann::json;

// Shows its fault in the answers at once, so that nothing has to be waited for.
const std::string quick_fault = "faulty-sigpipe-on-reset";

class CommandLine : public testing::Test {
 protected:
  Ran check(const std::string& name, Arguments arguments, const Setting& setting = {}) {
    arguments.insert(arguments.begin(), {"check", "--out", (directory_ / name).string()});
    return run(arguments, setting);
  }
  json run_json(const std::string& name) { return json_of(directory_ / name / "run.json"); }

  std::set<std::string> units_of(const std::string& name) {
    std::set<std::string> units;
    const json report = run_json(name);
    for (const json& unit : report["units"])
      units.insert(unit["name"].get<std::string>() + "." + unit["stack"].get<std::string>());
    return units;
  }

  TemporaryDirectory directory_;
};

TEST_F(CommandLine, TheSameSeedGivesTheSameProgramsAndVerdicts) {
  const auto result_of = [this](const std::string& name, const std::string& seed) {
    const Ran ran = check(name, {"--stack", "linux-tcp4", "--stack", quick_fault, "--cases", "2000", "--seed", seed});
    EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
    json result = json::array();
    const json report = run_json(name);
    for (const json& unit : report["units"]) {
      json programs = json::array();
      for (const json& finding : unit["findings"]) programs.push_back({finding["program"], finding["rule"]});
      // Not the calls: which of two listeners gets a connection, say, is the kernel's choice, and some are then not made.
      result.push_back({unit["name"], unit["stack"], unit["verdict"], unit["cases"], programs});
    }
    return result;
  };
  const json first = result_of("first", "5");
  const json second = result_of("second", "5");
  EXPECT_EQ(first, second) << json::diff(first, second).dump(2);
  EXPECT_NE(first, result_of("third", "6"));
}

TEST_F(CommandLine, TheClaimsAreAddedToTheReportThatIsThere) {
  EXPECT_EQ(check("both", {"--stack", "linux-tcp4", "--cases", "10", "--gtest_filter=HalfClose*"}).status, 0);
  EXPECT_EQ(check("both", {"--claims"}).status, 0);
  const std::string page = text_of(directory_ / "both" / "report.html");
  EXPECT_NE(page.find("half-close leaves the other direction alive"), std::string::npos);
  EXPECT_NE(page.find("id=\"claims\""), std::string::npos);
  EXPECT_EQ(units_of("both").size(), 1u) << "run.json is still the check's";
  EXPECT_EQ(json_of(directory_ / "both" / "claims.json")["claims"].size(), 34u);
}

TEST_F(CommandLine, AFilterLeavesTheRestOut) {
  const Ran ran = check("out", {"--cases", "200", "--gtest_filter=TheBooksBalance.linux_tcp4"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_EQ(units_of("out"), std::set<std::string>{"TheBooksBalance.linux-tcp4"});
  EXPECT_EQ(run_json("out")["units"][0]["cases"], 200);
}

TEST_F(CommandLine, TheListOfTestsHasEachPropertyOnEachStack) {
  const Ran ran = check("out", {"--gtest_list_tests", "--stack", "linux-tcp4", "--stack", "linux-tcp6"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("EveryShortProgramConforms.\n  linux_tcp4")) << ran.out;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), properties * 3) << ran.out;
  EXPECT_FALSE(std::filesystem::exists(directory_ / "out" / "run.json")) << "nothing was run";
}

TEST_F(CommandLine, ShardsDoEachTestOnce) {
  const auto shard = [this](const std::string& index) {
    const Ran ran = check(index, {"--cases", "200"}, {.environment = {{"GTEST_TOTAL_SHARDS", "2"}, {"GTEST_SHARD_INDEX", index}}});
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
    return units_of(index);
  };
  const auto first = shard("0");
  const auto second = shard("1");
  std::set<std::string> both = first;
  both.insert(second.begin(), second.end());
  constexpr std::size_t all = properties * 4u + properties_of_datagrams * 3u;
  EXPECT_EQ(first.size(), all / 2);
  EXPECT_EQ(second.size(), all / 2);
  EXPECT_EQ(both.size(), all) << "some test is in both";
}

TEST_F(CommandLine, TheJUnitReportHoldsTheCounterexample) {
  const std::string file = (directory_ / "junit.xml").string();
  const Ran ran = check("out", {"--stack", quick_fault, "--cases", "2000", "--gtest_output=xml:" + file});
  EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
  const JUnit report = read_junit(file);
  EXPECT_EQ(report.tests, properties);
  ASSERT_FALSE(report.failures.empty());
  EXPECT_NE(report.failures.front().find("> 2  send(b, 1)"), std::string::npos) << report.failures.front();
}

TEST_F(CommandLine, ACounterexampleFailsAgainOnItsStackOnly) {
  const Ran ran = check("out", {"--stack", quick_fault, "--cases", "2000"});
  ASSERT_EQ(ran.status, 1) << ran.out << ran.err;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / "out" / "counterexamples")) {
    if (entry.path().extension() != ".txt") continue;
    ++files;
    EXPECT_NE(ran.out.find("replay " + entry.path().string()), std::string::npos) << "the line to paste";
    EXPECT_EQ(run({"replay", entry.path().string()}).status, 1);
    EXPECT_EQ(run({"replay", entry.path().string(), "--stack", "linux-tcp4"}).status, 0);
  }
  EXPECT_GT(files, 0);
}

TEST_F(CommandLine, OneFileThatFailsIsEnoughWhateverItsPlace) {
  write_file(directory_ / "good", "socketcheck 1\nstart pair a b\nsend(a, 1)\n");
  write_file(directory_ / "bad", "socketcheck 1\n# stack " + quick_fault + "\nstart pair a b\nabort(a)\nsend(b, 1)\n");
  EXPECT_EQ(run({"replay", (directory_ / "bad").string(), (directory_ / "good").string()}).status, 1);
  EXPECT_EQ(run({"replay", (directory_ / "good").string(), (directory_ / "bad").string()}).status, 1);
}

TEST_F(CommandLine, EveryShortProgramIsCountedAndCovered) {
  const Ran ran = check("out", {"--exhaustive", "3", "--stack", "linux-tcp4"});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_EQ(run_json("out")["units"][0]["cases"], 1828);
  EXPECT_NE(ran.out.find("1,828 of 1,828"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace socketcheck::tests
