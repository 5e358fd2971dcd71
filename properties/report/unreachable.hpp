// Rules that no program of one thread over loopback can reach, and why.
#pragma once

#include <string_view>

#include "model/rules/book.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// Empty: the rule can be reached by a stack with these abilities.
std::string_view why_unreachable_on_loopback(const model::RowText& row, const sut::Abilities& abilities);

}  // namespace socketcheck::properties
