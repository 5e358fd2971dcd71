// What a journal kept, as the text of a program file.
#pragma once

#include <string>

#include "properties/runner/journal.hpp"

namespace socketcheck::properties {

// The program, and as comments what ran it: `# stack NAME`, `# property NAME`, `# seed N`, `# cases N`, and the call.
std::string show(const UnfinishedRun& run);

}  // namespace socketcheck::properties
