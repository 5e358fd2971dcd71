// A user's own list of deviations that are known.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

using nlohmann::json;

class Known : public testing::Test {
 protected:
  Ran check(const json& known, const std::string& stack = "faulty-sigpipe-on-reset") {
    write_file(directory_ / "known.json", known.dump());
    return run({"check", "--stack", stack, "--cases", "300", "--seed", "1", "--quiet", "--gtest_filter=EveryAnswer*", "--known",
                (directory_ / "known.json").string(), "--out", (directory_ / "out").string()});
  }
  static bool says(const Ran& ran, const std::string& text) { return ran.out.find(text) != std::string::npos; }

  TemporaryDirectory directory_;
  const json of_the_fault_ = json::array({{{"rule", "linux.send.reset"}, {"reason", "a signal more"}, {"link", "https://example.org/1"}}});
};

TEST_F(Known, DeviationsAreListedAndDoNotFail) {
  const Ran ran = check(of_the_fault_);
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_TRUE(says(ran, "known deviation: linux.send.reset on any stack, ")) << ran.out;
  EXPECT_TRUE(says(ran, "a signal more (https://example.org/1)")) << ran.out;
  EXPECT_TRUE(says(ran, "faulty-sigpipe-on-reset: known deviation")) << ran.out;
}

TEST_F(Known, DeviationsHideNothingElse) {
  const Ran ran = check(json::array({{{"rule", "linux.send.reset"}, {"seen", "no such answer"}, {"reason", "none"}}}));
  EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
  EXPECT_TRUE(says(ran, "known deviation that did not show in this run: linux.send.reset on any stack, seen no such answer")) << ran.out;
}

TEST_F(Known, DeviationsThatNoLongerShowAreSaid) {
  const json one = json::array({{{"stack", "linux-tcp4"}, {"rule", "recv.data"}, {"reason", "none"}}});
  EXPECT_TRUE(says(check(one, "linux-tcp4"), "known deviation that did not show in this run: recv.data on linux-tcp4"));
  const Ran elsewhere = check(one, "linux-tcp6");
  EXPECT_TRUE(says(elsewhere, "known deviation that was not looked for, because the stack was not checked: recv.data on linux-tcp4"))
      << elsewhere.out;
}

struct BadEntry {
  std::string name;
  json entries;
  std::string says;
};

TEST_F(Known, EntriesAreReadWithCare) {
  const BadEntry bad[] = {
      {"a number", json::array({3}), "entry 1: not an object"},
      {"a misspelt member", json::array({{{"rule", "x"}, {"reason", "y"}, {"sean", "z"}}}), "entry 1: there is no member `sean`"},
      {"no reason", json::array({{{"rule", "x"}, {"reason", "y"}}, {{"rule", "x"}}}), "entry 2: `reason` is missing"},
      {"no rule", json::array({{{"reason", "y"}}}), "entry 1: `rule` is missing"},
      {"a number for a text", json::array({{{"rule", 7}, {"reason", "y"}}}), "entry 1: `rule` is not a text"},
      {"no array", json::object(), "not a JSON array"},
  };
  for (const BadEntry& one : bad) {
    const Ran ran = check(one.entries);
    EXPECT_EQ(ran.status, 2) << one.name;
    EXPECT_NE(ran.err.find(one.says), std::string::npos) << one.name << ": " << ran.err;
  }
}

}  // namespace
}  // namespace socketcheck::tests
