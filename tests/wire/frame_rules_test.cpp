// For each row about what an end emits: a segment that it allows, and one that it alone or with others refuses.
#include "model/wire/frame_rules.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "observed.hpp"

namespace socketcheck::tests {
namespace {

using model::Circumstances;
using model::Emission;
using model::FrameRule;

struct Example {
  std::string_view rule;
  std::function<void(Observed&)> before;  // what has happened
  Circumstances now;
  Segment allowed;
  Segment refused;
};

void nothing(Observed&) {}
Segment damaged(Segment s) {
  s.checksum_is_right = false;
  return s;
}
Segment other_bytes(Segment s) {
  s.data_is_right = false;
  return s;
}

std::vector<Example> examples() {
  const Circumstances opens{.syn_is_due = true};
  const Circumstances wrote_five{.accepted = 5};
  const Circumstances closes{.accepted = 5, .fin_is_due = true};
  const Circumstances resets{.accepted = 5, .reset_is_due = true};
  const auto sent_five = [](Observed& o) { o.emit({.length = 5}); };
  const auto sent_fin = [](Observed& o) { o.emit({.flags = flag::fin | flag::ack, .length = 5}); };
  const auto got_three = [](Observed& o) { o.both({.from = 1, .length = 3}); };
  constexpr std::uint8_t fin = flag::fin | flag::ack, reset = flag::rst | flag::ack;
  return {
      {"frame.checksum", nothing, {}, segment({}), damaged(segment({}))},
      {"frame.syn.alone", nothing, opens, segment({.flags = flag::syn | flag::ack, .at = 0}),
       segment({.flags = flag::syn | flag::ack, .at = 1})},
      {"frame.syn.alone", nothing, opens, segment({.flags = flag::syn | flag::ack, .at = 0}),
       segment({.flags = flag::syn | fin, .at = 0})},
      {"frame.syn.due", nothing, opens, segment({.flags = flag::syn | flag::ack, .at = 0}), {}},
      {"frame.syn.acknowledges-syn", got_three, opens, segment({.flags = flag::syn | flag::ack, .at = 0}),
       segment({.flags = flag::syn | flag::ack, .at = 0, .ack = 4})},
      {"frame.ack-flag", nothing, wrote_five, segment({.length = 5}), segment({.flags = flag::psh, .length = 5})},
      {"frame.urgent.never", nothing, wrote_five, segment({.length = 5}), segment({.flags = flag::urg | flag::ack, .length = 5})},
      {"frame.sequence.without-gap", nothing, wrote_five, segment({.length = 1}), segment({.at = 2, .length = 1})},
      {"frame.ack.sequence", sent_five, wrote_five, segment({.at = 6}), segment({.at = 3})},
      {"frame.data.as-written", nothing, wrote_five, segment({.length = 5}), other_bytes(segment({.length = 5}))},
      {"frame.data.written", nothing, wrote_five, segment({.length = 5}), segment({.length = 6})},
      {"frame.fin.asked-for", nothing, closes, segment({.flags = fin, .length = 5}), {}},
      {"frame.fin.after-all-data", nothing, closes, segment({.flags = fin, .length = 5}), segment({.flags = fin, .length = 4})},
      {"frame.fin.in-one-place", sent_fin, closes, segment({.flags = fin, .at = 6}), segment({.flags = fin, .at = 7})},
      {"frame.fin.in-one-place", sent_fin, closes, segment({.flags = fin, .at = 6}), segment({.at = 6, .length = 3})},
      {"frame.ack.of-what-arrived", got_three, {}, segment({.ack = 4}), segment({.ack = 5})},
      {"frame.ack.never-back", [&](Observed& o) { got_three(o); o.emit({.ack = 4}); }, {}, segment({.ack = 4}), segment({.ack = 3})},
      {"frame.window.not-exceeded", nothing, {.accepted = 2000}, segment({.length = 1000}), segment({.length = 1002})},
      {"frame.reset.due", nothing, resets, segment({.flags = reset}), {}},
      {"frame.reset.sequence", sent_five, resets, segment({.flags = reset, .at = 6}), segment({.flags = reset, .at = 7})},
  };
}

const FrameRule& rule_called(std::string_view id) {
  for (const FrameRule& rule : model::frame_rules)
    if (rule.id == id) return rule;
  throw std::invalid_argument(std::string(id));
}

TEST(FrameRules, EachAllowsWhatItSaysAndRefusesSomething) {
  for (const Example& example : examples()) {
    Observed o;
    example.before(o);
    const FrameRule& rule = rule_called(example.rule);
    const Emission allowed{o.observer, example.allowed, example.now};
    EXPECT_TRUE(rule.when(allowed) && rule.allows(allowed)) << rule.id;
    const FrameRule* broken = model::first_broken(allowed);
    EXPECT_EQ(broken, nullptr) << rule.id << ": its own example breaks " << broken->id;
    if (example.refused.flags == 0) continue;  // see below
    const Emission refused{o.observer, example.refused, example.now};
    EXPECT_TRUE(rule.when(refused) && !rule.allows(refused)) << rule.id;
  }
}

// What the calls say decides here, and not the segment.
TEST(FrameRules, ASynAFinAndAResetHaveToBeDue) {
  Observed o;
  const Segment syn = segment({.flags = flag::syn | flag::ack, .at = 0});
  EXPECT_EQ(model::first_broken({o.observer, syn, {}})->id, "frame.syn.due");
  const Segment fin = segment({.flags = flag::fin | flag::ack});
  EXPECT_EQ(model::first_broken({o.observer, fin, {}})->id, "frame.fin.asked-for");
  const Segment reset = segment({.flags = flag::rst | flag::ack});
  EXPECT_EQ(model::first_broken({o.observer, reset, {}})->id, "frame.reset.due");
}

// RFC 9293 3.10.7.3, first.
TEST(FrameRules, AResetInSynSentAnswersAWrongAcknowledgementAlone) {
  for (const Position right : {0u, 1u}) {
    model::Observer observer;
    observer.emitted(segment({.flags = flag::syn, .at = 0}));
    observer.delivered(segment({.from = 1, .ack = right == 1 ? 1u : 77u}));
    const Segment reset = segment({.flags = flag::rst, .at = right == 1 ? 1u : 77u});
    const Emission emission{observer, reset, {.syn_is_due = true}};
    EXPECT_EQ(rule_called("frame.reset.due").allows(emission), right == 0);
  }
}

// RFC 9293 3.10.7.1: an end that was never there answers a segment, but not a RST.
TEST(FrameRules, AResetAnswersNoReset) {
  const Circumstances due{.reset_is_due = true};
  const Segment answer = segment({.from = 1, .flags = flag::rst | flag::ack, .at = 0, .ack = 1});
  for (const std::uint8_t flags : {flag::syn, flag::rst}) {
    model::Observer observer;
    observer.emitted(segment({.flags = flags, .at = 0}));
    observer.delivered(segment({.flags = flags, .at = 0}));
    const auto& rule = rule_called("frame.reset.never-for-a-reset");
    const Emission emission{observer, answer, due};
    ASSERT_TRUE(rule.when(emission));
    EXPECT_EQ(rule.allows(emission), flags == flag::syn);
  }
}

// RFC 9293 3.5.2: what it answers says where a RST stands.
TEST(FrameRules, AResetMayStandWhereASegmentThatWasDeliveredPointsTo) {
  Observed o;
  o.emit({.length = 5});
  const Circumstances due{.accepted = 5, .reset_is_due = true};
  const Segment reset = segment({.flags = flag::rst, .at = 3});
  EXPECT_EQ(model::first_broken({o.observer, reset, due})->id, "frame.reset.sequence");
  o.both({.from = 1, .ack = 3});
  EXPECT_EQ(model::first_broken({o.observer, reset, due}), nullptr);
}

TEST(FrameRules, AProbeMayStandBeforeWhatIsAcknowledged) {
  Observed o;
  o.emit({.length = 5});
  o.both({.from = 1, .ack = 6});
  const Circumstances now{.accepted = 5};
  EXPECT_EQ(model::first_broken({o.observer, segment({.at = 5}), now}), nullptr);
  EXPECT_NE(model::first_broken({o.observer, segment({.at = 4}), now}), nullptr);
}

// RFC 9293 3.8.6 [MUST-34]: what was sent is then beyond the window, where an ACK would not be acceptable.
TEST(FrameRules, AnAckMayStandInAWindowThatWasTakenBack) {
  Observed o;
  o.emit({.length = 500});
  const Circumstances now{.accepted = 500};
  EXPECT_NE(model::first_broken({o.observer, segment({.at = 300}), now}), nullptr);
  o.both({.from = 1, .window = 200});
  EXPECT_EQ(model::first_broken({o.observer, segment({.at = 300}), now}), nullptr);
}

TEST(FrameRules, EachHasAnExampleHere) {
  std::set<std::string_view> shown = {"frame.reset.never-for-a-reset"};
  for (const Example& example : examples()) shown.insert(example.rule);
  std::set<std::string_view> ids;
  for (const FrameRule& rule : model::frame_rules) {
    EXPECT_TRUE(shown.contains(rule.id)) << rule.id;
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " stands there twice";
    EXPECT_FALSE(rule.source.empty() || rule.expected.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace socketcheck::tests
