// The two flows of a connection: how far each has come.
#include "sut/wire/flows.hpp"

#include <gtest/gtest.h>

#include "frames.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::tests {
namespace {

namespace flag = model::flag;
using sut::Flow;
using sut::Frame;

const Flow forth = parsed(syn_over_ipv4)->flow();
const Flow back = sut::reversed(forth);
constexpr std::uint32_t iss = 0xfffffffe;  // so that the numbers wrap

Frame segment(const Flow& flow, std::uint8_t flags, std::uint32_t sequence, std::uint32_t acknowledgement, std::string_view data = {}) {
  return Frame::forge(flow, {.sequence = sequence, .acknowledgement = acknowledgement, .window = 1, .flags = flags},
                      std::as_bytes(std::span(data.data(), data.size())));
}

class FlowsOfAPair : public testing::Test {
 protected:
  void SetUp() override {
    flows.name(forth, 3);
    flows.emitted(segment(forth, flag::syn, iss, 0));
    flows.emitted(segment(back, flag::syn | flag::ack, 100, iss + 1));
  }
  sut::Flows flows;
};

TEST_F(FlowsOfAPair, BelongToTheConnectionThatWasNamed) {
  EXPECT_TRUE(flows.knows(forth));
  EXPECT_EQ(flows.of(forth).connection, 3);
  EXPECT_EQ(flows.of(forth).end, 0);
  EXPECT_EQ(flows.of(back).end, 1);
  EXPECT_EQ(flows.find(3, 1), &flows.of(back));
  EXPECT_EQ(flows.find(2, 0), nullptr);
}

TEST_F(FlowsOfAPair, AreForgottenWhenAProgramBegins) {
  flows.program_begins();
  EXPECT_FALSE(flows.knows(forth));
}

TEST_F(FlowsOfAPair, AdvanceByWhatIsEmittedAndAcknowledgedByWhatIsDelivered) {
  flows.emitted(segment(forth, flag::ack, iss + 1, 101, "ab"));
  EXPECT_EQ(flows.of(forth).sent, iss + 3);
  EXPECT_TRUE(flows.of(forth).has_unacknowledged());
  const Frame ack = segment(back, flag::ack, 101, iss + 3);
  flows.emitted(ack);
  EXPECT_TRUE(flows.of(forth).has_unacknowledged()) << "nobody has delivered it";
  flows.delivered(ack);
  EXPECT_FALSE(flows.of(forth).has_unacknowledged());
}

TEST_F(FlowsOfAPair, TakeNoNumbersFromResetsDamageAndTheFuture) {
  flows.emitted(segment(forth, flag::ack, iss + 1, 101, "ab"));
  flows.delivered(segment(back, flag::rst | flag::ack, 101, iss + 3));
  flows.delivered(segment(back, flag::ack, 101, iss + 9));
  Frame damaged = segment(back, flag::ack, 101, iss + 3);
  damaged.break_checksum();
  flows.delivered(damaged);
  EXPECT_TRUE(flows.of(forth).has_unacknowledged());
}

TEST_F(FlowsOfAPair, KnowWhatIsSentAgain) {
  const Frame data = segment(forth, flag::ack, iss + 1, 101, "ab");
  EXPECT_FALSE(flows.is_repeated(data));
  flows.emitted(data);
  EXPECT_TRUE(flows.is_repeated(data));
  EXPECT_FALSE(flows.is_repeated(segment(forth, flag::ack, iss + 1, 101, "abc")));
  EXPECT_FALSE(flows.is_repeated(segment(forth, flag::ack, iss + 3, 101))) << "an acknowledgement at SND.NXT";
  EXPECT_TRUE(flows.is_repeated(segment(forth, flag::ack, iss + 2, 101))) << "a probe before it";
  EXPECT_FALSE(flows.is_repeated(segment(forth, flag::rst, iss + 1, 101)));
}

TEST_F(FlowsOfAPair, KnowWhetherDataIsTheStreams) {
  const auto bytes = sut::pattern({3, 0}, 5, 4);
  const std::string right(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::string wrong = right;
  wrong[3] = static_cast<char>(wrong[3] + 1);
  EXPECT_TRUE(flows.segment_of(segment(forth, flag::ack, iss + 6, 101, right)).data_is_right);
  EXPECT_FALSE(flows.segment_of(segment(forth, flag::ack, iss + 6, 101, wrong)).data_is_right);
  EXPECT_FALSE(flows.segment_of(segment(forth, flag::ack, iss + 7, 101, right)).data_is_right) << "one place further";
}

TEST_F(FlowsOfAPair, AreShownByNumbersFromTheSynsOn) {
  EXPECT_EQ(flows.show(segment(forth, flag::fin | flag::ack, iss + 1, 101)), "FIN ACK 1, ack 1");
  EXPECT_EQ(flows.show(segment(forth, flag::ack, iss + 1, 101, "a")), "ACK 1, 1 byte, ack 1");
  EXPECT_EQ(flows.show(segment(back, flag::rst, 103, 0)), "RST 3");
}

}  // namespace
}  // namespace socketcheck::tests
