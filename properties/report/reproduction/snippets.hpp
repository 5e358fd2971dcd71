// The parts in C of which a reproduction is put together.
#pragma once

#include <string_view>

namespace socketcheck::properties {

struct Snippet {
  std::string_view name;  // a program in which this stands somewhere needs the part
  std::string_view code;
};

// In an order in which each stands behind what it needs. `address_family` and `loopback_text` are macros of the program.
extern const Snippet snippets[];
extern const unsigned number_of_snippets;

}  // namespace socketcheck::properties
