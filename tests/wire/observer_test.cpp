// The observer follows both ends by their segments alone (RFC 9293 3.3.1, 3.4 and 3.10.7.4).
#include <gtest/gtest.h>

#include "observed.hpp"

namespace socketcheck::tests {
namespace {

using Reset = Arrival::Reset;

TEST(Observer, KnowsBothSequencesOnceTheHandshakeWasSeen) {
  model::Observer fresh;
  EXPECT_FALSE(fresh.is_synchronized());
  Observed o;
  EXPECT_TRUE(o.observer.is_synchronized());
  for (const int end : {0, 1}) {
    EXPECT_EQ(o.observer.of(end).sent, 1u);
    EXPECT_EQ(o.observer.of(end).received, 1u);
    EXPECT_EQ(o.observer.of(end).acknowledged, 1u);
  }
}

TEST(Observer, CountsPositionsAcrossTheWrap) {
  Observed o;
  o.both({.from = 1, .length = 100});
  EXPECT_EQ(o.observer.of(1).sent, 101u);
  EXPECT_EQ(o.observer.of(0).received, 101u);
  EXPECT_EQ(o.observer.sequence_of(segment({.from = 1, .at = 101})), 101u);
  EXPECT_EQ(o.observer.sequence_of(segment({.from = 1, .at = -5})), ~Position{0}) << "before the SYN";
}

TEST(Observer, DataInOrderAdvancesAndIsAcknowledgedOnlyWhenThatIsDelivered) {
  Observed o;
  const Arrival a = o.both({.length = 5});
  EXPECT_TRUE(a.brings_data);
  EXPECT_TRUE(a.is_acceptable);
  EXPECT_EQ(a.data_until, 5u);
  o.emit({.from = 1, .ack = 6});
  EXPECT_EQ(o.observer.of(1).last_acknowledgement, 6u);
  EXPECT_EQ(o.observer.of(0).acknowledged, 1u);
  o.deliver({.from = 1, .ack = 6});
  EXPECT_EQ(o.observer.of(0).acknowledged, 6u);
}

TEST(Observer, DataBeyondAGapWaitsForWhatIsMissing) {
  Observed o;
  o.emit({.length = 5});
  o.emit({.at = 6, .length = 5});
  const Arrival beyond = o.deliver({.at = 6, .length = 5});
  EXPECT_TRUE(beyond.is_out_of_order);
  EXPECT_FALSE(beyond.brings_data);
  EXPECT_EQ(o.observer.of(1).received, 1u);
  const Arrival missing = o.deliver({.length = 5});
  EXPECT_TRUE(missing.brings_data);
  EXPECT_EQ(missing.data_until, 10u);
  EXPECT_EQ(o.observer.of(1).received, 11u);
}

TEST(Observer, AFinBeyondAGapCountsWhenTheGapIsFilled) {
  Observed o;
  o.emit({.length = 5});
  o.emit({.flags = flag::fin | flag::ack, .at = 6});
  EXPECT_FALSE(o.deliver({.flags = flag::fin | flag::ack, .at = 6}).brings_fin);
  const Arrival a = o.deliver({.length = 5});
  EXPECT_TRUE(a.brings_fin);
  EXPECT_TRUE(a.brings_data);
  EXPECT_EQ(a.data_until, 5u);
}

TEST(Observer, AnOldCopyIsNotAcceptable) {
  Observed o;
  o.both({.length = 5});
  const Arrival again = o.deliver({.length = 5});
  EXPECT_FALSE(again.is_acceptable);
  EXPECT_FALSE(again.brings_data);
  EXPECT_TRUE(o.deliver({.at = 3, .length = 5}).brings_data) << "half of it is new";
}

TEST(Observer, TheFinTakesANumberAndIsSeenOnce) {
  Observed o;
  const Arrival first = o.both({.flags = flag::fin | flag::ack, .length = 2});
  EXPECT_TRUE(first.brings_fin);
  EXPECT_TRUE(first.brings_data);
  EXPECT_EQ(first.data_until, 2u);
  EXPECT_EQ(*o.observer.of(0).fin, 3u);
  EXPECT_EQ(o.observer.of(0).sent, 4u);
  EXPECT_FALSE(o.deliver({.flags = flag::fin | flag::ack, .length = 2}).brings_fin);
  EXPECT_TRUE(o.both({.from = 1, .ack = 4}).acknowledges_fin);
  EXPECT_FALSE(Observed().both({.from = 1, .ack = 1}).acknowledges_fin);
}

TEST(Observer, AFinAloneBringsNoData) {
  Observed o;
  EXPECT_FALSE(o.both({.flags = flag::fin | flag::ack}).brings_data);
}

TEST(Observer, TellsResetsApart) {
  Observed o;  // the window is 1000
  const auto reset = [&](std::int64_t at) { return o.deliver({.flags = flag::rst, .at = at}).reset; };
  EXPECT_EQ(reset(1), Reset::exact);
  EXPECT_EQ(reset(2), Reset::in_window);
  EXPECT_EQ(reset(1000), Reset::in_window);
  EXPECT_EQ(reset(1001), Reset::outside);
  EXPECT_EQ(reset(0), Reset::outside);
  EXPECT_EQ(o.both({.length = 1}).reset, Reset::none);
}

TEST(Observer, KnowsAResetAtTheFinAndOneBehindAGap) {
  Observed o;
  o.both({.flags = flag::fin | flag::ack});
  EXPECT_TRUE(o.deliver({.flags = flag::rst, .at = 1}).is_at_fin);
  EXPECT_FALSE(o.deliver({.flags = flag::rst, .at = 2}).is_at_fin);
  Observed gap;
  gap.emit({.length = 9});
  gap.deliver({.at = 6, .length = 4});
  EXPECT_TRUE(gap.deliver({.flags = flag::rst, .at = 10}).is_behind_a_gap);
  EXPECT_FALSE(gap.deliver({.flags = flag::rst, .at = 9}).is_behind_a_gap);
}

TEST(Observer, DiscardsWhatIsDamagedOrHasNoAck) {
  Observed o;
  o.emit({.length = 5});
  Segment damaged = segment({.length = 5});
  damaged.checksum_is_right = false;
  EXPECT_TRUE(o.observer.delivered(damaged).is_discarded);
  EXPECT_TRUE(o.deliver({.flags = flag::psh, .length = 5}).is_discarded);
  EXPECT_EQ(o.observer.of(1).received, 1u);
}

TEST(Observer, SeesASynInASynchronizedState) {
  Observed o;
  EXPECT_TRUE(o.deliver({.flags = flag::syn}).is_syn);
  EXPECT_TRUE(o.deliver({.flags = flag::syn, .at = 70'000}).is_syn) << "anywhere";
  EXPECT_EQ(o.observer.of(1).received, 1u);
}

TEST(Observer, SeesAnAcknowledgementOfTheUnsent) {
  Observed o;
  EXPECT_TRUE(o.deliver({.from = 1, .ack = 2}).acknowledges_unsent);
  EXPECT_EQ(o.observer.of(0).acknowledged, 1u);
  EXPECT_FALSE(o.deliver({.from = 1, .ack = 1}).acknowledges_unsent);
}

TEST(Observer, ScalesWindowsButNotThoseOfSyns) {
  EXPECT_EQ(Observed().observer.of(0).may_send_to, 1 + 1000u);
  EXPECT_EQ(Observed(7).observer.of(1).may_send_to, 1 + (1000u << 7)) << "by end 0's ACK";
  EXPECT_EQ(Observed(7).observer.of(0).may_send_to, 1 + 1000u) << "by end 1's SYN";
}

// RFC 9293 3.8.6: what was offered once may be used, also when the window shrinks.
TEST(Observer, KeepsTheFarthestOffer) {
  Observed o;
  o.both({.from = 1, .window = 10});
  EXPECT_EQ(o.observer.of(0).may_send_to, 1001u);
  o.both({.from = 1, .window = 2000});
  EXPECT_EQ(o.observer.of(0).may_send_to, 2001u);
}

}  // namespace
}  // namespace socketcheck::tests
