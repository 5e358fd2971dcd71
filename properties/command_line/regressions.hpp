// Programs that were wrong once: kept in a directory, and run before all others.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "properties/property.hpp"

namespace socketcheck::properties {

// Each file of the directory that ends in `.program`. The alternative is one line that says which one is wrong, and
// how.
std::variant<std::vector<model::Program>, std::string> read_regressions(const std::string& directory);

// The properties that run them, on whatever stack is checked: those of a pair, and those that make their sockets. To be
// called once.
std::vector<Property> regression_properties(std::vector<model::Program> programs);
bool is_of_regressions(const Property& property);

}  // namespace socketcheck::properties
