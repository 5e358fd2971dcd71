#include "sut/kernel/limits.hpp"

#include <fstream>

namespace socketcheck::sut {
namespace {

struct Floor {
  Buffers at_least;
  model::Position bytes;
};

// Measured on Linux 6.18, IPv4 and IPv6 loopback, cubic and bbr: with so much outstanding, and never more since the
// reader last read everything, each of 162,000 sends of 1 byte to 16 kB was taken whole and arrived, within 44 ms where
// the congestion window was full of small segments. With 24,576 bytes some was blocked.
constexpr Floor floors[] = {
    {{.receive = 131072, .send = 1'000'000}, 16384},
};

std::uint32_t number_in(const char* file, std::uint32_t otherwise) {
  std::uint32_t number = 0;
  return std::ifstream(file) >> number ? number : otherwise;
}
std::uint32_t largest_backlog() { return number_in("/proc/sys/net/core/somaxconn", 4096); }
// What is asked for is capped, and then doubled (socket(7), SO_RCVBUF).
std::uint32_t largest_receive_buffer() { return 2 * number_in("/proc/sys/net/core/rmem_max", 0); }
std::uint32_t largest_send_buffer() { return 2 * number_in("/proc/sys/net/core/wmem_max", 0); }

model::Position window_for(const Buffers& buffers) {
  for (const Floor& floor : floors)
    if (buffers.receive >= floor.at_least.receive && buffers.send >= floor.at_least.send) return floor.bytes;
  // Of smaller buffers only this is sure: an empty one takes a byte (RFC 9293 3.8.6).
  return 1;
}

}  // namespace

model::Limits limits_for(const Buffers& buffers) {
  return {.window = window_for(buffers), .backlog = largest_backlog(), .receive_buffer = largest_receive_buffer(),
          .send_buffer = largest_send_buffer()};
}

}  // namespace socketcheck::sut
