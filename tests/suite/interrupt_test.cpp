// A check that is ended from outside, and checks beside one another.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

constexpr int interrupted = 130;
constexpr int killed = 128 + SIGKILL;

void give_it_a_second() { std::this_thread::sleep_for(std::chrono::seconds(1)); }

Arguments long_check(const TemporaryDirectory& directory) {
  return {"check", "--time", "30", "--stack", "linux-tcp4", "--out", directory.path()};
}

class EndedBy : public testing::TestWithParam<int> {};

TEST_P(EndedBy, ASignalItSaysWhatWasDone) {
  const TemporaryDirectory directory;
  Command command(long_check(directory));
  give_it_a_second();
  command.signal(GetParam());
  const Ran ran = command.wait(std::chrono::seconds(5));
  EXPECT_EQ(ran.status, interrupted);
  EXPECT_NE(ran.out.find("interrupted: this is what was done until then"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("linux-tcp4: "), std::string::npos) << ran.out;
  EXPECT_EQ(ran.err, "");
  const auto report = json_of(directory / "run.json");
  EXPECT_EQ(report["interrupted"], true);
  EXPECT_GT(report["units"][0]["calls"], 0);
  EXPECT_FALSE(command.has_left_something());
}
INSTANTIATE_TEST_SUITE_P(With, EndedBy, testing::Values(SIGINT, SIGTERM),
                         [](const auto& test) { return std::string(test.param == SIGINT ? "CtrlC" : "SIGTERM"); });

// A stack that hangs would keep the first one from being noticed.
TEST(Interrupt, ASecondCtrlCEndsItAtOnce) {
  const TemporaryDirectory directory;
  Command command({"check", "--time", "30", "--stack", "faulty-no-fin-after-shut-rd", "--out", directory.path()});
  give_it_a_second();
  command.signal(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  command.signal(SIGINT);
  EXPECT_EQ(command.wait(std::chrono::seconds(1)).status, interrupted);
}

TEST(Interrupt, WhileAFailureIsShrunkItEndsWithinADeadline) {
  const TemporaryDirectory directory;
  Command command({"check", "--time", "30", "--stack", "faulty-no-fin-after-shut-rd", "--out", directory.path()});
  give_it_a_second();
  command.signal(SIGINT);
  const Ran ran = command.wait(std::chrono::seconds(20));
  EXPECT_TRUE(ran.status == interrupted || ran.status == 1) << ran.status << ran.out << ran.err;
  EXPECT_NE(ran.out.find("interrupted: this is what was done until then"), std::string::npos) << ran.out;
}

TEST(Interrupt, TheNextCheckTellsOfAProgramThatWasCutOff) {
  const TemporaryDirectory directory;
  Command command(long_check(directory));
  give_it_a_second();
  command.signal(SIGKILL);
  EXPECT_EQ(command.wait().status, killed);
  const Arguments short_check = {"check", "--cases", "200", "--stack", "linux-tcp4", "--out", directory.path()};
  const Ran next = run(short_check);
  const std::string told = "did not end: it was at call ";
  EXPECT_NE(next.out.find(told), std::string::npos) << next.out << next.err;
  EXPECT_NE(next.out.find("@ linux-tcp4"), std::string::npos) << next.out;
  EXPECT_EQ(run({"replay", (directory / "unfinished.txt").string()}).status, 0) << "the stack is not to blame";
  EXPECT_EQ(run(short_check).out.find(told), std::string::npos) << "it was told already";
}

TEST(Interrupt, TwoChecksDoNotDisturbEachOther) {
  const TemporaryDirectory first_directory;
  const TemporaryDirectory second_directory;
  const auto arguments = [](const TemporaryDirectory& directory) -> Arguments {
    return {"check", "--time", "8", "--out", directory.path()};
  };
  Command first(arguments(first_directory));
  Command second(arguments(second_directory));
  for (Command* command : {&first, &second}) {
    const Ran ran = command->wait();
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  }
}

}  // namespace
}  // namespace socketcheck::tests
