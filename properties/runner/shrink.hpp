// Makes a failing program as short and as simple as it gets: delta debugging over plain data.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "model/program.hpp"

namespace socketcheck::properties {

// Runs a candidate. The step at which it fails in the same way as the original; empty if it does not.
using FailsAt = std::function<std::optional<std::size_t>(const model::Program&)>;

struct Shrunk {
  model::Program program;
  std::uint64_t runs = 0;
  bool complete = true;  // false: it was stopped before nothing more could be dropped
};

// `step` is where `program` fails. `may_go_on` is asked before each run.
Shrunk shrink(model::Program program, std::size_t step, const FailsAt& fails_at, const std::function<bool()>& may_go_on);

// The same call with one argument made simpler, the simplest first; empty for the simplest.
std::vector<model::Operation> simpler(const model::Operation& operation);
// Calls of other kinds that are simpler than this one.
std::vector<model::Operation> simpler_calls(const model::Operation& operation);
// Operations on the wire that do something where nothing is held, the simplest first.
std::vector<model::Operation> once_on_the_wire();

}  // namespace socketcheck::properties
