// A program that the stack under test does not survive: its kernel panics or hangs, and takes the suite down with it.
// What is learnt from a death is learnt by whoever starts the next kernel.
#pragma once

#include <string>
#include <vector>

#include "properties/runner/finding.hpp"
#include "properties/runner/journal.hpp"
#include "properties/runner/shrink.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {

// Makes the first of `deadly` shorter; each of them is known to kill and is not run again. Any other candidate is run,
// and journalled before: either it is survived, or this process ends with its kernel and the candidate belongs to
// `deadly` the next time. The same programs always lead to the same candidates.
Shrunk shrink_deadly(const std::vector<model::Program>& deadly, const sut::StackEntry& entry, Journal& journal);

// What is told of it. `died_of`: one line, as the kernel's console had it.
Finding finding_of_death(const model::Program& program, const sut::StackEntry& entry, const std::string& died_of);

}  // namespace socketcheck::properties
