// Two stacks, call by call, with no model in between: what differs is found and shrunk, and what may differ is not told.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

using nlohmann::json;

constexpr int same = 0;
constexpr int differ = 1;

struct Contest {
  std::string name;
  std::string first;
  std::string second;
  std::string program;  // the shortest that shows the difference; empty: there is none
  std::string first_answer;
  std::string second_answer;
};

void PrintTo(const Contest& contest, std::ostream* out) { *out << contest.first << " and " << contest.second; }

const Contest contests[] = {
    {"WritesThatSucceedForEver", "linux-tcp4", "faulty-writes-succeed-for-ever", "start pair a b; close(a); send(b, 1); send(b, 1)",
     "-1 EPIPE, SIGPIPE", "1"},
    {"OtherBytes", "linux-tcp4", "faulty-later-segment-swapped", "start pair a b; send(a, 1); send(a, 2); recv(b, 2)", "2",
     "2, but other bytes"},
    {"SignalsAlone", "faulty-sigpipe-on-reset", "linux-tcp6", "start listening a b; connect(b, p); close(a); send(b, 1)", "-1 ECONNRESET, SIGPIPE",
     "-1 ECONNRESET"},
    {"AWholeLife", "linux-tcp4", "faulty-so-error-repeats-refused",
     "start listening a b; connect(b, q); getsockopt(b, SO_ERROR); getsockopt(b, SO_ERROR)", "0", "ECONNREFUSED"},
};

const Contest alike[] = {
    {"AddressFamilies", "linux-tcp4", "linux-tcp6"},
    {"BoostAsio", "asio-tcp4", "linux-tcp-mapped"},
    {"ShortReads", "linux-tcp4", "odd-short-reads"},
    {"PartialSends", "odd-partial-sends", "linux-tcp4"},
    {"SpuriousAgain", "linux-tcp4", "odd-spurious-again"},
    {"Interrupted", "odd-interrupted", "linux-tcp4"},
    {"SlowDelivery", "linux-tcp4", "odd-slow-delivery"},
    {"SplitArrivals", "linux-tcp4", "odd-split-arrivals"},
    {"MergedArrivals", "odd-merged-arrivals", "odd-split-arrivals"},
    {"TinyBuffers", "odd-tiny-buffers", "linux-tcp4"},
};

Ran diff(const Contest& contest, const Arguments& more) {
  Arguments arguments = {"diff", contest.first, contest.second, "--seed", "3"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

std::string in_one_line(std::string program) {
  while (!program.empty() && program.back() == '\n') program.pop_back();
  for (std::size_t at = 0; (at = program.find('\n', at)) != std::string::npos;) program.replace(at, 1, "; ");
  return program;
}

class Differing : public testing::TestWithParam<Contest> {};

TEST_P(Differing, AreFoundAndShrunk) {
  const TemporaryDirectory directory;
  const Ran ran = diff(GetParam(), {"--time", "20", "--json", "--out", directory.path()});
  ASSERT_EQ(ran.status, differ) << ran.out << ran.err;
  const json found = json::parse(ran.out)["difference"];
  EXPECT_EQ(in_one_line(found["program"]), GetParam().program);
  EXPECT_EQ(found["steps"].back()["first"], GetParam().first_answer);
  EXPECT_EQ(found["steps"].back()["second"], GetParam().second_answer);
  EXPECT_EQ(found["repeats"]["differed"], found["repeats"]["runs"]);
  // What was kept shows the difference again, and nothing but it.
  const Ran again = diff(GetParam(), {"--program", (directory / "difference.txt").string(), "--out", directory.path()});
  EXPECT_EQ(again.status, differ) << again.out << again.err;
  EXPECT_NE(again.out.find("differs in 10 of 10 runs; found after 1 programs"), std::string::npos) << again.out;
}

INSTANTIATE_TEST_SUITE_P(Stacks, Differing, testing::ValuesIn(contests), [](const auto& test) { return test.param.name; });

class Alike : public testing::TestWithParam<Contest> {};

TEST_P(Alike, ShowNoDifference) {
  const TemporaryDirectory directory;
  const Ran ran = diff(GetParam(), {"--time", "4", "--json", "--out", directory.path()});
  ASSERT_EQ(ran.status, same) << ran.out << ran.err;
  const json result = json::parse(ran.out);
  EXPECT_GT(result["cases"], 100);
  EXPECT_LT(result["left_early"].get<int>() * 2, result["cases"].get<int>()) << "most programs are compared to their end";
  EXPECT_EQ(result["not_repeated"], 0);
}

INSTANTIATE_TEST_SUITE_P(Stacks, Alike, testing::ValuesIn(alike), [](const auto& test) { return test.param.name; });

TEST(Diff, SaysHowFarItCameWhenItIsInterrupted) {
  const TemporaryDirectory directory;
  Command command({"diff", "linux-tcp4", "linux-tcp6", "--time", "60", "--out", directory.path()});
  std::this_thread::sleep_for(std::chrono::seconds(1));
  command.signal(SIGINT);
  const Ran ran = command.wait();
  EXPECT_EQ(ran.status, 130) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("interrupted"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace socketcheck::tests
