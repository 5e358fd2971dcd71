#include "properties/command_line/regressions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "properties/command_line/program_file.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::string_view of_a_pair = "Regressions";
constexpr std::string_view of_a_whole_life = "RegressionsOfAWholeLife";

std::vector<model::Program>& programs_of_a_pair() {
  static std::vector<model::Program> programs;
  return programs;
}
std::vector<model::Program>& programs_of_a_whole_life() {
  static std::vector<model::Program> programs;
  return programs;
}

const std::vector<model::Program>& kept_of_a_pair() { return programs_of_a_pair(); }
const std::vector<model::Program>& kept_of_a_whole_life() { return programs_of_a_whole_life(); }

}  // namespace

std::variant<std::vector<model::Program>, std::string> read_regressions(const std::string& directory) {
  if (!std::filesystem::is_directory(directory)) return fmt::format("{}: not a directory", directory);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".program") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<model::Program> programs;
  for (const auto& file : files) {
    auto read = read_program_file(file.string());
    if (const auto* error = std::get_if<std::string>(&read)) return *error;
    programs.push_back(std::get<ProgramFile>(std::move(read)).program);
  }
  return programs;
}

std::vector<Property> regression_properties(std::vector<model::Program> programs) {
  for (model::Program& program : programs)
    (model::needs_fresh_sockets(program) ? programs_of_a_whole_life() : programs_of_a_pair())
        .push_back(std::move(program));
  std::vector<Property> properties;
  if (!programs_of_a_pair().empty()) {
    Property& property = properties.emplace_back();
    property.name = of_a_pair;
    property.sentence = "what was wrong once stays right";
    property.source = "the programs of --regressions";
    property.examples = kept_of_a_pair;
  }
  if (!programs_of_a_whole_life().empty()) {
    Property& property = properties.emplace_back();
    property.name = of_a_whole_life;
    property.sentence = "what was wrong once from the first to the last connection stays right";
    property.source = "the programs of --regressions";
    property.examples = kept_of_a_whole_life;
    property.profile.life = Life::whole;
  }
  return properties;
}

bool is_of_regressions(const Property& property) {
  return property.name == of_a_pair || property.name == of_a_whole_life;
}

}  // namespace socketcheck::properties
