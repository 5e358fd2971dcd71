// Frames: what is read from them, what is no frame, and the checksums of those that are made or changed.
#include "sut/wire/frame.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <random>

#include "frames.hpp"

namespace socketcheck::tests {
namespace {

namespace flag = model::flag;
using sut::Frame;

// The ones' complement sum over 16-bit words (RFC 1071), written plainly.
std::uint16_t plain_sum(const Bytes& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2)
    sum += static_cast<std::uint32_t>(bytes[i] << 8 | (i + 1 < bytes.size() ? bytes[i + 1] : 0));
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}
Bytes part(const Bytes& bytes, std::size_t from, std::size_t size) {
  return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(from + size)};
}
// 0xffff where the TCP checksum is right, by the plain sum.
std::uint16_t tcp_sum(const Bytes& frame) {
  const bool is_v4 = frame[0] >> 4 == 4;
  const std::size_t header = is_v4 ? 20 : 40;
  Bytes all = is_v4 ? part(frame, 12, 8) : part(frame, 8, 32);
  const std::size_t length = frame.size() - header;
  for (const std::size_t byte : {std::size_t{0}, std::size_t{6}, length >> 8, length & 255}) all.push_back(static_cast<std::uint8_t>(byte));
  const Bytes segment = part(frame, header, length);
  all.insert(all.end(), segment.begin(), segment.end());
  return plain_sum(all);
}

TEST(Frame, OfIPv4SaysWhatStandsInIt) {
  const auto frame = parsed(syn_over_ipv4);
  ASSERT_TRUE(frame);
  const model::Segment s = frame->segment();
  EXPECT_EQ(s.sequence, 0x01020304u);
  EXPECT_EQ(s.acknowledgement, 0u);
  EXPECT_EQ(s.flags, flag::syn);
  EXPECT_EQ(s.window, 64240);
  EXPECT_EQ(s.window_scale, 7);
  EXPECT_EQ(s.length, 0u);
  EXPECT_EQ(s.reach(), 1u);
  EXPECT_TRUE(s.checksum_is_right);
  EXPECT_EQ(frame->flow().source.port(), 40000);
  EXPECT_EQ(frame->flow().destination.port(), 80);
  EXPECT_EQ(reinterpret_cast<const sockaddr_in&>(frame->flow().source.storage).sin_addr.s_addr, htonl(0x0a4d0001));
  EXPECT_EQ(reinterpret_cast<const sockaddr_in&>(frame->flow().destination.storage).sin_addr.s_addr, htonl(0x0a4d0101));
}

TEST(Frame, OfIPv6SaysWhatStandsInIt) {
  const auto frame = parsed(data_over_ipv6);
  ASSERT_TRUE(frame);
  const model::Segment s = frame->segment();
  EXPECT_EQ(s.sequence, 0x01020305u);
  EXPECT_EQ(s.acknowledgement, 0x0a0b0c0du);
  EXPECT_EQ(s.flags, flag::psh | flag::ack);
  EXPECT_EQ(s.window, 502);
  EXPECT_EQ(s.window_scale, -1);
  EXPECT_EQ(s.length, 3u);
  EXPECT_TRUE(s.checksum_is_right);
  ASSERT_EQ(frame->data().size(), 3u);
  EXPECT_EQ(static_cast<char>(frame->data()[0]), 'a');
  EXPECT_EQ(frame->flow().destination.storage.ss_family, AF_INET6);
}

TEST(Frame, WithAnyBitChangedHasAWrongChecksumOrIsNone) {
  for (const Bytes* original : {&syn_over_ipv4, &data_over_ipv6}) {
    const std::size_t header = original == &syn_over_ipv4 ? 20 : 40;
    for (std::size_t bit = 8 * header; bit < 8 * original->size(); ++bit) {
      Bytes changed = *original;
      changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ 1 << bit % 8);
      const auto frame = parsed(changed);
      EXPECT_FALSE(frame && frame->segment().checksum_is_right) << "bit " << bit;
    }
  }
}

TEST(Frame, ThatIsCutOffOrPaddedIsNone) {
  for (const Bytes* whole : {&syn_over_ipv4, &data_over_ipv6}) {
    for (std::size_t size = 0; size < whole->size(); ++size) EXPECT_FALSE(parsed(part(*whole, 0, size))) << size;
    Bytes padded = *whole;
    padded.push_back(0);
    EXPECT_FALSE(parsed(padded));
  }
}

