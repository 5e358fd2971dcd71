// Words and values of the model in C.
#pragma once

#include <string>

#include "model/operations.hpp"

namespace socketcheck::properties {

std::string c_string(std::string_view text);   // quoted
std::string c_comment(std::string_view text);  // what can stand in a comment
std::string c_error(model::Error error);       // EPIPE
int c_state(model::State state);               // the kernel's number
// Whether `x` is one of the answers, as an expression.
std::string c_condition(const model::Allowed& allowed);
// The function that knows how the answers of this call are to be read.
std::string_view c_reading(const model::Operation& call);

}  // namespace socketcheck::properties
