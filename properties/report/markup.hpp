// Text that stands in XML or HTML.
#pragma once

#include <string>
#include <string_view>

namespace socketcheck::properties {

// Also for attributes in double quotes. Characters that XML can't hold become U+FFFD.
std::string escaped(std::string_view text);

}  // namespace socketcheck::properties
