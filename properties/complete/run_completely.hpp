// A complete test set on a stack: first what the stack makes of the choices that the model leaves it, edge by edge; then the
// test set for just that.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "properties/complete/completeness.hpp"
#include "properties/generators/alphabet.hpp"
#include "properties/runner/run.hpp"

namespace socketcheck::properties {

// Has each program run by `runner`; false: the run is over before its end.
using RunEach = std::function<bool(const std::vector<model::Program>& programs)>;

// Empty: the run was over before its end, so that nothing is known to be complete.
std::optional<Completeness> run_completely(const model::Book& book, const Alphabet& alphabet, const CompleteScope& scope, Runner& runner,
                                           const RunEach& run_each);

}  // namespace socketcheck::properties
