// The alphabets of calls and the window sizes in which the tests explore the model.
#pragma once

#include <vector>

#include "tests/model/explorer.hpp"

namespace socketcheck::tests {

// Every kind of call on each of three slots, with a few arguments each.
std::vector<model::Operation> every_call();

// Together these reach every row. All options at once would multiply the worlds for nothing, since no rule looks at
// both SO_LINGER and TCP_NODELAY; with options, two bytes each way are enough.
std::vector<Configuration> configurations();
Configuration configuration_named(std::string_view name);

}  // namespace socketcheck::tests
