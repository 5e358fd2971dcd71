// Every program of up to a number of calls over an alphabet, in a fixed order.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "properties/generators/alphabet.hpp"
#include "properties/generators/occupancy.hpp"

namespace socketcheck::properties {

// Leaves out only calls that certainly do nothing and programs that are prefixes of another: so a program is of the full
// depth, or no call is possible at its end.
class Enumeration {
 public:
  // `no_signal`: sends are made with MSG_NOSIGNAL, for stacks that make no others.
  Enumeration(const Alphabet& alphabet, std::size_t depth, bool no_signal = false);

  std::uint64_t size() const { return size_; }  // how many programs there are
  // The next program; nullptr after the last. Valid until the next call.
  const model::Program* next();

 private:
  bool append_from(std::size_t letter);
  bool advance();
  void drop_last();
  std::uint64_t count(std::size_t left, const Occupancy& occupancy) const;

  std::vector<model::Operation> calls_;  // of the alphabet
  std::size_t depth_;
  std::uint64_t size_;
  bool started_ = false;
  std::vector<std::size_t> letters_;    // of the calls of program_
  std::vector<Occupancy> occupancies_;  // before each call of program_ and after the last
  mutable std::map<std::pair<std::size_t, std::uint8_t>, std::uint64_t> counted_;  // by calls left and slots
  model::Program program_;
};

}  // namespace socketcheck::properties
