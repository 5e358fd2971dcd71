// For each row about what ends an end: a segment that does, and one like it that does not.
#include "model/wire/ending_rules.hpp"

#include <gtest/gtest.h>

#include <set>

#include "model/program.hpp"
#include "observed.hpp"

namespace socketcheck::tests {
namespace {

using model::EndingRule;
using model::State;
using Reset = Arrival::Reset;

struct Example {
  std::string_view rule;
  State state;
  bool has_socket;
  Segment segment;
  Arrival ends;
  Arrival does_not;
};

const Segment reset = segment({.flags = flag::rst});
const Segment syn = segment({.flags = flag::syn});
const Segment data = segment({.length = 5});

const Example examples[] = {
    {"segment.reset.exact", State::established, true, reset, {.reset = Reset::exact}, {.reset = Reset::in_window}},
    {"segment.reset.exact", State::time_wait, false, reset, {.reset = Reset::exact}, {.reset = Reset::outside}},
    {"linux.segment.syn.in-syn-received", State::syn_received, false, syn, {.is_acceptable = true, .is_syn = true}, {.is_syn = true}},
    {"linux.segment.reset.before-fin", State::close_wait, true, reset, {.reset = Reset::outside, .is_at_fin = true},
     {.reset = Reset::outside}},
    {"linux.segment.reset.before-fin", State::last_ack, true, reset, {.reset = Reset::outside, .is_at_fin = true},
     {.reset = Reset::outside}},
    {"linux.segment.reset.behind-a-gap", State::established, true, reset, {.reset = Reset::in_window, .is_behind_a_gap = true},
     {.reset = Reset::in_window}},
    {"linux.segment.reset.orphan-in-fin-wait-2", State::fin_wait_2, false, reset, {.reset = Reset::in_window}, {.reset = Reset::outside}},
    {"linux.segment.syn.orphan-in-fin-wait-2", State::fin_wait_2, false, syn, {.is_acceptable = true, .is_syn = true}, {.is_syn = true}},
    {"linux.segment.blind-data.orphan-in-fin-wait-2", State::fin_wait_2, false, data, {.is_acceptable = true, .acknowledges_unsent = true},
     {.is_acceptable = true}},
};

model::World world_with(State state, bool has_socket) {
  model::World world = model::world_of(model::StartPair{}, {});
  world.connection(0).ends[0].state = state;
  if (!has_socket) world.release(model::Slot::a);
  return world;
}

const EndingRule* ending(std::string_view flavour, const Example& example, const Arrival& arrival) {
  const model::World world = world_with(example.state, example.has_socket);
  return model::ending_for(flavour, model::View::at(world, 0, 0), example.segment, arrival);
}

TEST(EndingRules, EachEndsWhatItSaysAndSparesSomething) {
  for (const Example& example : examples) {
    const EndingRule* rule = ending("linux", example, example.ends);
    ASSERT_NE(rule, nullptr) << example.rule;
    EXPECT_EQ(rule->id, example.rule);
    rule = ending("linux", example, example.does_not);
    EXPECT_EQ(rule, nullptr) << example.rule << " and " << rule->id;
  }
}

// What Linux adds is kept to the states in which it was seen.
TEST(EndingRules, OfLinuxSpareAnEndWithADescriptorAndOtherStates) {
  for (Example example : examples) {
    if (!example.rule.starts_with("linux.") || example.rule == "linux.segment.reset.behind-a-gap") continue;
    example.state = State::established;
    example.has_socket = true;
    EXPECT_EQ(ending("linux", example, example.ends), nullptr) << example.rule;
  }
}

// RFC 9293 3.10.7.4, fourth: whoever has listened does so again; Linux sends a RST as well.
TEST(EndingRules, ASynInSynReceivedGoesBackToListen) {
  const Example example{"", State::syn_received, false, syn, {.is_acceptable = true, .is_syn = true}, {}};
  const EndingRule* rule = ending("standard", example, example.ends);
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->id, "segment.syn.in-syn-received");
  EXPECT_EQ(rule->ending, model::Ending::without_a_word);
  EXPECT_EQ(ending("linux", example, example.ends)->ending, model::Ending::with_reset);
}

TEST(EndingRules, OfAFlavourEndNothingInAnother) {
  for (const Example& example : examples) {
    if (example.state == State::syn_received) continue;  // see above
    const EndingRule* rule = ending("standard", example, example.ends);
    EXPECT_EQ(rule != nullptr, example.rule == "segment.reset.exact") << example.rule;
  }
}

TEST(EndingRules, EachHasAnExampleHereAndASource) {
  std::set<std::string_view> shown = {"segment.syn.in-syn-received"};
  for (const Example& example : examples) shown.insert(example.rule);
  for (const EndingRule& rule : model::ending_rules) {
    EXPECT_TRUE(shown.contains(rule.id)) << rule.id;
    EXPECT_FALSE(rule.source.empty()) << rule.id;
    EXPECT_EQ(rule.deviates.empty(), !rule.id.starts_with("linux.")) << rule.id;
  }
}

}  // namespace
}  // namespace socketcheck::tests
