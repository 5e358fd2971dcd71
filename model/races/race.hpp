// A race: calls that threads make at the same time on shared sockets, between calls that are made one after the other.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/program.hpp"

namespace socketcheck::model {

inline constexpr std::size_t most_threads = 4;
inline constexpr std::size_t most_racing_calls = 10;  // of all threads together

struct Race {
  Start start;
  std::vector<Operation> before;                // settled after each
  std::vector<std::vector<Operation>> threads;  // 2 to most_threads, each with its calls in order
  std::vector<Operation> after;                 // once every thread has ended; settled again
  bool operator==(const Race&) const = default;
};

// Why the calls can't race so; empty: they can. The sockets are of TCP. The threads only make calls that take effect at one moment, and of which
// this suite can tell what was seen:
//   send, recv, shutdown, accept and SO_ERROR, on descriptors that are there when the race begins;
//   one thread sends on a descriptor, so that it is known which bytes it sends;
//   no two accepts fill one slot, and none an occupied one.
// close() is none of them: descriptors that one thread closes while another uses them have a life of their own
// (POSIX.1-2017 close(), which leaves it open).
std::string_view why_no_race(const Race& race);

}  // namespace socketcheck::model
