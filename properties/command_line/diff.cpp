#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "properties/command_line/commands.hpp"
#include "properties/command_line/interrupt.hpp"
#include "properties/command_line/program_source.hpp"
#include "properties/difference/words.hpp"
#include "properties/report/environment.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties {
namespace {

// An error message, or nothing.
std::string find_both(const DiffOptions& options, std::vector<const sut::StackEntry*>& entries) {
  for (const std::string& name : {options.first, options.second}) {
    const sut::StackEntry* entry = sut::find_stack(name);
    if (entry == nullptr) return fmt::format("there is no stack `{}`; see `socketcheck list stacks`", name);
    if (entry->make()->abilities().wire)
      return fmt::format("`{}` waits for the suite to deliver its segments; diff compares calls alone", name);
    if (entry->transport == model::Transport::datagram)
      return fmt::format("`{}` is one of UDP; diff compares calls of TCP", name);
    entries.push_back(entry);
  }
  return {};
}

// An error message, or nothing.
std::string write_files(const SearchResult& result, const Contest& contest, const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return fmt::format("{}: {}; choose another directory with --out", directory.string(), error.message());
  std::ofstream json(directory / "difference.json");
  json << search_json(result, contest).dump(2) << "\n" << std::flush;
  std::ofstream text(directory / "difference.txt");
  text << difference_file(*result.difference, contest) << std::flush;
  return json && text ? "" : fmt::format("{}: difference.txt can't be written", directory.string());
}

int status_of(const SearchResult& result) {
  if (result.difference) return exit_status::does_not_conform;
  if (result.interrupted) return exit_status::interrupted;
  return result.could_not_test.empty() ? exit_status::conforms : exit_status::could_not_test;
}

void show_progress(const SearchResult& result) {
  fmt::print(stderr, "\r{} programs compared", count(result.cases));
  std::fflush(stderr);
}

}  // namespace

int diff(const DiffOptions& options) {
  std::vector<const sut::StackEntry*> entries;
  if (const std::string problem = find_both(options, entries); !problem.empty()) return usage_error(problem);
  SearchOptions search{.seed = options.seed ? *options.seed : std::random_device{}(), .cases = options.cases, .time = options.time,
                       .interrupted = &watch_for_interrupts()};
  if (!options.program.empty()) {
    auto named = program_named(options.program);
    if (const auto* problem = std::get_if<std::string>(&named)) return usage_error(*problem);
    search.program = std::get<ProgramSource>(std::move(named)).program;
    if (model::needs_the_wire(*search.program)) return usage_error("the program acts on the wire; diff compares calls alone");
  }
  const bool tells_progress = isatty(STDERR_FILENO) != 0 && !options.json;
  if (tells_progress) search.on_progress = show_progress;
  const Contest contest{options.first, options.second, kernel_name(), search.seed};
  const SearchResult result = find_difference(*entries[0], *entries[1], search);
  if (tells_progress) fmt::print(stderr, "\r{:<40}\r", "");
  if (options.json) fmt::print("{}\n", search_json(result, contest).dump(2));
  if (result.difference) {
    const auto directory = std::filesystem::path(options.out);
    if (!options.json) fmt::print("{}", difference_text(*result.difference, contest, (directory / "difference.txt").string()));
    if (const std::string problem = write_files(result, contest, directory); !problem.empty())
      fmt::print(stderr, "socketcheck: {}\n", problem);
  }
  if (!options.json) fmt::print("{}", search_text(result, contest));
  return status_of(result);
}

}  // namespace socketcheck::properties
