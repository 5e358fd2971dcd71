// connect(2), with an address and with AF_UNSPEC, and what becomes of the SYN.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

const Start fresh = StartFresh{};
const Start listening = StartListening{};  // a listens at p with a backlog of 1, b is new

constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
Scenario somebody_waits_for_a() {
  Scenario s{"standard", listening};
  s.call(Connect{b, Place::p}).and_says(in_progress);
  return s;
}
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }

// S54, S55, S56
TEST(ConnectOnLinux, TellsOfSuccessOnce) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p}).answers(fails(Error::in_progress)).by("linux.connect.begun").brings("linux.arrival.syn.room");
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
  s.call(Poll{b}).answers(events(writable));
  s.call(Connect{b, Place::p}).answers(ok()).by("linux.connect.told-once");
  s.call(Connect{b, Place::p}).answers(fails(Error::is_connected)).by("linux.connect.connected");
  s.call(Poll{a}).answers(events(readable)).by("linux.poll.listening");
}

TEST(Connect, MaySucceedAtOnce) {
  Scenario s{"standard", listening};
  s.call(Connect{b, Place::p}).answers({fails(Error::in_progress), ok()}).by("connect.begun");
  s.call(Connect{b, Place::p}).answers(fails(Error::is_connected)).by("connect.connected");
  s.call(Poll{a}).answers(events(readable, writable | wr_band)).by("poll.listening");
}

// S36, S58, S59
TEST(ConnectOnLinux, ThatIsRefusedIsToldByConnect) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Connect{a, Place::p}).answers(fails(Error::in_progress)).brings("arrival.syn.refused");
  s.call(Poll{a}).answers(events(readable | writable | err | hup | rd_hup));
  s.call(Connect{a, Place::p}).answers(fails(Error::connection_refused)).by("linux.connect.failed");
  s.call(Recv{a, 1}).answers(fails(Error::not_connected)).by("linux.recv.not-connected");
  s.call(Connect{a, Place::p}).answers(fails(Error::in_progress)).by("linux.connect.begun");
}

TEST(ConnectOnLinux, ThatIsRefusedMayBeToldByAnother) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Connect{a, Place::p});
  s.call(GetError{a}).answers(pending(Error::connection_refused)).by("so-error.refused");
  s.call(Recv{a, 1}).answers(bytes(0, 0));
  s.call(Connect{a, Place::p}).answers(fails(Error::connection_aborted)).by("linux.connect.failed");
  s.call(Connect{a, Place::p}).answers(fails(Error::in_progress));
  s.call(Send{a, 1}).answers(fails(Error::connection_refused)).by("linux.send.reset");
}

TEST(Connect, ThatIsRefusedLeavesTheStateOpen) {
  Scenario s{"standard", fresh};
  s.call(NewSocket{a});
  s.call(Connect{a, Place::p}).answers({fails(Error::in_progress), fails(Error::connection_refused)}).by("connect.begun");
  s.call(Connect{a, Place::p})
      .answers({fails(Error::connection_refused), fails(Error::is_connected), fails(Error::invalid_argument)})
      .by("connect.failed");
}

TEST(Connect, AfterTheEndIsRefused) {
  Scenario s;
  s.call(Abort{a});
  s.call(Connect{b, Place::p}).answers(fails(Error::is_connected)).by("linux.connect.ended");
  Scenario t{"standard"};
  t.call(Abort{a});
  t.call(Connect{b, Place::p}).answers({fails(Error::is_connected), fails(Error::invalid_argument)}).by("connect.ended");
}

TEST(ConnectOnLinux, IsOverOnceARefusedSocketWasShutDown) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Connect{a, Place::p});
  s.call(Shutdown{a, Half::write}).answers(fails(Error::not_connected)).by("linux.shutdown.not-connected");
  s.call(Connect{a, Place::p}).answers(fails(Error::invalid_argument)).by("linux.connect.given-up");
}

