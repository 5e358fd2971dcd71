// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace socketcheck::properties {

std::string count(std::uint64_t number);  // 19,028

}  // namespace socketcheck::properties
