// The parts in C of which a reproduction is put together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace socketcheck::properties {

struct Snippet {
  std::string_view name;  // a program in which this stands somewhere needs the part
  std::string_view code;
};

// In an order in which each stands behind what it needs, from list to list as well. `address_family` and
// `loopback_text` are macros of the program.
const std::vector<Snippet>& snippets_of_answers();
const std::vector<Snippet>& snippets_of_transfers();
const std::vector<Snippet>& snippets_of_names();
const std::vector<Snippet>& snippets_of_datagrams();

// Those that the text needs, and those that these need.
std::string parts_for(const std::string& text);
// What every program begins with.
std::string_view includes_of_every_program();

}  // namespace socketcheck::properties
