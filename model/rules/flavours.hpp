// The flavours that exist: `standard`, which is RFC 9293 and POSIX alone, and one for each family of stacks.
#pragma once

#include "model/rules/book.hpp"
#include "model/world/transport.hpp"

namespace socketcheck::model {

// Books are made once and live as long as the program. nullptr: there is no such flavour.
const Book* flavour(std::string_view name, Transport transport = Transport::stream);
// The rules `name` for a stack whose own flavour is `own`: where the two contradict each other, what the stack does is
// a known deviation. nullptr: there is no such flavour.
const Book* flavour_for(std::string_view name, std::string_view own, Transport transport = Transport::stream);
std::vector<std::string_view> flavour_names();

}  // namespace socketcheck::model
