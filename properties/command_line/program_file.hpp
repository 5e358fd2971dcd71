// Reads program files.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "model/program.hpp"

namespace socketcheck::properties {

struct ProgramFile {
  model::Program program;
  std::string stack;  // as a comment `# stack NAME` says; may be empty
  std::string rule;   // as a comment `# rule ID` says; may be empty
  // As comments `# property NAME`, `# seed N`, `# cases N` and `# shrinks N` say, of what a run left unfinished.
  std::string property;
  std::uint64_t seed = 0;
  std::uint64_t cases = 0;
  std::uint64_t shrinks = 0;
};

// The alternative is one line that says what is wrong and where.
std::variant<ProgramFile, std::string> read_program_file(const std::string& path);

}  // namespace socketcheck::properties
