// Every program of up to a number of calls over an alphabet, in a fixed order.
#pragma once

#include <cstdint>
#include <optional>

#include "properties/generators/alphabet.hpp"

namespace socketcheck::properties {

// Leaves out only calls on empty slots and programs that are prefixes of another: so a program is of the full depth,
// or every slot is closed at its end.
class Enumeration {
 public:
  Enumeration(const Alphabet& alphabet, std::size_t depth);

  std::uint64_t size() const { return size_; }  // how many programs there are
  // The next program; nullptr after the last. Valid until the next call.
  const model::Program* next();

 private:
  bool is_possible(const model::Operation& operation) const;
  bool extend();
  bool advance();
  void drop_last();
  std::uint64_t count(std::size_t left, bool a_open, bool b_open) const;

  const Alphabet& alphabet_;
  std::size_t depth_;
  std::uint64_t size_;
  bool started_ = false;
  std::vector<std::size_t> letters_;  // of the calls of program_
  model::Program program_;
};

}  // namespace socketcheck::properties
