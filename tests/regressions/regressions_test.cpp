// What was wrong once stays right. A counterexample's message names the line to paste here, and the file to copy beside
// it: each file of this directory is run by this test, and first of all by each ci/check.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "hunt.hpp"
#include "model/text/parse.hpp"
#include "properties/command_line/program_file.hpp"

namespace socketcheck::tests {
namespace {

// What fails in this program on that stack; empty: it conforms.
std::string failure_of(std::string_view stack, const model::Program& program) {
  const auto failure = Hunt(stack).failure_of(program);
  return failure ? failure->rule() + ": " + failure->subject + " " + failure->seen : "";
}
std::string failure_of(std::string_view stack, std::string_view program) {
  return failure_of(stack, std::get<model::Program>(model::parse_program(program)));
}

TEST(Regressions, ArrivalFin) {
  EXPECT_EQ(failure_of("linux-tcp4", "start pair a b; send(a, 1); close(a); recv(b, 1); recv(b, 1)"), "");
}

class TheKeptProgram : public testing::TestWithParam<std::filesystem::path> {};

// On the stack that it names, else on the kernel's own.
TEST_P(TheKeptProgram, Conforms) {
  const auto read = properties::read_program_file(GetParam().string());
  const auto* file = std::get_if<properties::ProgramFile>(&read);
  ASSERT_NE(file, nullptr) << std::get<std::string>(read);
  EXPECT_EQ(failure_of(file->stack.empty() ? "linux-tcp4" : file->stack, file->program), "");
}

std::vector<std::filesystem::path> kept_programs() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SOCKETCHECK_REGRESSIONS))
    if (entry.path().extension() == ".program") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Each, TheKeptProgram, testing::ValuesIn(kept_programs()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace socketcheck::tests
