// The exploration itself: finite, the same each time, and as large as it is meant to be.
#include "tests/model/explorer.hpp"

#include <iostream>

#include "model/text/show.hpp"
#include "tests/model/flavour_and_configuration.hpp"
#include "tests/model/packed_world.hpp"

namespace socketcheck::tests {
namespace {

class Exploring : public InEveryWorld {};

TEST_P(Exploring, ComesToAnEnd) {
  const Exploration exploration = explore(book(), configuration());
  std::cout << book().flavour() << ", " << configuration().name << ": " << exploration.size() << " worlds, "
            << exploration.steps() << " steps\n";
  EXPECT_GT(exploration.size(), 20u);
  EXPECT_GT(exploration.steps(), exploration.size());
}

INSTANTIATE_TEST_SUITE_P(, Exploring, all_flavours_and_configurations(), name_of);

TEST(TheExplorer, TellsHowAWorldIsReached) {
  const Configuration sends{"sends", {1000}, {model::Send{.slot = model::Slot::a, .size = 2}}};
  const Exploration exploration = explore(*model::flavour("linux"), sends);
  ASSERT_EQ(exploration.size(), 4u);  // 0 to 3 bytes
  EXPECT_EQ(exploration.story_of(0), "a ESTABLISHED; b ESTABLISHED");
  EXPECT_EQ(exploration.story_of(2), "send(a, 2) = 2; a ESTABLISHED; b ESTABLISHED, 2 unread");
}

// Worlds that differ only in how much was read before are one.
TEST(TheExplorer, CountsPositionsFromWhatWasRead) {
  model::World early = model::world_of({}, {1000});
  model::World late = early;
  for (model::Position* position : {&early.connections[0].directions[0].arrived_least,
                                    &early.connections[0].directions[0].arrived_most,
                                    &early.connections[0].directions[0].accepted})
    *position = 2;
  late.connections[0].directions[0] = {.read = 5, .arrived_least = 7, .arrived_most = 7, .accepted = 7};
  EXPECT_EQ(rebased(late), early);
  EXPECT_EQ(unpack(pack(early), {1000}), early);
}

TEST(TheExplorer, RefusesAWorldThatDoesNotFit) {
  model::World world = model::world_of({}, {1000});
  world.connections[0].directions[1].accepted = 8;
  EXPECT_THROW(pack(world), NoWayOn);
}

// Of a range every value is tried, of a set of events the fewest and the most.
TEST(TheExplorer, TriesEveryAnswerOfARange) {
  const auto answers = answers_to_try({{0, model::bytes(1, 3)}, {0, model::events(1, 4)}, {0, model::bytes(2, 2)}});
  std::vector<std::int64_t> values;
  for (const model::Answer& answer : answers) values.push_back(answer.value);
  EXPECT_EQ(values, (std::vector<std::int64_t>{1, 2, 3, 5}));  // the fewest events, 1, are a value of the range as well
}

}  // namespace
}  // namespace socketcheck::tests
