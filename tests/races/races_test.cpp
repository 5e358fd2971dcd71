// What races must find on stacks that do wrong only where calls overlap, and that they find nothing in the kernel's.
#include <gtest/gtest.h>

#include "model/rules/flavours.hpp"
#include "model/text/race_text.hpp"
#include "properties/races/hunt.hpp"
#include "tests/races/faulty_races.hpp"

namespace socketcheck::tests {
namespace {

using properties::RaceHunt;
using properties::RaceHuntResult;

constexpr sut::Milliseconds deadline{100};  // nothing that a fault withholds ever comes
constexpr double longest_shrinking = 400;     // seconds; a second, where the cores are not shared by many
constexpr double longest_hunt = 60;  // seconds; usually a fraction of one

std::size_t racing_calls(const model::Race& race) {
  std::size_t calls = 0;
  for (const auto& thread : race.threads) calls += thread.size();
  return calls;
}

struct Planted {
  const char* name;
  std::unique_ptr<sut::Calls> (*make)();
  bool afterwards;  // only what is there after the race shows it; bytes that are lost before others show at once
  const char* race;  // fails when the calls overlap; two calls are the fewest that do
};

template <class Fault>
std::unique_ptr<sut::Calls> make() {
  return std::make_unique<Fault>();
}

const Planted planted[] = {
    {"ReadsTwice", make<ReadsTwice>, false, "start pair a b; send(b, 1); thread 1: recv(a, 1); thread 2: recv(a, 1); then: recv(a, 9)"},
    {"EofBeforeData", make<EofBeforeData>, false, "start pair a b; send(b, 2); shutdown(b, SHUT_WR); thread 1: recv(a, 1); thread 2: recv(a, 1); then: recv(a, 9)"},
    {"LosesAByte", make<LosesAByte>, false, "start pair a b; send(b, 3); thread 1: recv(a, 1); thread 2: recv(a, 1); then: recv(a, 9)"},
    {"AcceptsTwice", make<AcceptsTwice>, false, "start listening a b; listen(a, 4); connect(b, p); thread 1: c = accept(a); thread 2: d = accept(a)"},
    {"LosesWhatIsSent", make<LosesWhatIsSent>, true, "start pair a b; thread 1: send(a, 1); thread 2: recv(a, 1); then: recv(b, 9)"},
    {"ForgetsTheFin", make<ForgetsTheFin>, true, "start pair a b; thread 1: shutdown(a, SHUT_WR); thread 2: recv(a, 1); then: recv(b, 9)"},
};

class PlantedRace : public testing::TestWithParam<Planted> {};

TEST_P(PlantedRace, IsFound) {
  sut::SocketStack stack(GetParam().make(), sut::Family::ipv4);
  const RaceHuntResult result = properties::hunt_races(stack, *model::flavour("linux"), {.seed = 1, .time = longest_hunt, .deadline = deadline});
  ASSERT_EQ(result.could_not_test, "");
  ASSERT_TRUE(result.finding.has_value()) << result.races << " races";
  EXPECT_EQ(model::why_no_race(result.finding->race), "");
}

TEST_P(PlantedRace, ShowsInTheRaceThatIsMadeForIt) {
  sut::SocketStack stack(GetParam().make(), sut::Family::ipv4);
  const auto race = std::get<model::Race>(model::parse_race(GetParam().race));
  RaceHuntResult result;
  for (std::uint64_t seed = 0; seed < 50 && !result.finding && result.could_not_test.empty(); ++seed)
    result = properties::repeat_race(stack, *model::flavour("linux"), race, {.seed = seed, .deadline = deadline});
  ASSERT_EQ(result.could_not_test, "");
  ASSERT_TRUE(result.finding.has_value());
  const auto& finding = result.finding;
  EXPECT_EQ(racing_calls(finding->race), 2u) << model::show(finding->race);
  EXPECT_EQ(finding->unexplained.afterwards, GetParam().afterwards) << model::show(finding->race);
}

// How short a race becomes that does not fail each time depends on how its calls meet; this one fails each time.
TEST(ShrinkingARace, LeavesTheCallThatFails) {
  sut::SocketStack stack(std::make_unique<RefusesToShut>(), sut::Family::ipv4);
  const auto race = std::get<model::Race>(model::parse_race(
      "start pair a b; send(b, 3); thread 1: recv(a, 1); thread 1: shutdown(a, SHUT_WR); thread 1: recv(a, 1);"
      "thread 2: recv(a, 1); thread 2: send(a, 2); thread 3: recv(b, 1); then: recv(a, 9); then: recv(b, 9)"));
  const auto finding = properties::repeat_race(stack, *model::flavour("linux"), race, {.seed = 1, .shrinking = longest_shrinking, .deadline = deadline}).finding;
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->failed, finding->runs);
  EXPECT_EQ(racing_calls(finding->race), 2u) << model::show(finding->race);  // a race has two threads
  EXPECT_NE(model::show(finding->race).find("shutdown(a, SHUT_WR)"), std::string::npos);
  EXPECT_LE(finding->race.before.size() + finding->race.after.size(), 1u) << model::show(finding->race);
}

INSTANTIATE_TEST_SUITE_P(Races, PlantedRace, testing::ValuesIn(planted), [](const auto& one) { return std::string(one.param.name); });

class KernelRaces : public testing::TestWithParam<sut::Family> {};

TEST_P(KernelRaces, AreExplained) {
  sut::SocketStack stack(std::make_unique<sut::Calls>(), GetParam());
  const RaceHuntResult result = properties::hunt_races(stack, *model::flavour("linux"), {.seed = 7, .time = 30, .races = 150});
  EXPECT_EQ(result.could_not_test, "");
  EXPECT_FALSE(result.finding.has_value()) << model::show(result.finding->race);
  EXPECT_EQ(result.races, 150u);
  EXPECT_GT(result.overlapping, 0u);  // else nothing raced
}

INSTANTIATE_TEST_SUITE_P(Families, KernelRaces, testing::Values(sut::Family::ipv4, sut::Family::ipv6, sut::Family::mapped));

}  // namespace
}  // namespace socketcheck::tests