// S57
TEST(Connect, OfAListenerIsRefused) {
  Scenario s{"linux", listening};
  s.call(Connect{a, Place::q}).answers(fails(Error::is_connected)).by("linux.connect.listening");
  Scenario t{"standard", listening};
  t.call(Connect{a, Place::q})
      .answers({fails(Error::not_supported), fails(Error::is_connected), fails(Error::invalid_argument)})
      .by("connect.listening");
}

// S65
TEST(Connect, ToItselfIsASimultaneousOpen) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour, fresh};
    s.call(NewSocket{a});
    s.call(Bind{a, Place::q});
    s.call(Connect{a, Place::none, a}).and_says(in_progress).brings("arrival.syn.own");
    EXPECT_EQ(s.state_of(a), "ESTABLISHED");
    s.call(GetPeerName{a}).answers(named(name::own));
    s.call(SetNoDelay{a, true});
    s.call(Send{a, 2}).and_says({.value = 2});
    s.call(Recv{a, 5}).answers(bytes(1, 2)).and_says({.value = 2});
    s.call(Shutdown{a, Half::write});
    s.call(Recv{a, 1}).answers(bytes(0, 0));
  }
}

// One waits for room, so its SYN meets the other's.
TEST(Connect, BothWaysIsASimultaneousOpen) {
  Scenario s{"linux", fresh};
  for (const Slot slot : {a, b, c}) s.call(NewSocket{slot});
  s.call(Bind{a, Place::p});
  s.call(Listen{a, 0});
  s.call(Connect{b, Place::p});
  s.call(Bind{c, Place::q});
  s.call(Connect{c, Place::p}).brings("linux.arrival.syn.full");
  s.call(Disconnect{a});
  s.call(Connect{a, Place::q}).answers(fails(Error::in_progress)).brings("arrival.syn.crossing");
  // With nobody listening any more, the SYN that waited may have been sent again and refused.
  s.call(GetError{c}).answers({pending(Error::none), pending(Error::connection_refused)}).and_says({.value = 0});
  EXPECT_EQ(s.state_of(a), "ESTABLISHED");
  EXPECT_EQ(s.state_of(c), "ESTABLISHED");
}

// S76, S77: one more than the backlog; who comes later waits in SYN-SENT.
TEST(ConnectOnLinux, WaitsWhereTheQueueIsFull) {
  Scenario s{"linux", listening};
  for (const Slot slot : {c, d}) s.call(NewSocket{slot});
  s.call(Connect{b, Place::p}).brings("linux.arrival.syn.room");
  s.call(Connect{c, Place::p}).brings("linux.arrival.syn.one-more");
  s.call(Connect{d, Place::p}).brings("linux.arrival.syn.full");
  EXPECT_EQ(s.state_of(d), "SYN-SENT");
  s.call(Poll{d}).answers(events(0)).by("linux.poll.connecting");
  s.call(Connect{d, Place::p}).answers(fails(Error::already)).by("connect.under-way");
  s.call(Send{d, 1}).answers(fails(Error::again)).by("linux.send.connecting");
  s.call(Recv{d, 1}).answers(fails(Error::again)).by("linux.recv.connecting");
  s.call(GetPeerName{d}).answers(fails(Error::not_connected)).by("linux.getpeername.not-connected");
  s.call(Accept{a, Slot::e});
  // There is room now, and the SYN may have been sent again.
  EXPECT_EQ(s.state_of(d), "");
}

TEST(Connect, BeyondTheBacklogIsUpToTheSystem) {
  Scenario s{"standard", listening};
  s.call(NewSocket{c});
  s.call(Connect{b, Place::p}).and_says(in_progress);
  s.call(Connect{c, Place::p}).and_says(in_progress).brings("arrival.syn.beyond-backlog");
  s.call(Send{c, 1}).answers({bytes(1, 1), fails(Error::again), fails(Error::not_connected), bytes(0, 1),
                              fails(Error::connection_refused), fails(Error::broken_pipe, 1)})
      .perhaps_by("send.connecting");
}

// S60, S61
TEST(ShutdownOnLinux, GivesUpConnecting) {
  Scenario s{"linux", listening};
  for (const Slot slot : {c, d}) s.call(NewSocket{slot});
  for (const Slot slot : {b, c, d}) s.call(Connect{slot, Place::p});
  s.call(Shutdown{d, Half::read}).answers(ok()).by("linux.shutdown.connecting");
  s.call(Poll{d}).answers(events(writable | err | hup)).by("linux.poll.not-connected");
  s.call(GetError{d}).answers(pending(Error::connection_reset));
}

