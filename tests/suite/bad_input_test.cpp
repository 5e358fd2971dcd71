// Whatever can't be done is said in one line, with the exit status that scripts rely on.
#include <gtest/gtest.h>

#include <algorithm>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

constexpr int usage = 2;

struct BadInput {
  std::string name;
  Arguments arguments;  // DIR stands for a directory of the test's own
  std::string says;     // part of the line
};

void PrintTo(const BadInput& input, std::ostream* out) { *out << input.name; }

const BadInput bad_inputs[] = {
    {"NoArguments", {}, "subcommand"},
    {"AnUnknownCommand", {"chekc"}, "chekc"},
    {"AnUnknownOption", {"check", "--tiem", "5"}, "--tiem"},
    {"AnUnknownStack", {"check", "--stack", "linux-tcp5"}, "there is no stack `linux-tcp5`"},
    {"AnUnknownFlavour", {"check", "--flavour", "minix"}, "there is no flavour `minix`"},
    {"AnUnknownProperty", {"check", "--gtest_filter=NoSuchProperty.*", "--out", "DIR/out"}, "NoSuchProperty"},
    {"AnUnknownGtestOption", {"check", "--gtest_fliter=Every*", "--out", "DIR/out"}, "--gtest_fliter"},
    {"CasesAndTime", {"check", "--cases", "10", "--time", "1"}, "--cases"},
    {"NoCases", {"check", "--cases", "0"}, "--cases"},
    {"CasesThatAreNoNumber", {"check", "--cases", "many"}, "many"},
    {"NoTime", {"check", "--time", "0"}, "--time"},
    {"NoDepth", {"check", "--exhaustive", "0"}, "--exhaustive"},
    {"TooMuchDepth", {"check", "--exhaustive", "9"}, "--exhaustive"},
    {"ASeedThatIsNoNumber", {"check", "--seed", "x"}, "--seed"},
    {"AnOutThatIsAFile", {"check", "--cases", "10", "--out", "DIR/program"}, "DIR/program"},
    {"AnOutBelowAFile", {"check", "--cases", "10", "--out", "DIR/program/x"}, "DIR/program/x"},
    {"AnOutInAReadOnlySystem", {"check", "--cases", "10", "--out", "/proc/socketcheck"}, "/proc/socketcheck"},
    {"NoFileOfKnownDeviations", {"check", "--known", "DIR/missing"}, "DIR/missing"},
    {"AMalformedFileOfKnownDeviations", {"check", "--known", "DIR/program"}, "DIR/program"},
    {"NoFileToReplay", {"replay"}, "FILE"},
    {"AMissingFile", {"replay", "DIR/missing"}, "DIR/missing: No such file"},
    {"ADirectoryForAFile", {"replay", "DIR"}, "DIR: a directory"},
    {"AnEmptyFile", {"replay", "DIR/empty"}, "DIR/empty:1:1: expected `start pair a b`"},
    {"AMalformedFile", {"replay", "DIR/malformed"}, "DIR/malformed:4:9: expected a number"},
    {"AnotherVersionsFile", {"replay", "DIR/version"}, "DIR/version:1:1: "},
    {"AFileThatIsNoText", {"replay", SOCKETCHECK_EXECUTABLE}, ":1:1: "},
    {"AnUnknownStackToReplayOn", {"replay", "DIR/program", "--stack", "x"}, "there is no stack `x`"},
    {"AFileOfAnUnknownStack", {"replay", "DIR/stack"}, "there is no stack `linux-tcp5`"},
    {"NothingToExplain", {"explain", "nonsense"}, "nonsense"},
    {"AMalformedProgramToExplain", {"explain", "start pair a b; sned(a, 1)"}, "line 2, column 2: there is no call `sned`"},
    {"NothingToCompareWith", {"compare", "DIR/empty"}, "OTHER"},
    {"AMissingRun", {"compare", "DIR/missing", "DIR/missing"}, "DIR/missing: No such file"},
    {"ADirectoryWithoutARun", {"compare", "DIR", "DIR"}, "DIR/run.json: No such file"},
    {"ARunThatIsNoJson", {"compare", "DIR/program", "DIR/program"}, "DIR/program: not the run.json of a check"},
    {"ARunOfAnotherKind", {"compare", "DIR/array", "DIR/array"}, "DIR/array: not the run.json of a check"},
    {"OneStackToDiff", {"diff", "linux-tcp4"}, "OTHER"},
    {"AnUnknownStackToDiff", {"diff", "linux-tcp4", "linux-tcp5"}, "there is no stack `linux-tcp5`"},
    {"AWireToDiff", {"diff", "linux-tcp4", "linux-wire4"}, "`linux-wire4`"},
    {"AMalformedProgramToDiff", {"diff", "linux-tcp4", "linux-tcp6", "--program", "DIR/malformed"}, "DIR/malformed:4:9"},
    {"AnUnknownList", {"list", "everything"}, "everything"},
};

class OneLine : public testing::TestWithParam<BadInput> {
 protected:
  OneLine() {
    write_file(directory_ / "program", "socketcheck 1\nstart pair a b\nsend(a, 1)\n");
    write_file(directory_ / "malformed", "socketcheck 1\nstart pair a b\nsend(a, 1)\nsend(a, x)\n");
    write_file(directory_ / "version", "socketcheck 2\nstart pair a b\n");
    write_file(directory_ / "stack", "socketcheck 1\n# stack linux-tcp5\nstart pair a b\n");
    write_file(directory_ / "empty", "");
    write_file(directory_ / "array", "[1, 2]");
  }
  std::string in_directory(std::string text) const {
    if (const auto at = text.find("DIR"); at != std::string::npos) text.replace(at, 3, directory_.path());
    return text;
  }

  TemporaryDirectory directory_;
};

TEST_P(OneLine, SaysWhatIsWrong) {
  Arguments arguments;
  for (const std::string& argument : GetParam().arguments) arguments.push_back(in_directory(argument));
  const Ran ran = run(arguments);
  // Where the filter leaves nothing the stack was not tested; everything else is a mistake of the user.
  EXPECT_EQ(ran.status, GetParam().name == "AnUnknownProperty" ? 3 : usage) << ran.out << ran.err;
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  EXPECT_TRUE(ran.err.starts_with("socketcheck: ")) << ran.err;
  EXPECT_NE(ran.err.find(in_directory(GetParam().says)), std::string::npos) << ran.err;
}

INSTANTIATE_TEST_SUITE_P(For, OneLine, testing::ValuesIn(bad_inputs),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace socketcheck::tests
