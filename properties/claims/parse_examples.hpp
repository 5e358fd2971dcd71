// Example programs out of their texts.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

// `start` comes before each text that has none of its own. Throws std::logic_error where one is no program.
std::vector<model::Program> parse_examples(const std::string& start, std::span<const std::string_view> texts);

}  // namespace socketcheck::properties
