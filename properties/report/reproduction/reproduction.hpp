// A finding as a C program that needs nothing but libc: it makes the same calls, says what came back and what should
// have, and ends with 1 where the bug is there.
#pragma once

#include <optional>
#include <string>

#include "model/rules/book.hpp"
#include "properties/runner/finding.hpp"

namespace socketcheck::properties {

// Empty where only the model can judge what was seen: of a SHOULD that was broken by the program as a whole.
std::optional<std::string> reproduction_of(const Finding& finding, const model::Book& book, const std::string& kernel);

}  // namespace socketcheck::properties
