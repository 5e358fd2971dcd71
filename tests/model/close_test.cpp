// close(2) and abort, by the states of RFC 9293 3.10.4 and 3.10.5.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

TEST(Close, SendsAFin) {
  Scenario s;
  s.call(Close{a}).answers(ok()).by("close.orderly");
  EXPECT_EQ(s.state_of_end(0), "FIN-WAIT-1");
  EXPECT_EQ(s.state_of(b), "CLOSE-WAIT");
}

TEST(Close, AtTheSecondEndEndsTheConnection) {
  Scenario s;
  s.call(Close{a});
  s.call(Close{b}).answers(ok()).by("close.orderly");
  EXPECT_EQ(s.state_of_end(0), "TIME-WAIT");
  EXPECT_EQ(s.state_of_end(1), "CLOSED");
}

TEST(Close, SendsNoSecondFin) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Close{a}).answers(ok()).by("close.half-closed");
  EXPECT_EQ(s.state_of_end(0), "FIN-WAIT-1");
}

TEST(Close, WithUnreadDataMaySendARst) {
  Scenario s{"standard"};
  s.call(Send{b, 1});
  s.call(Close{a}).answers(ok()).by("close.unread-data");
  EXPECT_EQ(s.state_of(b), "");  // a RST or a FIN
}

TEST(CloseOnLinux, WithUnreadDataSendsARst) {
  Scenario s;
  s.call(Send{b, 1});
  s.call(Close{a}).answers(ok()).by("linux.close.unread-data");
  EXPECT_EQ(s.state_of(b), "CLOSED");
  s.call(Recv{b, 1}).answers(fails(Error::connection_reset));
}

TEST(Close, LingeringForNoTimeMaySendARst) {
  Scenario s{"standard"};
  s.call(SetLinger{a, {true, 0}});
  s.call(Close{a}).answers(ok()).by("close.linger-zero");
  EXPECT_EQ(s.state_of(b), "");
}

TEST(CloseOnLinux, LingeringForNoTimeSendsARst) {
  Scenario s;
  s.call(SetLinger{a, {true, 0}});
  s.call(Close{a}).answers(ok()).by("linux.close.linger-zero");
  EXPECT_EQ(s.state_of(b), "CLOSED");
}

TEST(Close, BehindBothFinsSendsNothing) {
  Scenario s{"linux", 2};
  s.call(Send{a, 3});
  s.call(Shutdown{a, Half::write});
  s.call(Shutdown{b, Half::write});  // perhaps before a's FIN, which stands behind a full window
  s.call(Close{a}).answers(ok()).perhaps_by("close.both-fins-sent");
}

TEST(Close, OfAnEndedConnectionForgetsTheDescriptor) {
  Scenario s;
  s.call(Abort{b});
  s.call(Close{a}).answers(ok()).by("close.ended");
  EXPECT_EQ(s.state_of_end(0), "CLOSED");
}

TEST(Close, OfTheReaderIsToldByARstWhenDataComes) {
  Scenario s;
  s.call(Close{b});
  s.call(Send{a, 1}).answers(bytes(1, 1)).brings("linux.arrival.data.after-close");
  s.call(Send{a, 1}).answers(fails(Error::broken_pipe, 1));
}

TEST(Abort, SendsARst) {
  Scenario s;
  s.call(Abort{a}).answers(ok()).by("abort.connected");
  EXPECT_EQ(s.state_of(b), "CLOSED");
}

TEST(Abort, BehindBothFinsNeedNotSendARst) {
  Scenario s{"linux", 2};
  s.call(Send{a, 3});
  s.call(Shutdown{a, Half::write});
  s.call(Shutdown{b, Half::write});
  s.call(Abort{a}).answers(ok()).perhaps_by("abort.both-fins-sent");
}

TEST(Abort, OfAnEndedConnectionForgetsTheDescriptor) {
  Scenario s;
  s.call(Abort{b});
  s.call(Abort{a}).answers(ok()).by("abort.ended");
}

}  // namespace
}  // namespace socketcheck::tests
