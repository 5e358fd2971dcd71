#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/command_line/commands.hpp"
#include "properties/command_line/program_file.hpp"
#include "properties/property.hpp"
#include "properties/report/check_report.hpp"
#include "properties/report/environment.hpp"
#include "properties/runner/death.hpp"

namespace socketcheck::properties {
namespace {

using Files = std::vector<ProgramFile>;

// The first is the one that a check was running; the others were on the way to a shorter one.
std::variant<Files, std::string> read_deaths(const std::string& directory) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error))
    if (entry.path().extension() == ".program") paths.push_back(entry.path());
  if (paths.empty()) return fmt::format("{}: no *.program is in there", directory);
  std::sort(paths.begin(), paths.end());
  Files files;
  for (const auto& path : paths) {
    auto read = read_program_file(path.string());
    if (const auto* problem = std::get_if<std::string>(&read)) return *problem;
    files.push_back(std::get<ProgramFile>(std::move(read)));
  }
  return files;
}

int shrink_deaths(const Files& files, const sut::StackEntry& entry, const std::string& out) {
  const auto journal = Journal::open(out);
  if (journal == nullptr) return usage_error(fmt::format("{}: no journal can be kept there", out));
  std::vector<model::Program> deadly;
  for (const ProgramFile& file : files) deadly.push_back(file.program);
  const Shrunk shrunk = shrink_deadly(deadly, entry, *journal);
  journal->end();
  const auto path = std::filesystem::path(out) / "shortest.program";
  std::ofstream file(path);
  file << model::version_line << "\n# stack " << entry.name << "\n# shrinks " << shrunk.runs << "\n"
       << model::show(shrunk.program);
  file.close();
  return file ? exit_status::conforms : usage_error(fmt::format("{}: can't be written", path.string()));
}

std::string sentence_of(const std::string& name) {
  for (const Property& property : all_properties())
    if (property.name == name) return std::string(property.sentence);
  return name;
}

int report_death(const ProgramFile& original, const ProgramFile& shortest, const sut::StackEntry& entry,
                 const AftermathOptions& options) {
  Finding finding = finding_of_death(shortest.program, entry, options.died_of);
  finding.property_name = original.property;
  finding.property = sentence_of(original.property);
  finding.seed = original.seed;
  finding.cases = original.cases;
  finding.shrinks = shortest.shrinks;
  finding.original_calls = original.program.calls.size();
  finding.failed_runs = options.failed;
  finding.confirming_runs = options.runs;
  finding.shrunk_completely = options.failed > 0;

  CheckReport report{.kernel = kernel_name(), .seed = original.seed};
  UnitResult& unit = report.units.emplace_back(*model::flavour(entry.flavour));
  unit.property = finding.property;
  unit.property_name = finding.property_name;
  unit.stack = entry.name;
  unit.cases = original.cases;
  unit.findings.push_back(std::move(finding));
  fmt::print("{}", summary_text(report, options.out));
  if (const std::string problem = write_report(report, options.out); !problem.empty()) return usage_error(problem);
  return exit_status::does_not_conform;
}

}  // namespace

int aftermath(const AftermathOptions& options) {
  auto read = read_deaths(options.deaths);
  if (const auto* problem = std::get_if<std::string>(&read)) return usage_error(*problem);
  const Files& files = std::get<Files>(read);
  const sut::StackEntry* entry = sut::find_stack(files.front().stack);
  if (entry == nullptr) return usage_error(fmt::format("{}: the first program names no stack", options.deaths));
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (options.shortest.empty()) return shrink_deaths(files, *entry, options.out);
  const auto shortest = read_program_file(options.shortest);
  if (const auto* problem = std::get_if<std::string>(&shortest)) return usage_error(*problem);
  return report_death(files.front(), std::get<ProgramFile>(shortest), *entry, options);
}

}  // namespace socketcheck::properties
