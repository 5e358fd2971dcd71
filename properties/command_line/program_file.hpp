// Reads program files.
#pragma once

#include <string>
#include <variant>

#include "model/program.hpp"

namespace socketcheck::properties {

struct ProgramFile {
  model::Program program;
  std::string stack;  // as a comment `# stack NAME` says; may be empty
  std::string rule;   // as a comment `# rule ID` says; may be empty
};

// The alternative is one line that says what is wrong and where.
std::variant<ProgramFile, std::string> read_program_file(const std::string& path);

}  // namespace socketcheck::properties
