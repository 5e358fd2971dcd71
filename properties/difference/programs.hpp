// The programs on which two stacks are compared: those that a check would run, by turns from each property.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "properties/property.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

class ProgramSourceByTurns {
 public:
  // Only what the abilities allow. `stack` and the seed choose the random ones, as in a check.
  ProgramSourceByTurns(const sut::Abilities& abilities, std::string stack, std::uint64_t seed);
  ~ProgramSourceByTurns();

  model::Program next();

 private:
  class OfProperty;
  std::vector<std::unique_ptr<OfProperty>> properties_;
  std::size_t turn_ = 0;
};

}  // namespace socketcheck::properties
