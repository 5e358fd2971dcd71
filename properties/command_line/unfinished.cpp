#include <fmt/format.h>

#include <filesystem>

#include "properties/command_line/commands.hpp"
#include "properties/report/unfinished.hpp"

namespace socketcheck::properties {

int unfinished(const std::string& place) {
  const std::filesystem::path path(place);
  const auto file = std::filesystem::is_directory(path) ? path / "journal" : path;
  if (!std::filesystem::exists(file)) return usage_error(fmt::format("{}: there is no journal", place));
  const auto run = Journal::unfinished_in(file);
  if (!run) {
    fmt::print(stderr, "socketcheck: {}: no program was left unfinished\n", place);
    return exit_status::could_not_test;
  }
  fmt::print("{}", show(*run));
  return exit_status::conforms;
}

}  // namespace socketcheck::properties
