// Frames in a file, read block by block as the format's draft has it (draft-ietf-opsawg-pcapng).
#include "sut/wire/pcap.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "command.hpp"
#include "frames.hpp"

namespace socketcheck::tests {
namespace {

class Reader {
 public:
  explicit Reader(std::string bytes) : bytes_(std::move(bytes)) {}

  std::uint32_t word(std::size_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }
  std::uint16_t half(std::size_t at) const {
    std::uint16_t value = 0;
    std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }
  std::string text(std::size_t at, std::size_t size) const { return bytes_.substr(at, size); }
  // Where the block behind this one begins. Its length stands at both of its ends.
  std::size_t next(std::size_t at) const {
    const std::uint32_t length = word(at + 4);
    EXPECT_EQ(length % 4, 0u);
    EXPECT_EQ(word(at + length - 4), length);
    return at + length;
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::string bytes_;
};

TEST(Pcap, HasASectionTwoInterfacesAndABlockForEachFrame) {
  const TemporaryDirectory directory;
  const std::string path = directory / "frames.pcapng";
  {
    const auto pcap = sut::Pcap::open(path);
    ASSERT_NE(pcap, nullptr);
    pcap->add(0, true, std::as_bytes(std::span(syn_over_ipv4)), "");
    pcap->add(1, false, std::as_bytes(std::span(data_over_ipv6)), "forged");
  }
  const Reader file(text_of(path));
  std::size_t at = 0;
  EXPECT_EQ(file.word(at), 0x0a0d0d0au);
  EXPECT_EQ(file.word(at + 8), 0x1a2b3c4du);
  EXPECT_EQ(file.half(at + 12), 1);
  for (const char* name : {"left", "right"}) {
    at = file.next(at);
    EXPECT_EQ(file.word(at), 1u);
    EXPECT_EQ(file.half(at + 8), 101) << "raw IP";
    EXPECT_EQ(file.half(at + 16), 2) << "the interface's name";
    EXPECT_EQ(file.text(at + 20, file.half(at + 18)), name);
  }
  at = file.next(at);
  EXPECT_EQ(file.word(at), 6u);
  EXPECT_EQ(file.word(at + 8), 0u) << "left";
  EXPECT_EQ(file.word(at + 20), syn_over_ipv4.size());
  EXPECT_EQ(file.word(at + 24), syn_over_ipv4.size());
  EXPECT_EQ(file.text(at + 28, syn_over_ipv4.size()), std::string(syn_over_ipv4.begin(), syn_over_ipv4.end()));
  EXPECT_EQ(file.word(at + 28 + 44 + 4), 2u) << "outbound";
  at = file.next(at);
  EXPECT_EQ(file.word(at + 8), 1u) << "right";
  const std::size_t options = at + 28 + (data_over_ipv6.size() + 3) / 4 * 4;
  EXPECT_EQ(file.word(options + 4), 1u) << "inbound";
  EXPECT_EQ(file.half(options + 8), 1) << "a comment";
  EXPECT_EQ(file.text(options + 12, file.half(options + 10)), "forged");
  EXPECT_EQ(file.next(at), file.size());
}

TEST(Pcap, ThatCannotBeWrittenIsNone) { EXPECT_EQ(sut::Pcap::open("/nowhere/frames.pcapng"), nullptr); }

}  // namespace
}  // namespace socketcheck::tests
