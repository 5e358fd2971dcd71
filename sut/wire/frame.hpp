// A frame on the wire: an IPv4 or IPv6 packet with a TCP segment, its bytes and where in them everything stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/wire/segment.hpp"
#include "sut/kernel/family.hpp"

namespace socketcheck::sut {

// From whom to whom.
struct Flow {
  Address source;
  Address destination;
};
inline bool operator==(const Flow& left, const Flow& right) {
  return left.source == right.source && left.destination == right.destination;
}
Flow reversed(const Flow& flow);

class Frame {
 public:
  // Empty where the bytes are no whole TCP segment (neighbour discovery and the like).
  static std::optional<Frame> parse(std::span<const std::byte> bytes);
  // A segment of our own making, with the right checksums.
  static Frame forge(const Flow& flow, const model::Segment& header, std::span<const std::byte> data);

  std::span<const std::byte> bytes() const { return bytes_; }
  std::span<const std::byte> data() const;
  const Flow& flow() const { return flow_; }
  // `connection` and `from` are left for who knows the names.
  model::Segment segment() const;

  // Changed in place; the checksum is made right again, unless it is what is changed.
  void set_flags(std::uint8_t flags);
  void set_sequence(std::uint32_t sequence);
  void set_acknowledgement(std::uint32_t acknowledgement);
  void set_window(std::uint16_t window);
  void set_data_byte(std::size_t index, std::byte value);
  void cut_data(std::size_t length);
  void break_checksum();

 private:
  std::uint8_t* tcp() { return reinterpret_cast<std::uint8_t*>(bytes_.data()) + tcp_at_; }
  const std::uint8_t* tcp() const { return reinterpret_cast<const std::uint8_t*>(bytes_.data()) + tcp_at_; }
  std::size_t data_at() const { return tcp_at_ + (tcp()[12] >> 4) * 4u; }
  bool read_addresses();
  std::uint16_t tcp_sum() const;
  void make_checksum();
  void set_length();

  std::vector<std::byte> bytes_;
  std::size_t tcp_at_ = 0;
  Flow flow_;
};

}  // namespace socketcheck::sut
