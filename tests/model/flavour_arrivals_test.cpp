// What a flavour's arrival brings about is one of the outcomes that the standard leaves open.
#include <algorithm>

#include "model/text/show.hpp"
#include "tests/model/flavour_and_configuration.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

std::vector<World> outcomes_of(const ArrivalRule& rule, const World& world, int end) {
  std::vector<World> outcomes;
  const auto add = [&](ArrivalThen then) {
    World& outcome = outcomes.emplace_back(world);
    View view(outcome, 0, static_cast<std::int8_t>(end));
    then(view);
  };
  add(rule.then);
  for (const ArrivalThen then : rule.or_then)
    if (then != nullptr) add(then);
  return outcomes;
}

// Equal but for what is known of the queues: an interval covers each smaller one, and a doubt what is certain.
bool covers(World general, const World& special) {
  general.broke_should = special.broke_should;
  for (std::size_t writer = 0; writer < 2; ++writer) {
    Direction& wide = general.connections[0].directions[writer];
    const Direction& narrow = special.connections[0].directions[writer];
    if (wide.arrived_least > narrow.arrived_least || wide.arrived_most < narrow.arrived_most) return false;
    wide.arrived_least = narrow.arrived_least;
    wide.arrived_most = narrow.arrived_most;
    if (wide.is_doubtful()) wide.doubtful_until = narrow.doubtful_until;
  }
  return general == special;
}

class AFlavoursArrival : public testing::TestWithParam<Configuration> {};

TEST_P(AFlavoursArrival, BringsAboutNothingElse) {
  const Book& standard = *flavour("standard");
  const Book& of_linux = *flavour("linux");
  const auto look = [&](const World& world, int end, const ArrivalRule& rule, const ArrivalRule& replaced) {
    const auto general = outcomes_of(replaced, world, end);
    for (const World& special : outcomes_of(rule, world, end))
      EXPECT_TRUE(std::any_of(general.begin(), general.end(), [&](const World& one) { return covers(one, special); }))
          << rule.id << " in " << show(world) << ": " << show(special);
  };
  const Exploration exploration = explore(of_linux, GetParam());
  for (std::size_t number = 0; number < exploration.size() && !HasFailure(); ++number)
    for (const int end : {0, 1}) {
      World world = exploration.world(number);
      const View view(world, 0, static_cast<std::int8_t>(end));
      for_each_arrival([&](auto kind) {
        for (const auto& row : of_linux.arrivals().*kind) {
          if (row.rule->refines.empty() || !row.rule->when(view)) continue;
          const auto& rows = standard.arrivals().*kind;
          const auto replaced =
              std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.rule->id == row.rule->refines; });
          ASSERT_NE(replaced, rows.end()) << row.rule->id;
          EXPECT_TRUE(replaced->rule->when(view)) << row.rule->id << " in " << show(world);
          look(world, end, *row.rule, *replaced->rule);
        }
      });
    }
}

INSTANTIATE_TEST_SUITE_P(, AFlavoursArrival, testing::ValuesIn(configurations()), [](const auto& one) {
  std::string name = one.param.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
});

}  // namespace
}  // namespace socketcheck::tests
