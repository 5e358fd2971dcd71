// Urgent data: where the mark stands, what recv does there, and what is left of the byte at the end.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

Send urgent(std::uint32_t size, Slot slot = a) { return {.slot = slot, .size = size, .urgent = true}; }
Recv recv(std::uint32_t size) { return {.slot = b, .size = size}; }
Recv peek(std::uint32_t size) { return {.slot = b, .size = size, .peek = true}; }
const RecvUrgent take{b};
const AtMark at_mark{b};
const UnreadBytes unread{b};
const Allowed again = fails(Error::again);
const Allowed invalid = fails(Error::invalid_argument);
const Allowed reset = fails(Error::connection_reset);
const Allowed not_connected = fails(Error::not_connected);
Allowed exactly(Position count) { return bytes(count, count); }

TEST(UrgentData, IsTheLastByteOfTheSend) {
  Scenario s;
  s.call(urgent(3));
  s.call(at_mark).answers(returns(0)).by("at-mark.open");
  s.call(unread).answers(exactly(2)).by("linux.unread-bytes.shut");
  s.call(recv(9)).answers(bytes(1, 2)).by("linux.recv.data");
  s.call(at_mark).answers(returns(1));
  s.call(unread).answers(exactly(0));
}

TEST(UrgentData, IsPriorityDataForPoll) {
  Scenario s;
  s.call(Poll{b}).answers(events(event::writable));
  s.call(urgent(1));
  s.call(Poll{b}).answers(events(event::pri | event::writable));
  s.call(Send{.slot = a, .size = 1});
  s.call(Poll{b}).answers(events(event::pri | event::readable | event::writable));
  s.call(take).answers(exactly(1)).by("linux.recv-urgent.there");
  s.call(Poll{b}).answers(events(event::readable | event::writable));
}

TEST(UrgentData, IsTakenOnce) {
  Scenario s;
  s.call(take).answers(invalid).by("linux.recv-urgent.none");
  s.call(urgent(1));
  s.call(RecvUrgent{.slot = b, .size = 1, .peek = true}).answers(exactly(1));
  s.call(take).answers(exactly(1));
  s.call(take).answers(invalid);
  s.call(at_mark).answers(returns(1));
}

TEST(UrgentData, OfNoBytesIsTakenAsWell) {
  Scenario s;
  s.call(urgent(1));
  s.call(RecvUrgent{.slot = b, .size = 0}).answers(exactly(0));
  s.call(take).answers(invalid);
}

TEST(UrgentData, IsLeftOutByRecv) {
  Scenario s;
  s.call(urgent(1));
  s.call(Send{.slot = a, .size = 2});
  s.call(peek(9)).answers(bytes(1, 2));
  s.call(recv(9)).answers(bytes(1, 2));
  s.call(take).answers(invalid);
}

// POSIX doesn't say so: the byte may be had still.
TEST(UrgentData, IsLostToARecvThatReturnsNothing) {
  Scenario s;
  s.call(urgent(1));
  s.call(peek(1)).answers(again);
  s.call(take).answers(exactly(1));
  s.call(recv(1)).answers(again).by("linux.recv.nothing-yet");
  s.call(at_mark).answers(returns(0));

  Scenario standard{"standard"};
  standard.call(urgent(1));
  standard.call(recv(1)).answers(again);
  standard.call(take).answers({exactly(1), fails(Error::not_supported), invalid});
}

TEST(UrgentData, LiesInTheStreamIfTheOptionSaysSo) {
  Scenario s;
  s.call(SetOption{b, Option::oob_inline, 1});
  s.call(urgent(2));
  s.call(unread).answers(exactly(2));
  s.call(take).answers(invalid);
  s.call(recv(9)).answers(bytes(1, 1));  // it still stops before the mark
  s.call(at_mark).answers(returns(1));
  s.call(Poll{b}).answers(events(event::pri | event::readable | event::writable));
  s.call(recv(9)).answers(exactly(1));
  s.call(Poll{b}).answers(events(event::writable));
}

