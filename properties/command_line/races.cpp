#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <typeinfo>

#include "model/rules/flavours.hpp"
#include "model/text/race_text.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/command_line/interrupt.hpp"
#include "properties/races/words.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {
namespace {

// The text of a file, or the argument itself where there is no such file.
std::string text_named(const std::string& race) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(race, none)) return race;
  std::ifstream file(race);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The kernel's own calls may be made by several threads. Other stacks keep books on their descriptors for one thread, or
// make their calls elsewhere, and a race would say nothing about them.
sut::SocketStack* stack_for_threads(sut::Stack& stack) {
  if (typeid(stack) != typeid(sut::SocketStack)) return nullptr;
  auto& sockets = static_cast<sut::SocketStack&>(stack);
  const sut::Calls& calls = sockets.calls();
  return typeid(calls) == typeid(sut::Calls) ? &sockets : nullptr;
}

int status_of(const RaceHuntResult& result) {
  if (result.finding) return exit_status::does_not_conform;
  if (result.interrupted) return exit_status::interrupted;
  return result.could_not_test.empty() ? exit_status::conforms : exit_status::could_not_test;
}

}  // namespace

int races(const RacesOptions& options) {
  const sut::StackEntry* entry = sut::find_stack(options.stack);
  if (entry == nullptr) return usage_error(fmt::format("there is no stack `{}`; see `socketcheck list stacks`", options.stack));
  const std::unique_ptr<sut::Stack> stack = entry->make();
  sut::SocketStack* sockets = stack_for_threads(*stack);
  if (sockets == nullptr)
    return usage_error(fmt::format("`{}` is for one thread; races are run on linux-tcp4, linux-tcp6 and linux-tcp-mapped", options.stack));
  RaceHunt hunt{.seed = options.seed ? *options.seed : std::random_device{}(), .time = options.time, .races = options.races, .stop = &watch_for_interrupts()};
  const model::Book& book = *model::flavour(entry->flavour);
  RaceHuntResult result;
  if (options.race.empty()) {
    result = hunt_races(*sockets, book, hunt);
  } else {
    const auto parsed = model::parse_race(text_named(options.race));
    if (const auto* error = std::get_if<model::ParseError>(&parsed))
      return usage_error(fmt::format("line {}, column {}: {}", error->line, error->column, error->message));
    result = repeat_race(*sockets, book, std::get<model::Race>(parsed), hunt);
  }
  if (result.finding) fmt::print("{}\n", text_of(*result.finding));
  fmt::print("{}", summary_of(result, options.stack, hunt.seed));
  return status_of(result);
}

}  // namespace socketcheck::properties
