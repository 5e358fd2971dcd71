// Which slots of a program may hold a descriptor, as far as its calls tell without being made.
#pragma once

#include <cstdint>

#include "model/program.hpp"

namespace socketcheck::properties {

class Occupancy {
 public:
  // Of a program that starts so.
  explicit Occupancy(const model::Start& start);

  bool holds(model::Slot slot) const { return (slots_ & bit(slot)) != 0; }
  bool any() const { return slots_ != 0; }
  // False: the call certainly does nothing.
  bool allows(const model::Operation& call) const;
  // What holds after the call, if it succeeds.
  void add(const model::Operation& call);

  std::uint8_t slots() const { return slots_; }
  bool operator==(const Occupancy&) const = default;

 private:
  static std::uint8_t bit(model::Slot slot) { return static_cast<std::uint8_t>(1u << static_cast<int>(slot)); }

  std::uint8_t slots_ = 0;
};

}  // namespace socketcheck::properties
