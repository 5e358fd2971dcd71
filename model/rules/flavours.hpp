// The flavours that exist: `standard`, which is RFC 9293 and POSIX alone, and one for each family of stacks.
#pragma once

#include "model/rules/book.hpp"

namespace socketcheck::model {

// Books are made once and live as long as the program. nullptr: there is no such flavour.
const Book* flavour(std::string_view name);
std::vector<std::string_view> flavour_names();

}  // namespace socketcheck::model
