// A program as it is named on the command line: a named example, a file, or its text.
#pragma once

#include <string>
#include <variant>

#include "model/program.hpp"

namespace socketcheck::properties {

struct ProgramSource {
  model::Program program;
  std::string title;  // of an example, the sentence that it shows; else empty
};

// The alternative is one line that says what is wrong.
std::variant<ProgramSource, std::string> program_named(const std::string& text);

}  // namespace socketcheck::properties