struct Wrong {
  const char* what;
  const Bytes& frame;
  std::size_t at;
  std::uint8_t value;
};
TEST(Frame, ThatIsNoWholeTcpSegmentIsNone) {
  const Wrong all[] = {
      {"another version", syn_over_ipv4, 0, 0x55},        {"a header of no words", syn_over_ipv4, 0, 0x40},
      {"a header of four words", syn_over_ipv4, 0, 0x44},  {"a header behind the end", syn_over_ipv4, 0, 0x4f},
      {"UDP", syn_over_ipv4, 9, 17},                       {"a fragment with more to come", syn_over_ipv4, 6, 0x20},
      {"a later fragment", syn_over_ipv4, 7, 1},           {"no data offset", syn_over_ipv4, 32, 0},
      {"a data offset in the header", syn_over_ipv4, 32, 0x40}, {"a data offset behind the end", syn_over_ipv4, 32, 0xf0},
      {"a wrong length", syn_over_ipv4, 3, 0x2b},          {"ICMPv6", data_over_ipv6, 6, 58},
      {"an extension header", data_over_ipv6, 6, 0},       {"a wrong length", data_over_ipv6, 5, 0x18},
      {"a data offset behind the end", data_over_ipv6, 52, 0x60}};
  for (const Wrong& wrong : all) {
    Bytes changed = wrong.frame;
    changed[wrong.at] = wrong.value;
    EXPECT_FALSE(parsed(changed)) << wrong.what;
  }
}

// Anything may stand on a wire; sanitizers see whether something is read that is not there.
TEST(Frame, OfAnyBytesIsReadWithoutHarm) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    Bytes bytes = i % 2 == 0 ? syn_over_ipv4 : data_over_ipv6;
    for (int changes = 0; changes < 4; ++changes) bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    const auto frame = parsed(bytes);
    EXPECT_TRUE(!frame || frame->segment().length <= bytes.size());
  }
}

TEST(Frame, WithOptionsThatDoNotFitHasNoWindowScale) {
  for (const Bytes& options : {Bytes{3, 3, 7, 0}, Bytes{1, 1, 3, 3}, Bytes{2, 0, 3, 3}, Bytes{1, 1, 1, 3}, Bytes{0, 3, 3, 7}}) {
    Bytes bytes = syn_over_ipv4;
    std::copy(options.begin(), options.end(), bytes.end() - 4);
    const auto frame = parsed(bytes);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->segment().window_scale, options[0] == 3 ? 7 : -1);
  }
}

TEST(Frame, ThatIsForgedHasTheRightChecksumsAndReadsAsItWasMade) {
  const Bytes text = {'x', 'y', 'z'};
  for (const Bytes* like : {&syn_over_ipv4, &data_over_ipv6})
    for (std::size_t size = 0; size <= text.size(); ++size) {
      const model::Segment header{.sequence = 7, .acknowledgement = 9, .window = 11, .flags = flag::ack};
      const Frame forged = Frame::forge(parsed(*like)->flow(), header, std::as_bytes(std::span(text)).first(size));
      const Bytes bytes = bytes_of(forged);
      EXPECT_EQ(tcp_sum(bytes), 0xffff);
      EXPECT_TRUE(like == &data_over_ipv6 || plain_sum(part(bytes, 0, 20)) == 0xffff);
      const auto again = parsed(bytes);
      ASSERT_TRUE(again);
      EXPECT_EQ(again->flow(), parsed(*like)->flow());
      const model::Segment s = again->segment();
      EXPECT_EQ(s.sequence, 7u);
      EXPECT_EQ(s.acknowledgement, 9u);
      EXPECT_EQ(s.window, 11);
      EXPECT_EQ(s.flags, flag::ack);
      EXPECT_EQ(s.length, size);
    }
}

TEST(Frame, ThatIsChangedHasTheRightChecksumAgain) {
  const auto expect_right = [](Frame frame, auto change) {
    change(frame);
    EXPECT_EQ(tcp_sum(bytes_of(frame)), 0xffff);
    EXPECT_TRUE(frame.segment().checksum_is_right);
    EXPECT_TRUE(parsed(bytes_of(frame))) << "its length is right";
    return frame.segment();
  };
  const Frame data = *parsed(data_over_ipv6);
  EXPECT_EQ(expect_right(data, [](Frame& f) { f.set_flags(flag::rst); }).flags, flag::rst);
  EXPECT_EQ(expect_right(data, [](Frame& f) { f.set_sequence(5); }).sequence, 5u);
  EXPECT_EQ(expect_right(data, [](Frame& f) { f.set_acknowledgement(6); }).acknowledgement, 6u);
  EXPECT_EQ(expect_right(data, [](Frame& f) { f.set_window(7); }).window, 7);
  EXPECT_EQ(expect_right(data, [](Frame& f) { f.set_data_byte(2, std::byte{0xff}); }).length, 3u);
  EXPECT_EQ(expect_right(data, [](Frame& f) { f.cut_data(1); }).length, 1u);
  EXPECT_EQ(expect_right(*parsed(syn_over_ipv4), [](Frame& f) { f.cut_data(0); }).length, 0u);
}

TEST(Frame, WhoseChecksumIsBrokenIsSeenToBe) {
  Frame frame = *parsed(syn_over_ipv4);
  frame.break_checksum();
  EXPECT_FALSE(frame.segment().checksum_is_right);
  EXPECT_NE(tcp_sum(bytes_of(frame)), 0xffff);
}

}  // namespace
}  // namespace socketcheck::tests
