// Every world of datagrams that a few calls reach by a book's rules, without any socket.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/explain.hpp"
#include "model/program.hpp"

namespace socketcheck::tests {

// Each kind of call on two sockets, with a few arguments each.
std::vector<model::Operation> every_datagram_call();

// One call with one of its allowed answers.
struct DatagramStep {
  const model::World& before;   // settled
  const model::Operation& call;
  const model::Answer& seen;
  const model::Worlds& moved;   // as the rules leave it: nothing has arrived yet
  const model::Worlds& after;   // settled
};
using VisitDatagramStep = std::function<void(const DatagramStep&)>;

// Worlds that differ only in how many datagrams and ports came before count as one. Throws where no row applies.
void explore_datagrams(const model::Book& book, const model::Limits& limits, std::size_t depth, const VisitDatagramStep& visit,
                       model::RowSink* sink = nullptr);

// A receive buffer with room for a few datagrams, and one without.
inline constexpr model::Limits roomy{.datagram_buffer = 212'992};
inline constexpr model::Limits cramped{.datagram_buffer = 0};

}  // namespace socketcheck::tests
