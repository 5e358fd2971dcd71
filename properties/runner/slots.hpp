// The slots and places of calls, for the shrinker.
#pragma once

#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

// Whether the start or a call speaks of the slot.
bool mentions(const model::Program& program, model::Slot slot);

// Every mention of one of the two slots becomes the other.
std::vector<model::Operation> with_slots_exchanged(std::vector<model::Operation> calls, model::Slot one, model::Slot other);

// The same of two places.
std::vector<model::Operation> with_places_exchanged(std::vector<model::Operation> calls, model::Place one, model::Place other);
bool mentions(const std::vector<model::Operation>& calls, model::Place place);

// The same call on each slot that comes earlier.
std::vector<model::Operation> on_earlier_slots(const model::Operation& call);

}  // namespace socketcheck::properties
