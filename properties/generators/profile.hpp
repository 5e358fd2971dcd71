// What the random programs of a property are made of.
#pragma once

#include <array>
#include <variant>
#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

inline constexpr std::size_t kinds_of_calls = std::variant_size_v<model::Operation>;

// The place of an operation in the list of all operations.
template <class Op, std::size_t i = 0>
consteval std::size_t kind_of() {
  static_assert(i < kinds_of_calls, "not an operation");
  if constexpr (std::is_same_v<Op, std::variant_alternative_t<i, model::Operation>>) return i;
  else return kind_of<Op, i + 1>();
}

// How often each kind of call is drawn, relative to the others; every program varies this at random.
class Weights {
 public:
  template <class Op>
  Weights& with(double weight) {
    of_[kind_of<Op>()] = weight;
    return *this;
  }
  double operator[](std::size_t kind) const { return of_[kind]; }

 private:
  std::array<double, kinds_of_calls> of_{};
};

// From where to where the programs go.
enum class Life : std::uint8_t {
  pair,   // an established connection is given, and ends
  whole,  // sockets are made, connected, accepted and used again
  datagrams,  // UDP: sockets are made, named, and send to each other
  either,  // the one or the other
  opening,  // a handshake, whose segments the program has in its hand
};

struct Profile {
  Life life = Life::pair;
  Weights weights;
  std::size_t longest = 60;                 // calls
  std::vector<std::uint32_t> send_sizes = {1, 2, 3, 5, 10};
  std::vector<std::uint32_t> recv_sizes = {1, 2, 3, 5, 10, 100};
  std::vector<std::uint32_t> blocked_sizes = {1, 1000, 1u << 20};  // of a send that may wait for room
  double small_buffers = 0;                 // how often an end's send buffer is small from the beginning
  double flags = 0.15;                      // how often a flag is set
  double other_flags = 0;                   // the same of MSG_MORE, MSG_WAITALL and MSG_OOB, and of several buffers
  std::size_t reads_at_the_end = 0;         // this many large reads at each end close the program
};

// All calls, with those that end something less often.
Weights balanced_weights();
// Those of a connection that is being made, and what the wire does meanwhile.
Weights weights_of_an_opening();
// The same with the calls that make, name, connect and accept sockets.
Weights weights_of_a_whole_life();
// The calls of UDP sockets.
Weights weights_of_datagrams();

}  // namespace socketcheck::properties
