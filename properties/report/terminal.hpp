// What the place that is written to can show.
#pragma once

#include <cstddef>

namespace socketcheck::properties {

// Columns of the terminal at this descriptor, else $COLUMNS, else 80.
std::size_t terminal_width(int fd);
// A terminal, and neither NO_COLOR nor a dumb one.
bool shows_colours(int fd);
// The locale's encoding is UTF-8, as the environment names it.
bool shows_utf8();

}  // namespace socketcheck::properties
