#include "properties/command_line/program_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "model/text/parse.hpp"

namespace socketcheck::properties {
namespace {

std::string comment_after(const std::string& text, const std::string& label) {
  const std::size_t at = text.find("\n# " + label + " ");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + label.size() + 4;
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::uint64_t number_after(const std::string& text, const std::string& label) {
  return std::strtoull(comment_after(text, label).c_str(), nullptr, 10);
}

// A counterexample's JSON file holds its program.
std::variant<ProgramFile, std::string> read_json(const std::string& path, std::istream& file) {
  const auto json = nlohmann::json::parse(file, nullptr, false);
  if (!json.is_object() || !json.contains("program")) return fmt::format("{}: not a counterexample's JSON", path);
  auto parsed = model::parse_program(json["program"].get<std::string>());
  if (const auto* error = std::get_if<model::ParseError>(&parsed))
    return fmt::format("{}: program, line {}, column {}: {}", path, error->line, error->column, error->message);
  return ProgramFile{std::get<model::Program>(std::move(parsed)), json.value("stack", ""), json.value("rule", "")};
}

}  // namespace

std::variant<ProgramFile, std::string> read_program_file(const std::string& path) {
  if (std::filesystem::is_directory(path)) return fmt::format("{}: a directory; give a program's file", path);
  std::ifstream file(path);
  if (!file) return fmt::format("{}: {}", path, std::strerror(errno));
  if (path.ends_with(".json")) return read_json(path, file);
  std::ostringstream text;
  text << file.rdbuf();
  auto parsed = model::parse_program(text.str());
  if (const auto* error = std::get_if<model::ParseError>(&parsed))
    return fmt::format("{}:{}:{}: {}", path, error->line, error->column, error->message);
  return ProgramFile{.program = std::get<model::Program>(std::move(parsed)),
                     .stack = comment_after(text.str(), "stack"),
                     .rule = comment_after(text.str(), "rule"),
                     .property = comment_after(text.str(), "property"),
                     .seed = number_after(text.str(), "seed"),
                     .cases = number_after(text.str(), "cases"),
                     .shrinks = number_after(text.str(), "shrinks")};
}

}  // namespace socketcheck::properties
