// For each row about what an end owes: a delivery that it speaks of, and one like it that it does not.
#include "model/wire/owed_rules.hpp"

#include <gtest/gtest.h>

#include <set>

#include "observed.hpp"

namespace socketcheck::tests {
namespace {

using model::Delivery;
using model::Owed;
using model::OwedRule;
using model::State;
using Reset = Arrival::Reset;

// What the example says beside the segment and its arrival.
struct Example {
  std::string_view rule;
  Owed owed;
  Segment segment;
  Arrival arrival;
  bool gone = false;
  bool in_short = false;
  bool orphan = false;
  bool ends = false;
};

const Segment ack = segment({});
const Segment reset = segment({.flags = flag::rst});
Segment damaged() {
  Segment s = ack;
  s.checksum_is_right = false;
  return s;
}

const Example examples[] = {
    {"owed.nothing.bad-checksum", Owed::silence, damaged(), {.is_discarded = true}},
    {"linux.owed.ack.reset-outside-for-an-orphan", Owed::acknowledgement, reset, {.reset = Reset::outside}, false, true, true},
    {"linux.owed.ack.reset-that-ends-at-next", Owed::acknowledgement, reset, {.reset = Reset::outside, .ends_at_next = true}},
    {"owed.nothing.for-a-reset", Owed::silence, reset, {.reset = Reset::outside}},
    {"owed.nothing.for-a-reset", Owed::silence, reset, {.reset = Reset::exact}, false, false, false, true},
    {"owed.nothing.for-a-reset", Owed::silence, reset, {.reset = Reset::in_window}, true},
    {"owed.reset.no-connection", Owed::reset, ack, {.is_acceptable = true}, true},
    {"linux.owed.nothing.reset-in-time-wait", Owed::silence, reset, {.reset = Reset::in_window}, false, true},
    {"linux.owed.nothing.ack-of-unsent", Owed::silence, ack,
     {.is_acceptable = true, .acknowledges_unsent = true, .is_empty = true}, false, true},
    {"owed.ack.reset-in-window", Owed::acknowledgement, reset, {.reset = Reset::in_window}},
    {"owed.ack.syn-in-synchronized-state", Owed::acknowledgement, segment({.flags = flag::syn}), {.is_acceptable = true, .is_syn = true}},
    {"owed.ack.not-acceptable", Owed::acknowledgement, ack, {}},
    {"owed.ack.of-unsent", Owed::acknowledgement, ack, {.is_acceptable = true, .acknowledges_unsent = true}},
    {"owed.ack.fin", Owed::acknowledgement, ack, {.is_acceptable = true, .brings_fin = true}},
    {"owed.ack.data", Owed::acknowledgement, ack, {.is_acceptable = true, .brings_data = true}},
    {"owed.ack.data", Owed::acknowledgement, ack, {.is_acceptable = true, .is_out_of_order = true}},
};

Delivery delivery_of(const Observed& o, const Example& example) {
  return {.observer = o.observer, .segment = example.segment, .arrival = example.arrival, .receiver_is_gone = example.gone,
          .receiver_is_there = !example.gone, .ends_the_receiver = example.ends, .receiver_is_kept_in_short = example.in_short,
          .receiver_is_an_orphan_in_fin_wait_2 = example.orphan, .is_held = true};
}

TEST(OwedRules, EachSpeaksOfItsExample) {
  const Observed o;
  for (const Example& example : examples) {
    const OwedRule* rule = model::owed_for("linux", delivery_of(o, example));
    ASSERT_NE(rule, nullptr) << example.rule;
    EXPECT_EQ(rule->id, example.rule);
    EXPECT_EQ(rule->owed, example.owed) << rule->id;
  }
}

// In the standards' flavour their own row speaks where a flavour's would.
TEST(OwedRules, OfAFlavourStandForNoOther) {
  const Observed o;
  for (const Example& example : examples) {
    const OwedRule* rule = model::owed_for("standard", delivery_of(o, example));
    ASSERT_NE(rule, nullptr) << example.rule;
    EXPECT_TRUE(rule->deviates.empty()) << rule->id;
    for (const OwedRule& own : model::owed_rules)
      EXPECT_TRUE(own.id != example.rule || own.deviates.empty() || rule->id == own.deviates) << own.id;
  }
}

TEST(OwedRules, NothingIsOwedForAnAcceptableEmptySegment) {
  const Observed o;
  const Example quiet{"", Owed::silence, ack, {.is_acceptable = true, .is_empty = true}};
  EXPECT_EQ(model::owed_for("linux", delivery_of(o, quiet)), nullptr);
}

TEST(OwedRules, NothingIsOwedBeforeBothSequencesAreKnown) {
  const model::Observer fresh;
  const Example& example = examples[0];
  const Delivery delivery{.observer = fresh, .segment = example.segment, .arrival = example.arrival, .is_held = true};
  EXPECT_EQ(model::owed_for("linux", delivery), nullptr);
}

// Where the worlds differ, or what arrives by itself may have caused it, nothing is known.
TEST(OwedRules, SilenceAndAResetAreOwedOnlyOnAWireThatIsHeld) {
  const Observed o;
  for (const Example& example : examples) {
    if (example.rule.starts_with("linux") || example.owed == Owed::acknowledgement) continue;
    Delivery delivery = delivery_of(o, example);
    delivery.is_held = false;
    const OwedRule* rule = model::owed_for("linux", delivery);
    EXPECT_TRUE(rule == nullptr || rule->id != example.rule) << example.rule;
  }
}

TEST(OwedRules, WhoeverIsEndedBySomethingElseThanAResetOwesNothing) {
  const Observed o;
  Example example = examples[10];
  example.ends = true;
  EXPECT_EQ(model::owed_for("linux", delivery_of(o, example)), nullptr);
}

struct Opening {
  std::string_view rule;  // empty: nothing is owed
  Owed owed;
  State before;
  State after;
  Segment segment;
  Arrival arrival;
};

const Segment syn = segment({.flags = flag::syn, .at = 0});
const Segment syn_ack = segment({.flags = flag::syn | flag::ack, .at = 0});

const Opening openings[] = {
    {"owed.syn-ack.for-a-syn", Owed::syn_and_acknowledgement, State::closed, State::syn_received, syn, {.is_acceptable = true}},
    {"owed.syn-ack.for-a-syn", Owed::syn_and_acknowledgement, State::syn_sent, State::syn_received, syn, {.is_acceptable = true}},
    {"owed.ack.of-the-syn", Owed::acknowledgement, State::syn_sent, State::established, syn_ack, {.is_acceptable = true}},
    {"owed.reset.wrong-ack-in-syn-sent", Owed::reset, State::syn_sent, State::syn_sent, ack, {.acknowledges_unsent = true}},
    {"owed.nothing.reset-in-syn-sent", Owed::silence, State::syn_sent, State::syn_sent, reset, {.reset = Reset::outside}},
    {"owed.nothing.reset-in-syn-sent", Owed::silence, State::syn_sent, State::closed, reset, {.reset = Reset::exact}},
    {"owed.reset.wrong-ack-in-syn-received", Owed::reset, State::syn_received, State::syn_received, ack, {.is_acceptable = true}},
    {"owed.reset.refused", Owed::reset, State::closed, State::closed, syn, {.is_acceptable = true}},
    {"", Owed::silence, State::syn_received, State::established, ack, {.is_acceptable = true, .acknowledges_syn = true}},
};

Delivery delivery_of(const model::Observer& observer, const Opening& one) {
  return {.observer = observer, .segment = one.segment, .arrival = one.arrival, .is_held = true,
          .states = 1u << static_cast<int>(one.before), .states_after = 1u << static_cast<int>(one.after)};
}

TEST(OwedRules, OfAnOpeningSpeakOfTheirExamples) {
  const model::Observer fresh;
  for (const Opening& one : openings) {
    const OwedRule* rule = model::owed_for("standard", delivery_of(fresh, one));
    EXPECT_EQ(rule == nullptr ? "" : rule->id, one.rule);
    if (rule == nullptr) continue;
    EXPECT_EQ(rule->owed, one.owed) << rule->id;
  }
}

TEST(OwedRules, OfAnOpeningEachHasAnExampleHereAndASource) {
  std::set<std::string_view> shown;
  for (const Opening& one : openings) shown.insert(one.rule);
  for (const OwedRule& rule : model::owed_rules_of_an_opening) {
    EXPECT_TRUE(shown.contains(rule.id)) << rule.id;
    EXPECT_FALSE(rule.source.empty() || rule.expected.empty()) << rule.id;
  }
}

TEST(OwedRules, NothingIsOwedForASynThatIsDropped) {
  const model::Observer fresh;
  Delivery delivery = delivery_of(fresh, {"", Owed::silence, State::closed, State::closed, syn, {.is_acceptable = true}});
  delivery.is_dropped = true;
  EXPECT_EQ(model::owed_for("linux", delivery), nullptr);
}

TEST(OwedRules, EachHasAnExampleHereAndASource) {
  std::set<std::string_view> shown;
  for (const Example& example : examples) shown.insert(example.rule);
  std::set<std::string_view> ids;
  for (const OwedRule& rule : model::owed_rules) {
    EXPECT_TRUE(shown.contains(rule.id)) << rule.id;
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_FALSE(rule.source.empty() || rule.expected.empty()) << rule.id;
    EXPECT_EQ(rule.deviates.empty(), !rule.id.starts_with("linux.")) << rule.id;
  }
}

}  // namespace
}  // namespace socketcheck::tests
