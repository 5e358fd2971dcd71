// When two stacks' answers count as the same answer, without a model: what each stack chooses for itself (ports, numbers
// of descriptors) a stack has translated already; what is only a matter of time is left out here.
#pragma once

#include <string>

#include "model/glance.hpp"
#include "model/operations.hpp"

namespace socketcheck::properties {

// FIN-WAIT-1 becomes FIN-WAIT-2 with an acknowledgement that may be delayed: the two count as one.
bool are_alike(model::State one, model::State other);
bool are_alike(const model::Operation& operation, const model::Answer& one, const model::Answer& other);

// Equal for the same difference, whatever its numbers. Signals count only where they are all the difference.
std::string kind_of_difference(const model::Operation& operation, const model::Answer& one, const model::Answer& other);

// The first slot that shows something else, as the call that asks for it, and what it answers.
struct LooksDiffer {
  model::Operation asked;
  model::Answer one;
  model::Answer other;
};
std::optional<LooksDiffer> difference_of(const model::Glance& one, const model::Glance& other);

}  // namespace socketcheck::properties
