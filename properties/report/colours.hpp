// The same text for a terminal: what broke in red, verdicts in their colours.
#pragma once

#include <string>

namespace socketcheck::properties {

std::string with_colours(const std::string& text);

}  // namespace socketcheck::properties
