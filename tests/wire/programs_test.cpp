// The programs under properties/wire/ are run on every wire, and each answers what stands behind its `# =`.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "a_wire.hpp"
#include "command.hpp"
#include "hunt.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"

namespace socketcheck::tests {
namespace {

using properties::Step;

struct WireProgram {
  model::Program program;
  std::vector<std::string> expected;  // by call; empty: anything that the model allows
};

WireProgram read(const std::filesystem::path& path) {
  const std::string text = text_of(path);
  auto parsed = model::parse_program(text);
  if (const auto* error = std::get_if<model::ParseError>(&parsed)) throw std::invalid_argument(path.string() + ": " + error->message);
  WireProgram read{.program = std::get<model::Program>(std::move(parsed))};
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with("#") || line.starts_with("start") || line.starts_with("socketcheck")) continue;
    const std::size_t at = line.find("# = ");
    read.expected.push_back(at == std::string::npos ? "" : line.substr(at + 4));
  }
  return read;
}

std::vector<std::filesystem::path> all_programs() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(SOCKETCHECK_WIRE_PROGRAMS)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

class WirePrograms : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(WirePrograms, AnswerWhatTheySay) {
  SKIP_WITHOUT_A_WIRE();
  const WireProgram wire = read(GetParam());
  ASSERT_EQ(wire.expected.size(), wire.program.calls.size()) << "one call a line";
  EXPECT_TRUE(std::any_of(wire.expected.begin(), wire.expected.end(), [](const std::string& one) { return !one.empty(); }));
  for (const std::string_view name : {"linux-wire4", "linux-wire6"}) {
    const auto stack = sut::find_stack(name)->make();
    const model::Book& book = *model::flavour("linux");
    properties::Coverage coverage(book);
    properties::Runner runner(*stack, book, coverage);
    std::vector<Step> steps;
    const properties::Outcome outcome = runner.run(wire.program, steps);
    const properties::Failure* failure = properties::failure_of(outcome);
    ASSERT_EQ(failure, nullptr) << name << ": " << failure->rule() << ": " << failure->seen << " at call " << failure->step + 1;
    ASSERT_EQ(steps.size(), wire.program.calls.size()) << name;
    for (std::size_t i = 0; i < steps.size(); ++i)
      EXPECT_TRUE(wire.expected[i].empty() || wire.expected[i] == steps[i].seen)
          << name << ": " << i + 1 << " " << steps[i].call << " = " << steps[i].seen << ", expected " << wire.expected[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Each, WirePrograms, testing::ValuesIn(all_programs()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace socketcheck::tests
