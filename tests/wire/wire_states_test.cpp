// Which states the ends of one connection can be in together, and what the report says of it.
#include "properties/report/wire_states.hpp"

#include <gtest/gtest.h>

#include "a_wire.hpp"
#include "hunt.hpp"
#include "model/rules/flavours.hpp"

namespace socketcheck::tests {
namespace {

using model::State;
using properties::can_coexist;

TEST(WireStates, ThatCanCoexistDoSoEitherWayRound) {
  int pairs = 0;
  for (int one = 0; one < model::number_of_states; ++one)
    for (int other = 0; other < model::number_of_states; ++other) {
      EXPECT_EQ(can_coexist(State(one), State(other)), can_coexist(State(other), State(one)));
      pairs += State(one) != State::closed && State(other) != State::closed && can_coexist(State(one), State(other)) ? 1 : 0;
    }
  EXPECT_EQ(pairs, 22);  // counted by hand, of the seven states from ESTABLISHED on
}

// RFC 9293 3.6, figures 12 and 13.
TEST(WireStates, OfTheFiguresCoexistAndContradictionsDoNot) {
  EXPECT_TRUE(can_coexist(State::fin_wait_2, State::close_wait));
  EXPECT_TRUE(can_coexist(State::time_wait, State::last_ack));
  EXPECT_TRUE(can_coexist(State::closing, State::closing));
  EXPECT_FALSE(can_coexist(State::fin_wait_2, State::established));
  EXPECT_FALSE(can_coexist(State::close_wait, State::close_wait));
  EXPECT_FALSE(can_coexist(State::last_ack, State::last_ack));
  EXPECT_FALSE(can_coexist(State::closing, State::last_ack));
  EXPECT_FALSE(can_coexist(State::time_wait, State::established));
}

TEST(WireStates, AreNamedInTheReport) {
  properties::Coverage coverage(*model::flavour("linux"));
  model::World world = model::world_of(model::StartPair{}, {});
  coverage.reached(world);
  const std::string text = properties::states_on_the_wire("the-stack", coverage);
  EXPECT_NE(text.find("states at both ends of the-stack: ESTABLISHED (1 of 11)"), std::string::npos) << text;
  EXPECT_NE(text.find("LISTEN only at the end that was connected to, where no program of this run came"), std::string::npos) << text;
  EXPECT_NE(text.find("1 of the 37 that can coexist"), std::string::npos) << text;
  EXPECT_EQ(text.find("and yet seen"), std::string::npos) << text;
  for (model::End& end : world.connection(0).ends) end.state = State::last_ack;
  coverage.reached(world);
  EXPECT_NE(properties::states_on_the_wire("the-stack", coverage).find("and yet seen: LAST-ACK/LAST-ACK"), std::string::npos);
}

}  // namespace
}  // namespace socketcheck::tests
