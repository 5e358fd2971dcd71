// Races are read as they are shown, and what can't race is refused with its reason.
#include <gtest/gtest.h>

#include "model/text/race_text.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

std::string problem_with(const char* text) {
  const auto parsed = parse_race(text);
  const auto* error = std::get_if<ParseError>(&parsed);
  return error == nullptr ? "" : std::to_string(error->line) + ": " + error->message;
}

TEST(RaceText, IsReadAsItIsShown) {
  const char* text = "start pair a b\nsend(b, 3)\nthread 1: recv(a, 2)\nthread 2: recv(a, 2, MSG_PEEK)\nthread 2: shutdown(a, SHUT_WR)\nthen: recv(a, 9)\n";
  const auto parsed = parse_race(text);
  ASSERT_TRUE(std::holds_alternative<Race>(parsed)) << problem_with(text);
  EXPECT_EQ(show(std::get<Race>(parsed)), text);
}

TEST(RaceText, SaysInWhichColumnAnErrorIs) {
  const auto parsed = parse_race("start pair a b\nthread 1: recv(a, x)");
  ASSERT_TRUE(std::holds_alternative<ParseError>(parsed));
  EXPECT_EQ(std::get<ParseError>(parsed).line, 2);
  EXPECT_EQ(std::get<ParseError>(parsed).column, 19);
}

TEST(RaceText, RefusesWhatCannotRace) {
  EXPECT_EQ(problem_with("start pair a b; recv(a, 1)"), "2: two to four threads race");
  EXPECT_EQ(problem_with("start pair a b; thread 2: recv(a, 1)"), "2: expected the threads to count from 1 without a gap");
  EXPECT_EQ(problem_with("start pair a b; thread 1: recv(a, 1); recv(a, 1)"), "3: expected `thread 1:` or `then:`");
  EXPECT_EQ(problem_with("start pair a b; then: recv(a, 1)"), "2: expected a thread's call before the first `then:`");
  EXPECT_EQ(problem_with("start pair a b; thread 1: recv(a, 1); then: recv(a, 1); thread 2: recv(a, 1)"), "4: expected `then:`, as everything after the race");
  EXPECT_EQ(problem_with("start pair a b; thread 1: send(a, 1); thread 2: send(a, 1)"), "3: only one thread sends on a descriptor");
  EXPECT_EQ(problem_with("start pair a b; thread 1: close(a); thread 2: recv(a, 1)"), "3: threads make only send, recv, shutdown, accept and getsockopt(SO_ERROR)");
  EXPECT_EQ(problem_with("start pair a b; begin recv(a, 1); thread 1: recv(a, 1); thread 2: recv(a, 1)"), "4: calls that wait, the wire and sendto are for programs of one thread");
  EXPECT_EQ(problem_with("start datagrams a b; thread 1: recv(a, 1); thread 2: recv(a, 1)"), "3: a race is one of TCP");
  EXPECT_EQ(problem_with("start pair a b; thread 1: recv(c, 1); thread 2: recv(a, 1)"), "3: a racing call is made on a descriptor that is there for certain when the race begins");
}

}  // namespace
}  // namespace socketcheck::tests