// S37, S81, S82
TEST(ShutdownOnLinux, OfAListenerResetsWhoWaits) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(Shutdown{a, Half::write}).answers(ok()).by("linux.shutdown.listening");
  EXPECT_EQ(s.state_of(a), "LISTEN");
  s.call(Shutdown{a, Half::read}).answers(ok()).by("linux.shutdown.listening");
  EXPECT_EQ(s.state_of(a), "CLOSED");
  s.call(Recv{b, 1}).answers(fails(Error::connection_reset));
  s.call(Listen{a, 1}).answers(ok()).by("linux.listen.bound");
}

TEST(Shutdown, OfWhatIsNotConnectedIsRefused) {
  Scenario s{"standard", listening};
  s.call(Shutdown{a, Half::both}).answers(fails(Error::not_connected)).by("shutdown.listening");
  s.call(Shutdown{b, Half::both}).answers(fails(Error::not_connected)).by("shutdown.not-connected");
}

// S80
TEST(CloseOnLinux, OfAListenerResetsWhoWaits) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(Close{a}).answers(ok()).by("linux.close.listening");
  s.call(Recv{b, 1}).answers(fails(Error::connection_reset));
}

TEST(Close, OfAListenerLeavesTheAcceptedAlone) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour, listening};
    s.call(NewSocket{c});
    s.call(Connect{b, Place::p}).and_says(in_progress);
    s.call(Accept{a, d});
    s.call(Close{a}).answers(ok());
    EXPECT_EQ(s.state_of(b), "ESTABLISHED");
    s.call(Connect{c, Place::p}).and_says(in_progress).brings("arrival.syn.refused");
    s.call(Close{c}).by("close.ended");
    s.call(NewSocket{c});
    s.call(Close{c}).answers(ok()).by("close.not-connected");
  }
}

TEST(AbortAndClose, OfSocketsThatAreNotConnected) {
  Scenario s{"linux", listening};
  for (const Slot slot : {c, d}) s.call(NewSocket{slot});
  s.call(NewSocket{Slot::e});
  s.call(Abort{Slot::e}).answers(ok()).by("abort.not-connected");
  s.call(NewSocket{Slot::e});
  for (const Slot slot : {b, c, d, Slot::e}) s.call(Connect{slot, Place::p});
  s.call(Close{d}).answers(ok()).by("close.connecting");
  s.call(Abort{Slot::e}).answers(ok()).by("abort.connecting");
  s.call(Dup{a, Slot::f});
  s.call(Abort{Slot::f}).answers(ok()).by("abort.shared");
  s.call(Abort{a}).answers(ok()).by("linux.abort.listening");
  s.call(Recv{b, 1}).answers(fails(Error::connection_reset));
}

// What becomes of who waits, POSIX leaves open: a RST, or an orderly end.
TEST(AListener, ThatGoesEndsWhoWaitsAsItLikes) {
  const Allowed one_or_the_other[] = {returns(static_cast<std::int64_t>(State::closed), Reading::state),
                                      returns(static_cast<std::int64_t>(State::close_wait), Reading::state)};
  Scenario closed = somebody_waits_for_a();
  closed.call(Close{a}).and_says({}).by("close.listening");
  closed.call(TcpInfo{b}).answers({one_or_the_other[0], one_or_the_other[1]});
  Scenario aborted = somebody_waits_for_a();
  aborted.call(Abort{a}).and_says({}).by("abort.listening");
  aborted.call(TcpInfo{b}).answers({one_or_the_other[0], one_or_the_other[1]});
  Scenario disconnected = somebody_waits_for_a();
  disconnected.call(Disconnect{a}).and_says({}).by("disconnect.listening");
  disconnected.call(TcpInfo{b}).answers({one_or_the_other[0], one_or_the_other[1]});
}

}  // namespace
}  // namespace socketcheck::tests
