// Programs that run before any random ones: together they reach every rule that one thread over loopback can reach, so
// that no rule's turn depends on luck.
#pragma once

#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

const std::vector<model::Program>& examples_of_every_rule();

// The same for the rules of a whole life, of sockets that nobody has used.
const std::vector<model::Program>& examples_of_a_whole_life();
// What a wire does that loopback never does.
const std::vector<model::Program>& examples_on_the_wire();
const std::vector<model::Program>& examples_of_handshakes();
const std::vector<model::Program>& examples_of_urgent_data();
const std::vector<model::Program>& examples_of_options();
// The same for the rules about UDP.
const std::vector<model::Program>& examples_of_datagrams();
const std::vector<model::Program>& examples_of_blocked_calls();

}  // namespace socketcheck::properties
