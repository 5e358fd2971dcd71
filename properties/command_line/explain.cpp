#include <fmt/format.h>

#include <filesystem>

#include "model/explain.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "model/text/show.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/command_line/program_file.hpp"

namespace socketcheck::properties {
namespace {

using model::Worlds;

std::variant<model::Program, std::string> program_from(const std::string& text) {
  if (std::filesystem::exists(text)) {
    auto read = read_program_file(text);
    if (const auto* error = std::get_if<std::string>(&read)) return *error;
    return std::get<ProgramFile>(std::move(read)).program;
  }
  if (text.find("start") == std::string::npos)
    return fmt::format("{}: neither a file nor a program; a program is like `start pair a b; send(a, 5); close(a)`", text);
  auto parsed = model::parse_program(text);
  if (const auto* error = std::get_if<model::ParseError>(&parsed))
    return fmt::format("line {}, column {}: {}", error->line, error->column, error->message);
  return std::get<model::Program>(std::move(parsed));
}

// The answer with which the explanation goes on: the first that is allowed, and as many bytes as possible.
model::Answer usual(const model::Allowed& allowed) {
  if (allowed.kind == model::Allowed::Kind::error) return {.value = -1, .error = allowed.error, .sigpipes = allowed.sigpipes};
  return {.value = allowed.kind == model::Allowed::Kind::range ? allowed.most : allowed.least};
}

Worlds settle_all(const model::Book& book, const Worlds& worlds) {
  Worlds settled;
  for (model::World world : worlds) {
    Worlds more;
    model::settle(book, world, more);
    settled.push_back(world);
    settled.insert(settled.end(), more.begin(), more.end());
  }
  model::remove_duplicates(settled);
  return settled;
}

std::string_view why_not_made(const model::World& world, const model::Operation& call) {
  const auto made = model::slot_made_by(call);
  if (made && !world.is_empty(*made)) return "the slot before the = is occupied";
  if (!std::holds_alternative<model::NewSocket>(call) && world.is_empty(model::slot_of(call))) return "the slot is empty";
  return std::holds_alternative<model::Connect>(call) ? "the other socket has no name" : "there are too many sockets already";
}

void print_step(const model::Book& book, std::size_t number, const model::Operation& call,
                const model::AllowedAnswers& answers) {
  fmt::print("{:>3}  {}\n", number, model::show(call));
  const char* label = "allowed:";
  for (const auto& answer : answers) {
    const auto& row = book.row(answer.row);
    fmt::print("       {:<8} {:<32} {:<36} {}\n", label, model::show(answer.allowed), row.id, row.source);
    label = "or:";
  }
}

}  // namespace

int explain(const ExplainOptions& options) {
  const model::Book* book = model::flavour(options.flavour);
  if (book == nullptr) return usage_error(fmt::format("there is no flavour `{}`: standard or linux", options.flavour));
  auto found = program_from(options.program);
  if (const auto* error = std::get_if<std::string>(&found)) return usage_error(*error);
  const auto& program = std::get<model::Program>(found);

  Worlds worlds{model::world_of(program.start, {.window = 32768})};
  fmt::print("     {}\n       then     {}\n", model::show(program.start), model::show(worlds.front()));
  std::size_t number = 0;
  for (const model::Operation& call : program.calls) {
    ++number;
    if (!model::is_made(worlds.front(), call)) {
      fmt::print("{:>3}  {}\n       nothing happens: {}\n", number, model::show(call), why_not_made(worlds.front(), call));
      continue;
    }
    const auto answers = model::allowed_answers(*book, worlds, call);
    print_step(*book, number, call, answers);
    Worlds after;
    model::explain(*book, worlds, call, usual(answers.front().allowed), after);
    worlds = settle_all(*book, after);
    for (const model::World& world : worlds)
      fmt::print("       {:<8} {}\n", &world == &worlds.front() ? "then" : "or", model::show(world));
  }
  return exit_status::conforms;
}

}  // namespace socketcheck::properties
