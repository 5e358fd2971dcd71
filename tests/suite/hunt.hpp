// Looks for what a stack does wrong as a check does, but waits for nothing longer than it must.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/text/parse.hpp"
#include "properties/property.hpp"
#include "properties/runner/run.hpp"
#include "properties/runner/shrink.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::tests {

// A program that fails, and what shrinking made of it.
struct Caught {
  model::Program start;
  properties::Shrunk shrunk;
  properties::Failure failure;  // of the shrunk program

  std::string program() const;  // as the table has it: without the start, separated by `; `
};

// One stack, with a runner that has the short deadline of shrinking.
class Hunt {
 public:
  explicit Hunt(std::string_view stack, properties::Watcher* watcher = nullptr);

  // Runs once; empty: it conforms. A stack that can't be tested throws.
  std::optional<properties::Failure> failure_of(const model::Program& program);
  // Shrinks a program that fails so.
  Caught shrink(const model::Program& program, const properties::Failure& failure);
  model::Program random_program(const properties::Property& property, std::uint64_t number) const;

 private:
  std::unique_ptr<sut::Stack> stack_;
  std::string name_;
  properties::Coverage coverage_;
  properties::Runner runner_;
};

// From the table's form.
model::Program program_of(std::string_view calls, const model::Start& start = model::StartPair{});
const properties::Property& property_called(std::string_view name);

}  // namespace socketcheck::tests
