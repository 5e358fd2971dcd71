// A difference of two stacks as text for people, as a program's file, and as JSON for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "properties/difference/find.hpp"

namespace socketcheck::properties {

// Which two stacks were compared, and how.
struct Contest {
  std::string first;
  std::string second;
  std::string kernel;
  std::uint64_t seed = 0;
};

// `file` is the program's file, for the line to paste; empty: there is none.
std::string difference_text(const StacksDiffer& difference, const Contest& contest, const std::string& file);
std::string difference_file(const StacksDiffer& difference, const Contest& contest);
// The last line: how much was compared, and what of it was not.
std::string search_text(const SearchResult& result, const Contest& contest);
nlohmann::json search_json(const SearchResult& result, const Contest& contest);

}  // namespace socketcheck::properties
