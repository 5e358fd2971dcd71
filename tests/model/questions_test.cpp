// The calls that ask: poll(2), SO_ERROR, FIONREAD and TCP_INFO.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

Allowed reported(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }
Allowed in(State state) { return returns(static_cast<std::int64_t>(state), Reading::state); }

TEST(Poll, OfAnOpenSocketShowsThatItCanBeWritten) {
  Scenario s{"standard"};
  s.call(Poll{a}).answers(events(writable, wr_band | rd_hup)).by("poll.open");
  s.call(Send{b, 1});
  s.call(Poll{a}).answers(events(readable | writable, wr_band | rd_hup)).by("poll.open");
}

TEST(PollOnLinux, ShowsTheEndOfTheStream) {
  Scenario s;
  s.call(Poll{a}).answers(events(writable)).by("linux.poll.open");
  s.call(Shutdown{b, Half::write});
  s.call(Poll{a}).answers(events(readable | writable | rd_hup)).by("linux.poll.open");
}

TEST(Poll, OfAHalfClosedSocketNeedShowNothing) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::write});
  s.call(Poll{a}).answers(events(0, writable | wr_band | rd_hup)).by("poll.write-half-closed");
}

TEST(PollOnLinux, OfAHalfClosedSocketShowsThatAWriteWouldNotBlock) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Poll{a}).answers(events(writable)).by("linux.poll.write-half-closed");
}

TEST(PollOnLinux, ShowsAHangUpOnceBothHalvesAreShut) {
  Scenario s;
  s.call(Shutdown{a, Half::both});
  s.call(Poll{a}).answers(events(readable | writable | rd_hup | hup)).by("linux.poll.both-halves-closed");
}

TEST(Poll, OfAnEndedConnectionShowsAHangUpOrThatACallWouldNotBlock) {
  Scenario s{"standard"};
  s.call(Abort{b});
  s.call(Poll{a})
      .answers({events(hup, readable | rd_hup | err), events(readable, writable | wr_band | rd_hup | err)})
      .by("poll.ended");
}

TEST(PollOnLinux, OfAResetConnectionShowsEverything) {
  Scenario s;
  s.call(Abort{b});
  s.call(Poll{a}).answers(events(readable | writable | rd_hup | hup | err)).by("linux.poll.ended");
  s.call(GetError{a});
  s.call(Poll{a}).answers(events(readable | writable | rd_hup | hup)).by("linux.poll.ended");
}

TEST(SoError, OfASoundConnectionIsNone) {
  Scenario s;
  s.call(GetError{a}).answers(reported(Error::none)).by("so-error.none");
}

TEST(SoError, ReportsAResetOnce) {
  Scenario s;
  s.call(Abort{b});
  s.call(GetError{a}).answers(reported(Error::connection_reset)).by("so-error.reset");
  s.call(GetError{a}).answers(reported(Error::none)).by("so-error.none");
}

TEST(SoError, ReportsAResetBehindAFin) {
  Scenario s{"standard"};
  s.call(Shutdown{b, Half::write});
  s.call(Abort{b});
  s.call(GetError{a}).answers(reported(Error::connection_reset)).by("so-error.reset-after-fin");
}

TEST(SoErrorOnLinux, CallsAResetBehindAFinABrokenPipe) {
  Scenario s;
  s.call(Shutdown{b, Half::write});
  s.call(Abort{b});
  s.call(GetError{a}).answers(reported(Error::broken_pipe)).by("linux.so-error.reset-after-fin");
}

TEST(UnreadBytes, AreCounted) {
  Scenario s;
  s.call(Send{a, 3});
  s.call(Recv{b, 1});
  s.call(UnreadBytes{b}).answers(bytes(2, 2)).by("unread-bytes.readable");
}

TEST(UnreadBytes, AreCountedOrNotWhereReadingWasShut) {
  Scenario s{"standard"};
  s.call(Send{a, 2});
  s.call(Shutdown{b, Half::read});
  s.call(UnreadBytes{b}).answers({bytes(2, 2), bytes(0, 0), fails(Error::invalid_argument)}).by("unread-bytes.shut");
}

TEST(UnreadBytesOnLinux, AreCountedInEveryState) {
  Scenario s;
  s.call(Send{a, 2});
  s.call(Abort{a});
  s.call(UnreadBytes{b}).answers(bytes(2, 2)).by("linux.unread-bytes.shut");
}

TEST(TcpInfo, SaysTheState) {
  Scenario s;
  s.call(TcpInfo{a}).answers(in(State::established)).by("tcp-info.state");
  s.call(Shutdown{a, Half::write});
  s.call(TcpInfo{a}).answers({in(State::fin_wait_1), in(State::fin_wait_2)}).by("tcp-info.state");
  s.call(TcpInfo{b}).answers(in(State::close_wait)).by("tcp-info.state");
}

// The acknowledgement of a FIN may be delayed, but it does not go back.
TEST(TcpInfo, StaysInFinWait2OnceItWasSeen) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(TcpInfo{a}).and_says({.value = static_cast<std::int64_t>(State::fin_wait_2)});
  s.call(TcpInfo{a}).answers(in(State::fin_wait_2)).by("tcp-info.state");
}

TEST(TcpInfo, SaysTimeWait) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::write});
  s.call(Close{b});
  s.call(TcpInfo{a}).answers(in(State::time_wait)).by("tcp-info.time-wait");
}

TEST(TcpInfoOnLinux, SaysClosedInTimeWait) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Close{b});
  s.call(TcpInfo{a}).answers(in(State::closed)).by("linux.tcp-info.time-wait");
}

}  // namespace
}  // namespace socketcheck::tests
