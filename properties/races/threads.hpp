// Makes the calls of a race on threads that truly overlap, and keeps what each of them saw.
#pragma once

#include <vector>

#include "model/races/orders.hpp"
#include "model/races/race.hpp"
#include "properties/generators/draw.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::properties {

// A call as it was seen, with the bytes that it returned.
struct SeenCall {
  std::size_t thread = 0;
  std::size_t step = 0;  // of the thread
  model::RacingCall call;
  std::vector<std::byte> bytes;
};

// Lets all threads begin at the same moment and spin for a while before each call, as `draw` says; returns when all have
// ended. `before` are the worlds in which the race begins: they agree on what was sent. The calls are those of
// sut::Calls, made past the stack, which knows one thread; sockets that were accepted are the stack's afterwards.
std::vector<SeenCall> race(sut::SocketStack& stack, const model::Race& race, const model::Worlds& before, Draw& draw);

}  // namespace socketcheck::properties
