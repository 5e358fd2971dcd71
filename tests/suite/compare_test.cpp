// Two runs side by side: what differs, the shortest program that shows it, and what only one of them tried.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

using nlohmann::json;

constexpr int same = 0;
constexpr int differ = 1;

json finding(const std::string& rule, const std::string& program) { return {{"rule", rule}, {"program", program}}; }

json unit(const std::string& stack, const std::string& property, const std::string& verdict, const json& rules,
          const json& findings = json::array()) {
  return {{"property", property}, {"stack", stack}, {"verdict", verdict}, {"not_applicable", ""}, {"rules", rules}, {"findings", findings}};
}

json tested(const std::string& stack) { return {{"stack", stack}, {"flavour", "linux"}, {"verdict", ""}}; }

json run_of(const std::string& stack, const std::vector<json>& units, bool complete = false) {
  return {{"version", 1}, {"kernel", "Linux 6.18"}, {"complete", complete},
          {"stacks", json::array({tested(stack)})}, {"units", units}};
}

class Compare : public testing::Test {
 protected:
  Ran compare(const json& first, const json& second, Arguments more = {}) {
    write_file(directory_ / "first.json", first.dump());
    write_file(directory_ / "second.json", second.dump());
    Arguments arguments = {"compare", (directory_ / "first.json").string(), (directory_ / "second.json").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  json compared(const json& first, const json& second) { return json::parse(compare(first, second, {"--json"}).out); }

  TemporaryDirectory directory_;
  const json sound_ = run_of("x", {unit("x", "it works", "conforms", {{"send.ok", 5}, {"recv.ok", 0}})});
  const json broken_ = run_of("x", {unit("x", "it works", "does not conform", {{"send.ok", 5}, {"recv.ok", 0}},
                                         json::array({finding("send.ok", "start pair a b\nsend(a, 1)\nsend(a, 1)\n"),
                                                      finding("send.ok", "start pair a b\nsend(a, 1)\n")}))});
};

TEST_F(Compare, FindsARunLikeItself) {
  const Ran ran = compare(broken_, broken_);
  EXPECT_EQ(ran.status, same) << ran.out << ran.err;
  EXPECT_TRUE(ran.out.ends_with("\nno difference\n")) << ran.out;
}

TEST_F(Compare, TellsThePropertyAndTheRuleWithTheShortestProgram) {
  const json result = compared(sound_, broken_);
  EXPECT_FALSE(result["same"]);
  ASSERT_EQ(result["differences"].size(), 2u) << result.dump(2);
  for (const json& one : result["differences"]) {
    EXPECT_EQ(one["program"], "start pair a b\nsend(a, 1)\n");
    EXPECT_EQ(one["calls"], 1);
  }
  EXPECT_EQ(result["differences"][0]["kind"], "property");
  EXPECT_EQ(result["differences"][0]["second"], "does not conform");
  EXPECT_EQ(result["differences"][1]["name"], "send.ok");
  EXPECT_EQ(result["differences"][1]["first"], "kept");
  EXPECT_EQ(result["differences"][1]["second"], "broken");
  EXPECT_EQ(compare(sound_, broken_).status, differ);
  EXPECT_EQ(compare(broken_, sound_).status, differ);
}

TEST_F(Compare, ComparesTheOnlyStacksWhateverTheirNames) {
  json other = broken_;
  other["stacks"][0]["stack"] = other["units"][0]["stack"] = "y";
  const json result = compared(sound_, other);
  ASSERT_EQ(result["differences"].size(), 2u) << result.dump(2);
  EXPECT_EQ(result["differences"][0]["stack"], "x and y");
}

// A rule that chance did not reach is no difference; after two complete runs it was not chance.
TEST_F(Compare, CountsWhatWasReachedOnlyInCompleteRuns) {
  const auto with = [](int times, bool complete) {
    return run_of("x", {unit("x", "it works", "conforms", {{"send.ok", 5}, {"recv.ok", times}})}, complete);
  };
  const Ran partial = compare(with(0, false), with(3, true));
  EXPECT_EQ(partial.status, same) << partial.out;
  EXPECT_NE(partial.out.find("note: x: only the second run reached recv.ok"), std::string::npos) << partial.out;
  EXPECT_EQ(compare(with(0, true), with(3, true)).status, differ);
}

TEST_F(Compare, TellsKnownDeviationsFromBrokenRules) {
  json known = sound_;
  known["known_deviations"] = json::array({{{"stack", "*"}, {"rule", "send.ok"}, {"times", 3}}});
  const json result = compared(known, broken_);
  ASSERT_EQ(result["differences"].size(), 2u) << result.dump(2);
  EXPECT_EQ(result["differences"][1]["first"], "known deviation");
}

TEST_F(Compare, NotesWhatOnlyOneRunTried) {
  json more = sound_;
  more["stacks"].push_back(tested("y"));
  more["units"].push_back(unit("x", "more works", "conforms", json::object()));
  const Ran ran = compare(sound_, more);
  EXPECT_EQ(ran.status, same) << ran.out;
  EXPECT_NE(ran.out.find("only the second run tried that more works"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("the stack y is only in the second run"), std::string::npos) << ran.out;
}

TEST_F(Compare, ComparesClaims) {
  const auto claims = [](const std::string& verdict) -> json {
    const json claim = {{"claim", "C7"}, {"sentence", "half a close"}, {"verdict", verdict}, {"program", "start pair a b\nclose(a)"}};
    return {{"version", 1}, {"kernel", "Linux 6.18"}, {"claims", json::array({claim})}};
  };
  const Ran ran = compare(claims("true"), claims("false"));
  EXPECT_EQ(ran.status, differ) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("C7: half a close"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("shown by: start pair a b; close(a)"), std::string::npos) << ran.out;
}

TEST_F(Compare, RefusesRunsWithNothingInCommon) {
  json two = sound_;
  two["stacks"].push_back(tested("z"));
  json other = run_of("y", {unit("y", "it works", "conforms", json::object())});
  const Ran ran = compare(two, other);
  EXPECT_EQ(ran.status, 2) << ran.out;
  EXPECT_NE(ran.err.find("in common"), std::string::npos) << ran.err;
}

TEST_F(Compare, ReadsWhatACheckHasWritten) {
  for (const char* stack : {"linux-tcp4", "faulty-sigpipe-on-reset"})
    run({"check", "--stack", stack, "--cases", "200", "--seed", "1", "--quiet", "--gtest_filter=EveryAnswer*", "--out",
         (directory_ / stack).string()});
  const Ran ran = run({"compare", (directory_ / "linux-tcp4").string(), (directory_ / "faulty-sigpipe-on-reset").string()});
  EXPECT_EQ(ran.status, differ) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("shown by: start pair a b; abort(a); send(b, 1)\n"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace socketcheck::tests
