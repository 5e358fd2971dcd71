// A program: how a world starts, and the calls that follow. Plain data; every subsequence of one is one.
#pragma once

#include <vector>

#include "model/operations.hpp"

namespace socketcheck::model {

// Two connected sockets with TCP_NODELAY; `active` called connect, `passive` was accepted.
struct StartPair {
  Slot active = Slot::a;
  Slot passive = Slot::b;
  bool operator==(const StartPair&) const = default;
};

struct Program {
  StartPair start;
  std::vector<Operation> calls;
  bool operator==(const Program&) const = default;
};

// The world in which a program starts.
inline World world_of(const StartPair& start, const Limits& limits) {
  World world;
  world.limits = limits;
  Connection connection;
  for (int end = 0; end < 2; ++end) {
    connection.ends[static_cast<std::size_t>(end)] = {.state = State::established, .socket = static_cast<std::int8_t>(end)};
    world.sockets.push_back({.connection = 0, .end = static_cast<std::int8_t>(end), .descriptors = 1, .no_delay = true});
  }
  world.connections.push_back(connection);
  world.descriptors[static_cast<std::size_t>(start.active)] = 0;
  world.descriptors[static_cast<std::size_t>(start.passive)] = 1;
  return world;
}

}  // namespace socketcheck::model
