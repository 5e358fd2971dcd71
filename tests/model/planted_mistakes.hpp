// Books of Linux with one row replaced by a wrong one.
#pragma once

#include <string_view>
#include <vector>

#include "model/rules/book.hpp"

namespace socketcheck::tests {

struct PlantedMistake {
  std::string_view name;
  std::string_view claim;  // one that the mistake breaks
  std::string_view where;  // the name of a configuration in which it shows
  model::Book book;
};

std::vector<PlantedMistake> planted_mistakes();

}  // namespace socketcheck::tests
