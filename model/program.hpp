// A program: how a world starts, and the calls that follow. Plain data; every subsequence of one is one.
#pragma once

#include <variant>
#include <vector>

#include "model/operations.hpp"
#include "model/world/transport.hpp"

namespace socketcheck::model {

// Two connected sockets with TCP_NODELAY; `active` called connect, `passive` was accepted.
struct StartPair {
  Slot active = Slot::a;
  Slot passive = Slot::b;
  bool operator==(const StartPair&) const = default;
};

// No socket at all.
struct StartFresh {
  bool operator==(const StartFresh&) const = default;
};

// A socket that listens at p with a backlog of 1, and one that was just made.
struct StartListening {
  Slot listener = Slot::a;
  Slot other = Slot::b;
  bool operator==(const StartListening&) const = default;
};

// UDP: a socket that is bound at p, and one that was just made.
struct StartDatagrams {
  Slot bound = Slot::a;
  Slot other = Slot::b;
  bool operator==(const StartDatagrams&) const = default;
};

using Start = std::variant<StartPair, StartFresh, StartListening, StartDatagrams>;

constexpr Transport transport_of(const Start& start) {
  return std::holds_alternative<StartDatagrams>(start) ? Transport::datagram : Transport::stream;
}

struct Program {
  Start start;
  std::vector<Operation> calls;
  bool operator==(const Program&) const = default;
};

// The calls that bring the start about from nothing; empty for a pair, which the stack makes.
std::vector<Operation> calls_of(const Start& start);

// The world in which a program starts, by the rules of the standards and any flavour alike.
World world_of(const Start& start, const Limits& limits);

// Whether the call is made in this world. A call on an empty slot does nothing, nor does one that would fill an occupied
// slot, connect to a socket without a name, need more sockets than a world has room for, or leave open what a call that is
// out would answer.
bool is_made(const World& world, const Operation& operation);

// Whether the program needs a stack whose wire is the suite's.
bool needs_the_wire(const Program& program);

// Whether the program needs a stack whose calls can wait in threads of their own.
bool needs_threads(const Program& program);

// Whether the program needs a stack that makes sockets one by one.
bool needs_fresh_sockets(const Program& program);

}  // namespace socketcheck::model
