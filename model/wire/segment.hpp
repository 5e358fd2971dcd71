// A segment as the wire sees it: what an observer needs of its header, and nothing of its bytes.
#pragma once

#include <cstdint>
#include <string>

namespace socketcheck::model {

namespace flag {
inline constexpr std::uint8_t fin = 1, syn = 2, rst = 4, psh = 8, ack = 16, urg = 32;
}  // namespace flag

struct Segment {
  int connection = 0;  // 0: the start's pair, else n for the n-th connect() that began
  int from = 0;        // the end that sent it or is said to have: 0 called connect
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint32_t length = 0;  // of its data, in bytes
  std::uint16_t window = 0;  // as it stands in the header
  std::uint8_t flags = 0;
  std::int8_t window_scale = -1;  // of a SYN; -1: none
  bool checksum_is_right = true;
  bool data_is_right = true;  // each byte is the one that the stream has there
  bool is_forged = false;     // the end never sent it

  bool has(std::uint8_t one) const { return (flags & one) != 0; }
  // How far it reaches in the sequence (RFC 9293 3.4, SEG.LEN).
  std::uint32_t reach() const { return length + (has(flag::syn) ? 1 : 0) + (has(flag::fin) ? 1 : 0); }
};

// An ICMP error message for the end that has sent a segment (RFC 792 and RFC 4443 3.1, Destination Unreachable).
struct IcmpError {
  bool is_hard = false;   // a port, else a host
  bool over_ipv6 = false;
  bool operator==(const IcmpError&) const = default;
};

// What happens on the wire, in the order in which it happens. Of an ICMP error the segment is the one that it is about:
// whoever has sent that is told.
struct WireEvent {
  enum class Kind : std::uint8_t { emitted, delivered, icmp } kind = Kind::emitted;
  Segment segment;
  IcmpError error = {};
};

}  // namespace socketcheck::model
