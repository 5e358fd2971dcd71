#include "properties/command_line/program_source.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "model/text/parse.hpp"
#include "properties/command_line/program_file.hpp"
#include "properties/examples/examples.hpp"

namespace socketcheck::properties {

std::variant<ProgramSource, std::string> program_named(const std::string& text) {
  if (std::filesystem::exists(text)) {
    auto read = read_program_file(text);
    if (const auto* error = std::get_if<std::string>(&read)) return *error;
    return ProgramSource{std::get<ProgramFile>(std::move(read)).program, ""};
  }
  const NamedExample* example = find_example(text);
  if (example == nullptr && text.find("start") == std::string::npos)
    return fmt::format(
        "{}: neither a file, nor an example (see `socketcheck list examples`), nor a program; a program is like "
        "`start pair a b; send(a, 5); close(a)`",
        text);
  auto parsed = model::parse_program(example != nullptr ? example->program : std::string_view(text));
  if (const auto* error = std::get_if<model::ParseError>(&parsed))
    return fmt::format("line {}, column {}: {}", error->line, error->column, error->message);
  return ProgramSource{std::get<model::Program>(std::move(parsed)),
                       std::string(example != nullptr ? example->sentence : "")};
}

}  // namespace socketcheck::properties