// The option counts when the call is made: the byte that was taken is delivered again.
TEST(UrgentData, ThatWasTakenComesBackIntoTheStream) {
  Scenario s;
  s.call(urgent(1));
  s.call(take);
  s.call(SetOption{b, Option::oob_inline, 1});
  s.call(recv(9)).answers(exactly(1));
}

TEST(ANewerUrgentByte, MakesTheEarlierOneOrdinary) {
  Scenario s;
  s.call(urgent(2));
  s.call(urgent(2));
  s.call(recv(9)).answers(bytes(1, 3));
  s.call(take).answers(exactly(1));
}

TEST(ANewerUrgentByte, TakesTheEarlierOnesPlaceWhereTheReaderStandsAtIt) {
  Scenario s;
  s.call(urgent(1));
  s.call(urgent(1));
  s.call(at_mark).answers(returns(1));
  s.call(recv(9)).answers(again);
}

TEST(UrgentData, AtTheEndIsHadUntilTheEndIsRead) {
  Scenario s;
  s.call(urgent(1));
  s.call(Shutdown{a, Half::write});
  s.call(RecvUrgent{.slot = b, .size = 1, .peek = true}).answers(exactly(1));
  s.call(recv(1)).answers(exactly(0)).by("linux.recv.end-of-stream");
  s.call(take).answers(invalid);
}

TEST(UrgentData, BehindAResetIsNotHad) {
  Scenario s;
  s.call(urgent(1));
  s.call(Abort{a});
  s.call(take).answers(not_connected).by("linux.recv-urgent.there");
  s.call(take).answers(not_connected);
  s.call(Poll{b}).answers(events(event::pri | event::readable | event::writable | event::err | event::hup | event::rd_hup));
  s.call(recv(1)).answers(reset).by("linux.recv.reset");
  s.call(take).answers(invalid);
}

TEST(UrgentData, BehindAFinAndAResetIsHad) {
  Scenario s;
  s.call(urgent(1));
  s.call(Shutdown{a, Half::write});
  s.call(Abort{a});
  s.call(take).answers(exactly(1));
}

// RFC 9293 3.6.1: it is data that the user has not received, also if recv(MSG_OOB) has returned it.
TEST(UrgentData, UnreadTurnsCloseIntoARst) {
  for (const bool is_taken : {false, true}) {
    Scenario s;
    s.call(urgent(1));
    if (is_taken) s.call(take);
    s.call(Close{b}).brings("linux.arrival.reset");
  }
}

TEST(UrgentData, ThatWasPassedLeavesCloseAFin) {
  Scenario s;
  s.call(urgent(1));
  s.call(recv(1));
  s.call(Close{b}).brings("arrival.fin");
}

TEST(UrgentData, ThatIsRefusedIsThereAllTheSame) {
  Scenario s;
  s.call(Shutdown{b, Half::both});
  s.call(urgent(1)).brings("linux.arrival.data.both-halves-shut");
  s.call(Poll{b}).answers(events(event::pri | event::readable | event::writable | event::err | event::hup | event::rd_hup));
  s.call(take).answers(not_connected);
  s.call(unread).answers(exactly(0));
}

// A window of 2: nobody knows when the receiver is told.
TEST(UrgentData, BehindAFullWindowMayBeAnnouncedAndThere) {
  Scenario s{"linux", 2};
  s.call(Send{.slot = a, .size = 5});
  s.call(urgent(1)).and_says({.value = 1});
  s.call(take).answers({invalid, again, exactly(1)});
}

TEST(UrgentDataByTheStandards, NeedNotBeKeptForAnEndThatIsGone) {
  Scenario s{"standard"};
  s.call(take).answers({invalid, fails(Error::not_supported)}).by("recv-urgent.none");
  s.call(urgent(1));
  s.call(take).answers({exactly(1), fails(Error::not_supported)}).by("recv-urgent.there");
  s.call(urgent(1));
  s.call(Abort{a});
  s.call(RecvUrgent{.slot = b, .peek = true}).answers({exactly(1), not_connected, invalid, fails(Error::not_supported)});
}

