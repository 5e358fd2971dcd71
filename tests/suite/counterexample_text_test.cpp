// A finding as people and programs get it. SOCKETCHECK_UPDATE_GOLDENS=1 writes the goldens anew.
#include "properties/report/counterexample.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "example_findings.hpp"
#include "model/text/parse.hpp"
#include "properties/command_line/program_file.hpp"

namespace socketcheck::tests {
namespace {

using nlohmann::json;

const std::string kernel = "Linux 6.18.44";

void expect_golden(const std::string& name, const std::string& text) {
  const auto file = std::filesystem::path(SOCKETCHECK_GOLDENS) / name;
  if (std::getenv("SOCKETCHECK_UPDATE_GOLDENS") != nullptr) write_file(file, text);
  EXPECT_EQ(text, text_of(file)) << file;
}

class CounterexampleOf : public testing::TestWithParam<Example> {
 protected:
  const properties::Finding& finding_ = GetParam().finding;
};

TEST_P(CounterexampleOf, IsPrintedAsItsGolden) {
  expect_golden(GetParam().name + ".txt",
                properties::counterexample_text(finding_, kernel, "socketcheck-out/counterexamples/example.txt"));
}

TEST_P(CounterexampleOf, FitsOnATerminal) {
  const std::string text = properties::counterexample_text(finding_, kernel, "");
  EXPECT_EQ(text.find("  \n"), std::string::npos) << "blanks at the end of a line";
  EXPECT_EQ(text.find("again:"), std::string::npos) << "there is no file";
  EXPECT_EQ(text.back(), '\n');
}

TEST_P(CounterexampleOf, IsKeptAsAFileThatIsTheProgram) {
  const std::string text = properties::counterexample_file(finding_, kernel);
  expect_golden(GetParam().name + ".program", text);
  TemporaryDirectory directory;
  write_file(directory / "program", text);
  const auto read = properties::read_program_file((directory / "program").string());
  const auto* file = std::get_if<properties::ProgramFile>(&read);
  ASSERT_NE(file, nullptr) << std::get<std::string>(read);
  EXPECT_EQ(file->program, finding_.program);
  EXPECT_EQ(file->stack, finding_.stack);
  EXPECT_EQ(file->rule, finding_.failure.rule());
}

TEST_P(CounterexampleOf, HasTheMembersThatScriptsRelyOn) {
  const json result = properties::counterexample_json(finding_, kernel);
  for (const char* text : {"property", "stack", "flavour", "kernel", "rule", "program"})
    EXPECT_TRUE(result.at(text).is_string()) << text;
  for (const char* number : {"seed", "cases", "shrinks"}) EXPECT_TRUE(result.at(number).is_number_unsigned()) << number;
  EXPECT_TRUE(result.at("seconds").is_number());
  EXPECT_EQ(result.at("repeats"), json({{"failed", finding_.failed_runs}, {"runs", finding_.confirming_runs}}));
  ASSERT_TRUE(result.at("steps").is_array());
  EXPECT_EQ(result.at("steps").size(), finding_.steps.size());
  for (const json& step : result.at("steps")) {
    EXPECT_TRUE(step.at("call").is_string());
    EXPECT_TRUE(step.at("seen").is_string());
    ASSERT_TRUE(step.at("allowed").is_array());
    EXPECT_FALSE(step.at("allowed").empty());
  }
  const auto parsed = model::parse_program(result.at("program").get<std::string>());
  EXPECT_EQ(std::get<model::Program>(parsed), finding_.program);
}

TEST_P(CounterexampleOf, IsTheSameInJsonAsItsGolden) {
  json result = properties::counterexample_json(finding_, kernel);
  EXPECT_TRUE(result.at("environment").is_object());
  result.erase("environment");  // this machine's
  expect_golden(GetParam().name + ".json", result.dump(2) + "\n");
}

TEST_P(CounterexampleOf, IsPrintedByAReplayAsItsGolden) {
  expect_golden(GetParam().name + ".replay", properties::replay_text(finding_, kernel));
}

INSTANTIATE_TEST_SUITE_P(A, CounterexampleOf, testing::ValuesIn(example_findings()),
                         [](const auto& test) { return test.param.name; });

TEST(AReplayThatConforms, IsPrintedAsItsGolden) {
  properties::Finding finding = example_findings().front().finding;
  finding.failure = {};
  expect_golden("conforms.replay", properties::replay_text(finding, kernel));
}

}  // namespace
}  // namespace socketcheck::tests
