// Calls that wait: what the runner makes of them, the program's text, and stacks that can't be woken.
#include <gtest/gtest.h>

#include <filesystem>

#include "command.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "model/text/show.hpp"
#include "properties/claims/examples.hpp"
#include "properties/runner/run.hpp"
#include "sut/faulty/waiting.hpp"
#include "sut/kernel/blocked_call.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::tests {
namespace {

using namespace properties;

model::Program parsed(std::string_view text) { return std::get<model::Program>(model::parse_program(text)); }

// What the program comes to on a stack of these calls; empty: it conforms.
template <class CallsOfTheStack>
std::optional<Failure> failure_on(const model::Program& program) {
  sut::SocketStack stack(std::make_unique<CallsOfTheStack>(), sut::Family::ipv4);
  Coverage coverage(*model::flavour("linux"));
  Runner runner(stack, coverage.book(), coverage);
  runner.set_deadline(runner.short_deadline());
  const Outcome outcome = runner.run(program);
  const Failure* failure = failure_of(outcome);
  return failure == nullptr ? std::nullopt : std::optional(*failure);
}

TEST(WaitingCalls, AreReadAsTheyAreShown) {
  for (const char* text : {"begin recv(a, 5)", "begin send(a, 1)", "begin c = accept(a)", "begin poll(b)"}) {
    const model::Program program = parsed("start pair a b; " + std::string(text));
    ASSERT_EQ(program.calls.size(), 1u);
    EXPECT_EQ(model::show(program.calls[0]), text);
  }
}

TEST(WaitingCalls, AreOnlySomeAndOnlyPlainOnes) {
  for (const char* text : {"begin close(a)", "begin recv(a, 0)", "begin recv(a, 1, MSG_PEEK)", "begin send(a, 2)", "begin begin recv(a, 1)x"})
    EXPECT_TRUE(std::holds_alternative<model::ParseError>(model::parse_program("start pair a b; " + std::string(text)))) << text;
}

// A line is not limited: what stands in it may not be the program's end.
TEST(WaitingCalls, AreNotBegunTwice) {
  std::string text = "start pair a b; ";
  for (int i = 0; i < 400'000; ++i) text += "begin ";
  const auto parsed = model::parse_program(text + "recv(a, 1)");
  ASSERT_TRUE(std::holds_alternative<model::ParseError>(parsed));
  EXPECT_EQ(std::get<model::ParseError>(parsed).line, 2);
}

TEST(WaitingCalls, OfTheExamplesAllConform) {
  for (const model::Program& program : examples_of_waiting_calls()) {
    const auto failure = failure_on<sut::Calls>(program);
    EXPECT_FALSE(failure) << model::show(program) << failure->subject << " " << failure->seen;
  }
}

// Whoever waits to send is woken by room, and by the RST; these stacks sleep on.
TEST(AWaitingSend, ThatNothingWakesIsFound) {
  std::string rules_of_room;
  std::string rules_of_reset;
  for (const model::Program& program : examples_of_waiting_calls()) {
    if (const auto failure = failure_on<sut::faulty::SendSleepsThroughRoom>(program)) rules_of_room += failure->rule() + " " + failure->seen + "\n";
    if (const auto failure = failure_on<sut::faulty::SendSleepsThroughReset>(program)) rules_of_reset += failure->rule() + " " + failure->seen + "\n";
  }
  EXPECT_EQ(rules_of_room, "send.accepted waits still\n");
  EXPECT_EQ(rules_of_reset, "linux.send.reset waits still\n");
}

// A deadlocked stack does not hang the suite: the call is named, and the program is kept.
TEST(AStackThatCantBeWoken, LetsTheCheckComeToItsEnd) {
  const TemporaryDirectory directory;
  const Ran ran = run({"check", "--stack", "faulty-recv-sleeps-for-ever", "--gtest_filter=WaitingCallsWakeUp.*", "--cases", "22", "--seed", "1",
                       "--out", directory.path()});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_NE(ran.out.find("recv(a, 1) that waits    = waits still"), std::string::npos) << ran.out;
  EXPECT_TRUE(std::filesystem::exists(directory / "counterexamples/WaitingCallsWakeUp@faulty-recv-sleeps-for-ever.txt"));
  // Nothing is offered that there is none of.
  EXPECT_EQ(ran.out.find("--ladder"), std::string::npos) << ran.out;
  EXPECT_EQ(text_of(directory / "report.html").find(".svg\""), std::string::npos);
}

TEST(AProgramWithWaitingCalls, SaysThatItHasNoDrawing) {
  const Ran ran = run({"explain", "start pair a b; begin recv(a, 1); send(b, 1)", "--ladder"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("no drawing"), std::string::npos) << ran.err;
}

TEST(AProgramWithWaitingCalls, IsExplainedWithWhatWakesThem) {
  const Ran ran = run({"explain", "start pair a b; begin recv(a, 5); close(a); shutdown(b, SHUT_WR)"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("nothing happens: another call waits on the same socket"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("the recv(a, 5) that waits: 0"), std::string::npos) << ran.out;
}

TEST(ABlockedCall, IsEndedByASignal) {
  sut::BlockedCall call([] {
    timespec forever{.tv_sec = 1'000'000, .tv_nsec = 0};
    return static_cast<long>(nanosleep(&forever, nullptr));
  });
  call.await_rest(std::chrono::milliseconds{5000});
  EXPECT_FALSE(call.await_result(std::chrono::milliseconds{0}).has_value());
  ASSERT_TRUE(call.interrupt(std::chrono::milliseconds{5000}));
  EXPECT_EQ(call.await_result(std::chrono::milliseconds{0})->error, EINTR);
}

}  // namespace
}  // namespace socketcheck::tests
