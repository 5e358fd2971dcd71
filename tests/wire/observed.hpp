// A connection as an observer sees it, with the handshake done: end 0's numbers start at 1000, end 1's near the wrap.
#pragma once

#include "model/wire/observer.hpp"

namespace socketcheck::tests {

using model::Arrival;
using model::Position;
using model::Segment;
namespace flag = model::flag;

inline constexpr std::uint32_t initial[2] = {1000, 0xfffffff0u};

struct Told {
  int from = 0;
  std::uint8_t flags = flag::ack;
  std::int64_t at = 1;    // counted from its SYN
  std::int64_t ack = 1;   // counted from the other's
  std::uint32_t length = 0;
  std::uint16_t window = 1000;
};

inline Segment segment(const Told& told) {
  Segment s{.from = told.from, .length = told.length, .window = told.window, .flags = told.flags};
  s.sequence = initial[told.from] + static_cast<std::uint32_t>(told.at);
  if (s.has(flag::ack)) s.acknowledgement = initial[1 - told.from] + static_cast<std::uint32_t>(told.ack);
  return s;
}

class Observed {
 public:
  // scale: the shift count that both ends announce; -1: none.
  explicit Observed(std::int8_t scale = -1) {
    Segment syn = segment({.from = 0, .flags = flag::syn, .at = 0});
    Segment answer = segment({.from = 1, .flags = flag::syn | flag::ack, .at = 0});
    syn.window_scale = answer.window_scale = scale;
    for (const Segment& s : {syn, answer, segment({.from = 0})}) pass(s);
  }
  void emit(const Told& told) { observer.emitted(segment(told)); }
  Arrival deliver(const Told& told) { return observer.delivered(segment(told)); }
  Arrival pass(const Segment& s) {
    observer.emitted(s);
    return observer.delivered(s);
  }
  Arrival both(const Told& told) { return pass(segment(told)); }

  model::Observer observer;
};

}  // namespace socketcheck::tests
