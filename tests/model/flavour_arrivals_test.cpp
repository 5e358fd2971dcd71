// What a flavour's arrival brings about is one of the outcomes that the standard leaves open.
#include <algorithm>

#include "model/text/show.hpp"
#include "tests/model/flavour_and_configuration.hpp"
#include "tests/model/packed_world.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

// Where something arrives: an end of a connection.
struct Receiver {
  std::size_t connection = 0;
  int end = 0;
};

std::vector<World> outcomes_of(const ArrivalRule& rule, const World& world, const Receiver& at) {
  std::vector<World> outcomes;
  const auto add = [&](ArrivalThen then) {
    World& outcome = outcomes.emplace_back(world);
    View view(outcome, static_cast<std::int8_t>(at.connection), static_cast<std::int8_t>(at.end));
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
  for (std::size_t c = 0; c < general.connections.size(); ++c)
    for (std::size_t writer = 0; writer < 2; ++writer) {
      Direction& wide = general.connections[c].directions[writer];
      const Direction& narrow = special.connections[c].directions[writer];
      if (wide.arrived_least > narrow.arrived_least || wide.arrived_most < narrow.arrived_most) return false;
      wide.arrived_least = narrow.arrived_least;
      wide.arrived_most = narrow.arrived_most;
      if (wide.is_doubtful()) wide.doubtful_until = narrow.doubtful_until;
    }
  return general == special;
}

class AFlavoursArrival : public testing::TestWithParam<Configuration> {};

// A SYN arrives where a handshake is under way, at the passive end; all else at either end of what was answered.
std::vector<Receiver> receivers_in(const World& world, bool of_syn) {
  std::vector<Receiver> receivers;
  for (std::size_t c = 0; c < world.connections.size(); ++c) {
    const Connection& connection = world.connections[c];
    if (of_syn && connection.is_unanswered()) receivers.push_back({c, connection.to_itself ? 0 : 1});
    if (of_syn || connection.handshake != Handshake::done) continue;
    receivers.push_back({c, 0});
    if (!connection.to_itself) receivers.push_back({c, 1});
  }
  return receivers;
}

void look(const World& world, const Receiver& at, const ArrivalRule& rule, const ArrivalRule& replaced) {
  const auto general = outcomes_of(replaced, world, at);
  for (const World& special : outcomes_of(rule, world, at))
    EXPECT_TRUE(std::any_of(general.begin(), general.end(), [&](const World& one) { return covers(one, special); }))
        << rule.id << " in " << show(world) << ": " << show(special);
}

void look_at_every_replacement(const World& world, bool of_syns_only = false) {
  const Book& standard = *flavour("standard");
  for_each_arrival([&](auto kind) {
    if (of_syns_only && kind != &ArrivalRows::syn) return;
    for (const Receiver& at : receivers_in(world, kind == &ArrivalRows::syn)) {
      const View view = View::at(world, at.connection, at.end);
      for (const auto& row : flavour("linux")->arrivals().*kind) {
        if (row.rule->refines.empty() || !row.rule->when(view)) continue;
        const auto& rows = standard.arrivals().*kind;
        const auto replaced =
            std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.rule->id == row.rule->refines; });
        ASSERT_NE(replaced, rows.end()) << row.rule->id;
        EXPECT_TRUE(replaced->rule->when(view)) << row.rule->id << " in " << show(world);
        look(world, at, *row.rule, *replaced->rule);
      }
    }
  });
}

// When everything has arrived, and before, where SYNs are on their way.
TEST_P(AFlavoursArrival, BringsAboutNothingElse) {
  explore(*flavour("linux"), GetParam(), [&](const Step& step) {
    if (HasFailure()) return;
    for (const World& world : step.moved) look_at_every_replacement(world, true);
    for (const World& world : step.after) look_at_every_replacement(rebased(world));
  });
}

INSTANTIATE_TEST_SUITE_P(, AFlavoursArrival, testing::ValuesIn(configurations()), [](const auto& one) {
  std::string name = one.param.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
});

}  // namespace
}  // namespace socketcheck::tests
