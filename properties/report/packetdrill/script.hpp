// A finding on the wire as a script for packetdrill, which runs one end's kernel and plays the other end itself.
#pragma once

#include <optional>
#include <string>

#include "properties/runner/finding.hpp"

namespace socketcheck::properties {

// Empty where its language can't say it: it has no word for a damaged checksum, for a segment that must not come, and
// none for most of what a socket can be asked.
std::optional<std::string> packetdrill_script(const Finding& finding);

}  // namespace socketcheck::properties
