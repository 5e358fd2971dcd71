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

std::uint32_t largest_backlog() {
  std::uint32_t most = 4096;
  std::ifstream("/proc/sys/net/core/somaxconn") >> most;
  return most;
}

model::Position window_for(const Buffers& buffers) {
  for (const Floor& floor : floors)
    if (buffers.receive >= floor.at_least.receive && buffers.send >= floor.at_least.send) return floor.bytes;
  // Of smaller buffers only this is sure: an empty one takes a byte (RFC 9293 3.8.6).
  return 1;
}

}  // namespace

model::Limits limits_for(const Buffers& buffers) { return {.window = window_for(buffers), .backlog = largest_backlog()}; }

}  // namespace socketcheck::sut
