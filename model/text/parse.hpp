// Reads a program's text. Lines are separated by newlines or by semicolons.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "model/program.hpp"

namespace socketcheck::model {

// Lines and columns count from 1.
struct ParseError {
  int line = 1;
  int column = 1;
  std::string message;
};

std::variant<Program, ParseError> parse_program(std::string_view text);

}  // namespace socketcheck::model
