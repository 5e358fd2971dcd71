// A listener's queue: how long it grows, in which order it is emptied, and what becomes of it with the listener.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

constexpr Slot e = Slot::e, f = Slot::f;
constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
const Allowed nobody_waits = fails(Error::again);
const Allowed was_reset = fails(Error::connection_reset);
Allowed connection(int number) { return returns(number, Reading::connection); }
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }
Allowed in(State state) { return returns(static_cast<std::int64_t>(state), Reading::state); }
Answer says(State state) { return {.value = static_cast<std::int64_t>(state)}; }
Answer says_connection(int number) { return {.value = number}; }

// a listens at p with this backlog; so many clients connect, in the slots from b on.
Scenario queue(std::uint32_t backlog, int clients) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(Bind{a, Place::p});
  s.call(Listen{a, backlog});
  for (int i = 1; i <= clients; ++i) {
    s.call(NewSocket{static_cast<Slot>(i)});
    s.call(Connect{static_cast<Slot>(i), Place::p}).answers(fails(Error::in_progress));
  }
  return s;
}

// S76
TEST(AQueueOnLinux, TakesOneMoreThanTheBacklog) {
  for (const std::uint32_t backlog : {0u, 1u, 2u, 5u}) {
    const int clients = static_cast<int>(backlog) + 2;
    Scenario s = queue(backlog, clients);
    for (int i = 1; i < clients; ++i) EXPECT_EQ(s.state_of(static_cast<Slot>(i)), "ESTABLISHED") << backlog << ", client " << i;
    EXPECT_EQ(s.state_of(static_cast<Slot>(clients)), "SYN-SENT") << backlog;
  }
}

// S78: POSIX lets a backlog of 0 mean anything, but whoever is within the backlog has to fit.
TEST(AQueue, HasRoomForTheBacklog) {
  Scenario s{"standard", StartListening{}};
  s.call(Connect{b, Place::p}).and_says(in_progress).brings("arrival.syn.room");
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
  Scenario t{"standard", StartListening{}};
  t.call(Listen{a, 0}).and_says({});
  t.call(Connect{b, Place::p}).and_says(in_progress).brings("arrival.syn.beyond-backlog");
  t.call(TcpInfo{b}).answers({in(State::established), in(State::closed), in(State::syn_sent)});
}

// S77: no RST, and once there is room the SYN that is sent again finds it.
TEST(AQueueOnLinux, LetsInLaterWhoFoundNoRoom) {
  Scenario s = queue(0, 2);
  s.call(GetError{c}).answers(pending(Error::none));
  s.call(Accept{a, d}).answers(connection(1));
  s.call(TcpInfo{c}).answers({in(State::syn_sent), in(State::established)}).and_says(says(State::established));
  s.call(Connect{c, Place::p}).answers(ok());
  s.call(Poll{c}).answers(events(writable));
  s.call(Accept{a, e}).answers(connection(2));
}

// Until the timer of the SYN fires, others may come and be accepted first (measured: Linux 6.18).
TEST(AQueueOnLinux, MayLetANewcomerOvertake) {
  Scenario s = queue(0, 2);
  s.call(Accept{a, d}).answers(connection(1));
  s.call(NewSocket{e});
  s.call(Connect{e, Place::p});
  s.call(Accept{a, f}).answers({connection(3), connection(2)}).and_says(says_connection(3));
  EXPECT_EQ(s.state_of(e), "ESTABLISHED");
  s.call(Accept{a, Slot::g}).answers({nobody_waits, connection(2)}).and_says(says_connection(2));
  EXPECT_EQ(s.state_of(c), "ESTABLISHED");
}

// S70
TEST(AQueueOnLinux, IsEmptiedInTheOrderOfTheHandshakes) {
  Scenario s = queue(5, 3);
  for (const int number : {1, 2, 3}) s.call(Accept{a, static_cast<Slot>(number + 3)}).answers(connection(number));
  s.call(Accept{a, Slot::h}).answers(nobody_waits);
}

// S79
TEST(AQueueOnLinux, KeepsWhoWaitsWhenTheBacklogShrinks) {
  Scenario s = queue(2, 3);
  s.call(Listen{a, 0}).answers(ok());
  s.call(NewSocket{e});
  s.call(Connect{e, Place::p}).brings("linux.arrival.syn.full");
  EXPECT_EQ(s.state_of(e), "SYN-SENT");
  s.call(Accept{a, f}).answers(connection(1));
  s.call(Accept{a, Slot::g}).answers(connection(2));
  EXPECT_EQ(s.state_of(e), "SYN-SENT");  // one that waits is as many as fit
  s.call(Accept{a, Slot::h}).answers(connection(3));
  EXPECT_EQ(s.state_of(e), "");
}

