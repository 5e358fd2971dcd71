// A stack in which calls never return does not take the suite with it: the run ends, says which calls were out, and keeps the
// program.
#include <gtest/gtest.h>


#include "command.hpp"

namespace socketcheck::tests {
namespace {


class AStuckStack : public testing::Test {
 protected:
  Ran check(const std::string& stack) {
    return run({"check", "--stack", stack, "--gtest_filter=EveryShortBlockedProgram*", "--cases", "20", "--seed", "1", "--out", directory_.path()});
  }
  Ran replay(const std::string& stack, const std::string& calls) {
    write_file(directory_ / "program", "socketcheck 1\nstart pair a b\n" + calls);
    return run({"replay", (directory_ / "program").string(), "--stack", stack});
  }
  std::string only_program(const std::string& property, const std::string& stack) {
    return text_of(directory_ / "counterexamples" / (property + "@" + stack + ".txt"));
  }
  TemporaryDirectory directory_;
};

TEST_F(AStuckStack, WhoseCloseNeverReturnsIsTold) {
  const Ran ran = check("faulty-close-waits-for-readers");
  EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("> 2  close(a)"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("= it does not return"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("recv(a, 1) waits"), std::string::npos) << ran.out;
  const std::string kept = only_program("EveryShortBlockedProgramConforms", "faulty-close-waits-for-readers");
  EXPECT_NE(kept.find("begin recv(a, 1)\nclose(a)\n"), std::string::npos) << kept;
}

TEST_F(AStuckStack, WhoseCallsNoSignalEndsIsTold) {
  const Ran ran = check("faulty-recv-ignores-signals");
  EXPECT_EQ(ran.status, 1) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("interrupt recv(a, 1)"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("= it does not return"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("because waiting.interrupted"), std::string::npos) << ran.out;
}

TEST_F(AStuckStack, IsNotOneThatHasNothingToWaitFor) {
  const Ran ran = replay("linux-tcp4", "begin recv(a, 1)\nclose(a)\n");
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
}

TEST(AStackWithoutThreads, IsNotTestedForCallsThatWait) {
  const TemporaryDirectory directory;
  const Ran ran = run({"check", "--stack", "asio-tcp4", "--gtest_filter=BlockedCallsWakeUp*", "--cases", "10", "--out", directory.path()});
  EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("no call can wait in a thread of its own"), std::string::npos) << ran.out;
  write_file(directory / "program", "socketcheck 1\nstart pair a b\nbegin recv(a, 1)\n");
  EXPECT_EQ(run({"replay", (directory / "program").string(), "--stack", "asio-tcp4"}).status, 3);
}

TEST(AProgramWithCallsThatWait, IsExplainedButNotDrawn) {
  const std::string program = "start pair a b; begin recv(a, 5); send(b, 3)";
  const Ran explained = run({"explain", program});
  EXPECT_EQ(explained.status, 0) << explained.err;
  EXPECT_NE(explained.out.find("returns  recv(a, 5) = 3"), std::string::npos) << explained.out;
  const Ran drawn = run({"explain", program, "--ladder"});
  EXPECT_EQ(drawn.status, 2) << drawn.out;
  EXPECT_NE(drawn.err.find("not drawn"), std::string::npos) << drawn.err;
}

}  // namespace
}  // namespace socketcheck::tests