TEST(UrgentDataByTheStandards, OnItsWayIsNotThere) {
  Scenario s{"standard", 2};
  s.call(Send{.slot = a, .size = 5});
  s.call(urgent(1)).and_says({.value = 1});
  s.call(take).and_says({.error = Error::again}).perhaps_by("recv-urgent.on-its-way");
}

TEST(UrgentDataByTheStandards, WithoutAConnection) {
  Scenario s{"standard", StartListening{}};
  s.call(RecvUrgent{a}).answers({not_connected, invalid, fails(Error::not_supported)}).by("recv-urgent.listening");
  s.call(AtMark{a}).answers({returns(0), invalid, not_connected}).by("at-mark.not-connected");
  s.call(UnacknowledgedBytes{a}).answers({invalid, exactly(0)}).by("unacknowledged-bytes.listening");
  s.call(UnacknowledgedBytes{b}).answers({bytes(0, 1), invalid}).by("unacknowledged-bytes.counted");
  s.call(Disconnect{a}).and_says({.value = 0});
  s.call(UnacknowledgedBytes{a}).answers({bytes(0, 0x7fffffff), invalid}).by("unacknowledged-bytes.disconnected");
}

TEST(UrgentData, OnItsWayIsAnnounced) {
  Scenario s{"linux", 2};
  s.call(Send{.slot = a, .size = 5});
  s.call(urgent(1)).and_says({.value = 1});
  s.call(take).and_says({.error = Error::again}).perhaps_by("linux.recv-urgent.on-its-way");
  s.call(Abort{a});
  s.call(take).and_says({.value = -1, .error = Error::not_connected}).perhaps_by("linux.recv-urgent.never-came");
}

TEST(UrgentData, IsLostToARecvOfAShutHalf) {
  Scenario s;
  s.call(Shutdown{b, Half::read});
  s.call(urgent(1));
  s.call(recv(1)).answers(exactly(0)).by("linux.recv.shut");
  s.call(take).answers(invalid);
}

TEST(UrgentData, OfAListener) {
  Scenario s{"linux", StartListening{}};
  s.call(RecvUrgent{a}).answers(not_connected).by("linux.recv-urgent.listening");
  s.call(RecvUrgent{b}).answers(invalid).by("linux.recv-urgent.none");
  s.call(AtMark{a}).answers(returns(0)).by("linux.at-mark.not-connected");
  s.call(UnacknowledgedBytes{a}).answers(invalid).by("linux.unacknowledged-bytes.listening");
}

TEST(UnacknowledgedBytes, AreNoMoreThanWereSent) {
  Scenario s;
  s.call(UnacknowledgedBytes{a}).answers(exactly(0)).by("linux.unacknowledged-bytes.counted");
  s.call(Send{.slot = a, .size = 3});
  s.call(UnacknowledgedBytes{a}).answers(bytes(0, 3));
  s.call(Shutdown{a, Half::write});
  s.call(UnacknowledgedBytes{a}).answers(bytes(0, 4));
}

TEST(UnacknowledgedBytes, AreAtLeastWhatIsHeldBack) {
  Scenario s;
  s.call(Send{.slot = a, .size = 3, .more = true});
  s.call(UnreadBytes{b}).and_says({.value = 0});
  s.call(UnacknowledgedBytes{a}).answers(bytes(0, 3));  // it may have left meanwhile
}

TEST(UnacknowledgedBytes, OfASocketThatWasMadeAsNewAreAnyNumber) {
  Scenario s;
  s.call(Disconnect{a});
  s.call(UnacknowledgedBytes{a}).answers(bytes(0, 0x7fffffff)).by("linux.unacknowledged-bytes.disconnected");
}

}  // namespace
}  // namespace socketcheck::tests