TEST(AQueueOnLinux, LetsMoreInWhenTheBacklogGrows) {
  Scenario s = queue(0, 2);
  EXPECT_EQ(s.state_of(c), "SYN-SENT");
  s.call(Listen{a, 1}).answers(ok());
  s.call(TcpInfo{c}).answers({in(State::syn_sent), in(State::established)});
}

// Whoever has ended while it waited is not forgotten (S75), and takes room.
TEST(AQueueOnLinux, KeepsThePlaceOfWhoHasEnded) {
  for (const Operation& ends : std::initializer_list<Operation>{Abort{b}, Close{b}}) {
    Scenario s = queue(0, 1);
    s.call(ends);
    s.call(NewSocket{c});
    s.call(Connect{c, Place::p}).brings("linux.arrival.syn.full");
    s.call(Poll{a}).answers(events(readable));
    s.call(Accept{a, d}).answers(connection(1));
  }
}

// S37: reset, once, and then the end of the stream; whoever found no room is refused when it asks again.
TEST(AQueueOnLinux, IsResetWithItsListener) {
  Scenario s = queue(1, 3);
  s.call(Close{a}).answers(ok());
  for (const Slot client : {b, c}) {
    s.call(Recv{client, 1}).answers(was_reset);
    s.call(Recv{client, 1}).answers(bytes(0, 0));
  }
  s.call(GetError{d}).answers({pending(Error::none), pending(Error::connection_refused)});
}

// S81: an explicit place stays taken, and the socket can listen there again.
TEST(AListenerOnLinux, ThatWasShutDownMayListenAgain) {
  for (const Half half : {Half::read, Half::both}) {
    Scenario s = queue(1, 1);
    s.call(Shutdown{a, half}).answers(ok());
    EXPECT_EQ(s.state_of(a), "CLOSED");
    s.call(Poll{a}).answers(events(writable | hup));
    s.call(Accept{a, d}).answers(fails(Error::invalid_argument));
    s.call(NewSocket{c});
    s.call(Bind{c, Place::p}).answers(fails(Error::address_in_use));
    s.call(Connect{c, Place::p}).brings("arrival.syn.refused");
    s.call(Connect{c, Place::p}).answers(fails(Error::connection_refused));
    s.call(Listen{a, 0}).answers(ok());
    s.call(Connect{c, Place::p}).brings("linux.arrival.syn.one-more");
    s.call(Accept{a, d}).answers(connection(3));
  }
}

// S81: a port that the system chose is the system's again; the number that is shown is stale.
TEST(AListenerOnLinux, ThatHadNoPlaceOfItsOwnGetsANewOne) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(NewSocket{b});
  s.call(Listen{a, 0});
  s.call(Shutdown{a, Half::read});
  s.call(GetSockName{a}).answers(returns(name::port_only, Reading::name));
  s.call(Bind{a, Place::q}).answers(ok());
  s.call(Listen{a, 0}).answers(ok());
  s.call(Connect{b, Place::q}).brings("linux.arrival.syn.one-more");
}

// S82
TEST(AListenerOnLinux, IsNotStoppedByShuttingItsWriteHalf) {
  Scenario s = queue(1, 1);
  s.call(Shutdown{a, Half::write}).answers(ok());
  s.call(NewSocket{c});
  s.call(Connect{c, Place::p}).brings("linux.arrival.syn.one-more");
  s.call(Accept{a, d}).answers(connection(1));
  s.call(Send{d, 1}).answers(bytes(1, 1));
}

// S73, S75: data, its end and a reset wait with the connection.
TEST(AQueueOnLinux, KeepsDataBehindWhichAResetStands) {
  Scenario s = queue(1, 0);
  s.call(NewSocket{b});
  s.call(SetNoDelay{b, true});
  s.call(Connect{b, Place::p});
  s.call(Send{b, 2}).and_says({.value = 2});
  s.call(Shutdown{b, Half::write});
  s.call(Abort{b});
  s.call(Accept{a, c}).answers(connection(1));
  s.call(Recv{c, 5}).answers(bytes(1, 2)).and_says({.value = 2});
  s.call(Recv{c, 5}).answers(bytes(0, 0));  // S45: a RST behind a FIN is never ECONNRESET for the reader
  s.call(GetError{c}).answers(pending(Error::broken_pipe));
}

}  // namespace
}  // namespace socketcheck::tests
