// For each row about ICMP errors: what becomes of the end that is told, and another end of which another row speaks.
#include "model/wire/icmp_rules.hpp"

#include <gtest/gtest.h>

#include <set>

#include "model/program.hpp"

namespace socketcheck::tests {
namespace {

using model::IcmpArrival;
using model::IcmpRule;
using model::Pending;
using model::State;

constexpr IcmpArrival soft{{.is_hard = false}};
constexpr IcmpArrival hard{{.is_hard = true}};
constexpr IcmpArrival soft_over_ipv6{{.is_hard = false, .over_ipv6 = true}};
constexpr IcmpArrival hard_over_ipv6{{.is_hard = true, .over_ipv6 = true}};
constexpr IcmpArrival elsewhere{{.is_hard = true}, false};

struct Example {
  std::string_view rule;
  std::string_view flavour;
  State state;
  bool has_socket;
  IcmpArrival arrival;
  State after;
  Pending pending = Pending::none;
  Pending noted = Pending::none;
};

const Example examples[] = {
    {"icmp.no-connection", "linux", State::closed, true, hard, State::closed},
    {"icmp.no-connection", "standard", State::time_wait, false, hard, State::time_wait},
    {"linux.icmp.not-outstanding", "linux", State::syn_sent, true, elsewhere, State::syn_sent},
    {"icmp.not-outstanding", "standard", State::established, true, elsewhere, State::established},
    {"linux.icmp.soft.connecting", "linux", State::syn_sent, true, soft, State::closed, Pending::unreachable},
    {"linux.icmp.soft.connecting", "linux", State::syn_received, true, soft_over_ipv6, State::closed, Pending::unreachable},
    {"linux.icmp.soft.syn-received", "linux", State::syn_received, false, soft, State::closed},
    {"icmp.soft", "linux", State::syn_received, false, soft_over_ipv6, State::syn_received},
    {"icmp.soft", "standard", State::syn_sent, true, soft, State::syn_sent, Pending::none, Pending::unreachable},
    {"icmp.soft", "linux", State::established, true, soft, State::established, Pending::none, Pending::unreachable},
    {"linux.icmp.hard.connecting", "linux", State::syn_sent, true, hard, State::closed, Pending::refused},
    {"linux.icmp.hard.syn-received", "linux", State::syn_received, false, hard, State::syn_received},
    {"linux.icmp.hard.syn-received", "linux", State::syn_received, false, hard_over_ipv6, State::closed},
    {"linux.icmp.hard.synchronized", "linux", State::fin_wait_1, true, hard, State::fin_wait_1, Pending::none, Pending::refused},
    {"linux.icmp.hard.synchronized", "linux", State::last_ack, false, hard, State::last_ack},
    {"icmp.hard", "standard", State::syn_sent, true, hard, State::closed, Pending::refused},
    {"icmp.hard", "standard", State::close_wait, true, hard, State::closed, Pending::refused},
};

model::World world_with(State state, bool has_socket) {
  model::World world = model::world_of(model::StartPair{}, {});
  world.connection(0).ends[0].state = state;
  if (!has_socket) world.release(model::Slot::a);
  return world;
}

TEST(IcmpRules, EachDoesWhatItSays) {
  for (const Example& example : examples) {
    model::World world = world_with(example.state, example.has_socket);
    model::View end(world, 0, 0);
    const IcmpRule& rule = model::icmp_rule_for(example.flavour, end, example.arrival);
    EXPECT_EQ(rule.id, example.rule) << example.flavour << " in " << show(example.state);
    rule.then(end, example.arrival);
    EXPECT_EQ(end.own().state, example.after) << example.rule;
    if (!example.has_socket) continue;
    EXPECT_EQ(end.socket().pending, example.pending) << example.rule;
    EXPECT_EQ(end.socket().noted, example.noted) << example.rule;
  }
}

// RFC 9293 3.9.2.2 [MUST-56]: by the standards no soft error ends anything, in no state.
TEST(IcmpRules, OfTheStandardsLetNoSoftErrorEndAnything) {
  for (int state = 0; state < model::number_of_states; ++state)
    for (const bool has_socket : {true, false}) {
      model::World world = world_with(static_cast<State>(state), has_socket);
      model::View end(world, 0, 0);
      const IcmpRule& rule = model::icmp_rule_for("standard", end, soft);
      rule.then(end, soft);
      EXPECT_EQ(end.own().state, static_cast<State>(state));
      EXPECT_EQ(rule.or_then[0], nullptr);
    }
}

TEST(IcmpRules, EachHasAnExampleHereAndASource) {
  std::set<std::string_view> shown;
  std::set<std::string_view> ids;
  for (const Example& example : examples) shown.insert(example.rule);
  for (const IcmpRule& rule : model::icmp_rules) {
    EXPECT_TRUE(shown.contains(rule.id)) << rule.id;
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_FALSE(rule.source.empty()) << rule.id;
    EXPECT_EQ(rule.refines.empty() && rule.deviates.empty(), !rule.id.starts_with("linux.")) << rule.id;
  }
  for (const IcmpRule& rule : model::icmp_rules)
    for (const std::string_view other : {rule.refines, rule.deviates}) EXPECT_TRUE(other.empty() || ids.contains(other)) << rule.id;
}

}  // namespace
}  // namespace socketcheck::tests
