// shutdown(2), by the states of RFC 9293 3.10.4.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

TEST(Shutdown, OfTheWriteHalfSendsAFin) {
  Scenario s;
  s.call(Shutdown{a, Half::write}).answers(ok()).by("shutdown.connected");
  EXPECT_EQ(s.state_of(a), "FIN-WAIT-1");
  EXPECT_EQ(s.state_of(b), "CLOSE-WAIT");
}

// RFC 9293 3.6: the user who closes may continue to receive.
TEST(Shutdown, OfTheWriteHalfLeavesReadingOpen) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Send{b, 1}).answers(bytes(1, 1));
  s.call(Recv{a, 1}).answers(bytes(1, 1));
}

TEST(Shutdown, OfTheReadHalfSendsNothing) {
  Scenario s;
  s.call(Shutdown{a, Half::read}).answers(ok()).by("shutdown.connected");
  EXPECT_EQ(s.state_of(a), "ESTABLISHED");
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
}

TEST(Shutdown, AtBothEndsLeavesTimeWaitAtTheFirst) {
  Scenario s;
  s.call(Shutdown{b, Half::both});
  s.call(Shutdown{a, Half::write}).answers(ok()).brings("arrival.ack-of-fin.last-ack");
  EXPECT_EQ(s.state_of(b), "TIME-WAIT");
  EXPECT_EQ(s.state_of(a), "CLOSED");
}

TEST(Shutdown, OfAHalfThatWasShutMayFail) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::write});
  s.call(Shutdown{a, Half::both}).answers({ok(), fails(Error::not_connected)}).by("shutdown.again");
}

TEST(ShutdownOnLinux, OfAHalfThatWasShutSucceedsAndSendsNoSecondFin) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Shutdown{a, Half::both}).answers(ok()).by("linux.shutdown.again");
  EXPECT_EQ(s.state_of(a), "FIN-WAIT-1");
}

TEST(Shutdown, FailsWhereTheConnectionWasReset) {
  Scenario s;
  s.call(Abort{b});
  s.call(Shutdown{a, Half::read}).answers(fails(Error::not_connected)).by("linux.shutdown.not-connected");
}

TEST(Shutdown, InTimeWaitMayFail) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::write});
  s.call(Close{b});
  s.call(Shutdown{a, Half::read}).answers({fails(Error::not_connected), ok()}).by("shutdown.time-wait");
}

TEST(ShutdownOnLinux, InTimeWaitFails) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Close{b});
  EXPECT_EQ(s.state_of(a), "TIME-WAIT");
  s.call(Shutdown{a, Half::read}).answers(fails(Error::not_connected)).by("linux.shutdown.time-wait");
}

}  // namespace
}  // namespace socketcheck::tests
