// Forged segments stand exactly where their names say; changed copies differ in one thing.
#include "sut/wire/forge.hpp"

#include <gtest/gtest.h>

#include "frames.hpp"

namespace socketcheck::tests {
namespace {

namespace flag = model::flag;
using model::Change;
using model::Forgery;
using sut::FlowState;

constexpr std::uint32_t window = 50'000;  // more than a forgery in the window needs, less than the distance of one outside

// As if end `own` had sent 1000 on, of which the other has acknowledged 900.
const FlowState own{.flow = parsed(syn_over_ipv4)->flow(), .sent = 1000, .has_begun = true};
const FlowState other{.flow = sut::reversed(own.flow), .sent = 5000, .acknowledgement = 900, .has_begun = true, .has_acknowledged = true};

model::Segment forged(Forgery forgery, FlowState from = own) {
  const auto frame = sut::forge(from, other, forgery);
  EXPECT_TRUE(frame);
  EXPECT_EQ(frame->flow(), own.flow);
  EXPECT_TRUE(frame->segment().checksum_is_right);
  return frame->segment();
}

TEST(Forge, ResetsStandAtNextInTheWindowAndOutside) {
  EXPECT_EQ(forged(Forgery::reset_at_next).sequence, 900u);
  EXPECT_EQ(forged(Forgery::reset_at_next).flags, flag::rst);
  const auto in_window = forged(Forgery::reset_in_window);
  EXPECT_GT(in_window.sequence, 900u);
  EXPECT_LT(in_window.sequence, 900u + window);
  EXPECT_EQ(in_window.flags, flag::rst);
  const std::uint32_t distance = forged(Forgery::reset_outside).sequence - 900u;
  EXPECT_GT(distance, window);
  EXPECT_GT(distance, 1u << 31) << "before the window";
}

TEST(Forge, ASynAcknowledgesNothing) {
  EXPECT_EQ(forged(Forgery::syn).flags, flag::syn);
  EXPECT_EQ(forged(Forgery::syn).acknowledgement, 0u);
}

TEST(Forge, AnAckOfUnsentIsEmptyAndAheadOfTheReceiver) {
  const auto s = forged(Forgery::ack_of_unsent);
  EXPECT_EQ(s.flags, flag::ack);
  EXPECT_EQ(s.reach(), 0u);
  EXPECT_EQ(s.sequence, 900u);
  EXPECT_GT(s.acknowledgement, other.sent);
}

TEST(Forge, BlindDataStandsAtNextAndAcknowledgesWhatIsFarOff) {
  const auto s = forged(Forgery::blind_data);
  EXPECT_GT(s.length, 0u);
  EXPECT_EQ(s.sequence, 900u);
  EXPECT_GT(other.sent - s.acknowledgement, window);
}

TEST(Forge, DataAfterTheFinNeedsAFinThatWasDelivered) {
  EXPECT_FALSE(sut::forge(own, other, Forgery::data_after_fin));
  FlowState over = own;
  over.fin_was_delivered = true;
  const auto s = forged(Forgery::data_after_fin, over);
  EXPECT_GT(s.length, 0u);
  EXPECT_EQ(s.sequence, 900u);
  EXPECT_EQ(s.acknowledgement, other.sent);
}

TEST(Forge, AChangeChangesOneThing) {
  const auto changed = [](Change how) {
    sut::Frame frame = *parsed(data_over_ipv6);
    frame.set_flags(flag::fin | flag::ack);
    sut::change(frame, how);
    return frame.segment();
  };
  const auto none = changed(Change::none);
  EXPECT_EQ(none.flags, flag::fin | flag::ack);
  EXPECT_FALSE(changed(Change::checksum).checksum_is_right);
  EXPECT_EQ(changed(Change::checksum).sequence, none.sequence);
  EXPECT_GT(none.sequence - changed(Change::sequence).sequence, window);
  EXPECT_EQ(changed(Change::without_fin).flags, flag::ack);
  EXPECT_EQ(changed(Change::with_reset).flags, flag::fin | flag::ack | flag::rst);
  EXPECT_EQ(changed(Change::with_syn).flags, flag::fin | flag::ack | flag::syn);
  for (const auto how : {Change::sequence, Change::without_fin, Change::with_reset, Change::with_syn})
    EXPECT_TRUE(changed(how).checksum_is_right);
}

}  // namespace
}  // namespace socketcheck::tests
