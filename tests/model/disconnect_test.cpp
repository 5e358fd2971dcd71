// connect(2) with AF_UNSPEC, names that are used again, and what sockets say that are not connected.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

const Start fresh = StartFresh{};
const Start listening = StartListening{};  // a listens at p with a backlog of 1, b is new

constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
constexpr std::int64_t anything = readable | writable | wr_band | rd_hup;
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }
const std::vector<Allowed> done_or_refused = {ok(), fails(Error::family_not_supported), fails(Error::invalid_argument)};

// S35, S66
TEST(DisconnectOnLinux, ResetsAndMakesAsNew) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(Disconnect{b}).answers(ok()).by("linux.disconnect.connected");
  s.call(GetSockName{b}).answers(named(name::port_only)).by("linux.getsockname.not-bound");
  s.call(Poll{b}).answers(events(writable | err | hup));
  s.call(Send{b, 1}).answers(fails(Error::connection_reset)).by("linux.send.not-connected-with-error");
  s.call(Send{b, 1}).answers(fails(Error::broken_pipe, 1)).by("linux.send.not-connected");
  s.call(Connect{b, Place::p}).answers(fails(Error::in_progress));
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
}

TEST(DisconnectOnLinux, OfAnyState) {
  Scenario s{"linux", listening};
  s.call(Disconnect{b}).answers(ok()).by("linux.disconnect.not-connected");
  s.call(Connect{b, Place::p});
  s.call(Disconnect{a}).answers(ok()).by("linux.disconnect.listening");
  s.call(Disconnect{b}).answers(ok()).by("linux.disconnect.ended");
  s.call(Recv{b, 1}).answers(fails(Error::connection_reset)).by("linux.recv.not-connected-with-error");
  EXPECT_EQ(s.state_of(a), "CLOSED");
}

TEST(DisconnectOnLinux, GivesUpConnecting) {
  Scenario s{"linux", listening};
  for (const Slot slot : {c, d}) s.call(NewSocket{slot});
  for (const Slot slot : {b, c, d}) s.call(Connect{slot, Place::p});
  s.call(Disconnect{d}).answers(ok()).by("linux.disconnect.connecting");
  s.call(GetError{d}).answers(pending(Error::connection_reset));
}

// Two FINs that cross, because one of them waits behind a full window.
TEST(DisconnectOnLinux, BehindAFullWindowMayReset) {
  Scenario s{"linux", StartPair{}, 1};
  s.call(Shutdown{b, Half::write});
  s.call(Send{a, 2}).and_says({.value = 2});
  s.call(Shutdown{a, Half::write});
  s.call(Disconnect{a}).answers(ok()).perhaps_by("linux.disconnect.both-fins-sent");
}

TEST(Disconnect, OfAStreamIsUpToTheSystem) {
  Scenario s{"standard", listening};
  s.call(Disconnect{b}).answers(done_or_refused).by("disconnect.not-connected");
  s.call(Connect{b, Place::p}).and_says(in_progress);
  s.call(Disconnect{b}).answers(done_or_refused).by("disconnect.connected").and_says(
      {.value = -1, .error = Error::family_not_supported});
  s.call(Accept{a, c});
  s.call(Disconnect{a}).answers(done_or_refused).by("disconnect.listening");
  s.call(Abort{c});
  s.call(Disconnect{b}).answers(done_or_refused).by("disconnect.ended");
  Scenario t{"standard", listening};
  t.call(NewSocket{c});
  for (const Slot slot : {b, c}) t.call(Connect{slot, Place::p}).and_says(in_progress);
  t.call(Poll{c}).and_says({.value = 0}).perhaps_by("poll.connecting");
  t.call(Recv{c, 1}).perhaps_by("recv.connecting").and_says({.value = -1, .error = Error::not_connected});
  t.call(Shutdown{c, Half::write}).perhaps_by("shutdown.connecting").and_says({.value = -1, .error = Error::not_connected});
  t.call(Disconnect{c}).answers(done_or_refused).perhaps_by("disconnect.connecting");
  Scenario u{"standard", StartPair{}, 1};
  u.call(Shutdown{b, Half::write});
  u.call(Send{a, 2}).and_says({.value = 2});
  u.call(Shutdown{a, Half::write});
  u.call(Disconnect{a}).perhaps_by("disconnect.both-fins-sent");
}

// S68: the peer's end has these two names.
TEST(Connect, WithNamesThatAreInUse) {
  for (const bool linux : {true, false}) {
    Scenario s{linux ? "linux" : "standard", listening};
    s.call(Bind{b, Place::q});
    s.call(Connect{b, Place::p}).and_says(in_progress);
    s.call(Accept{a, c});
    s.call(Disconnect{a});
    if (linux) s.call(Connect{a, Place::q}).answers(fails(Error::address_not_available)).by("linux.connect.names-in-use");
    else
      s.call(Connect{a, Place::q})
          .answers({fails(Error::address_not_available), fails(Error::address_in_use)})
          .by("connect.names-in-use");
  }
}

// Only a stack's own rules let a connection be forgotten that waits for a FIN.
TEST(ConnectOnLinux, TakesTheNamesOfAnOrphan) {
  Scenario s{"linux", listening};
  s.call(Bind{b, Place::q});
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c});
  s.call(Disconnect{a});
  s.call(Close{c});
  s.call(Connect{a, Place::q})
      .answers({fails(Error::address_not_available), fails(Error::in_progress)})
      .by("linux.connect.names-of-an-orphan")
      .and_says(in_progress);
  EXPECT_EQ(s.state_of(b), "CLOSED");
}

TEST(Connect, WithNamesInTimeWait) {
  for (const bool linux : {true, false}) {
    Scenario s{linux ? "linux" : "standard", listening};
    s.call(Bind{b, Place::q});
    s.call(Connect{b, Place::p}).and_says(in_progress);
    s.call(Accept{a, c});
    s.call(Shutdown{b, Half::write});
    s.call(Shutdown{c, Half::write});
    s.call(Disconnect{b});
    if (linux)
      s.call(Connect{b, Place::p})
          .answers({fails(Error::in_progress), fails(Error::address_not_available)})
          .by("linux.connect.names-in-time-wait");
    else
      s.call(Connect{b, Place::p})
          .answers({fails(Error::in_progress), fails(Error::address_not_available), fails(Error::address_in_use)})
          .by("connect.names-in-time-wait");
  }
}

// The listener's side has closed first: its TIME-WAIT meets the new SYN.
TEST(Connect, ToAPeerInTimeWait) {
  for (const bool is_there : {true, false}) {
    Scenario s{"linux", listening};
    s.call(Bind{b, Place::q});
    s.call(Connect{b, Place::p});
    s.call(Accept{a, c});
    s.call(Shutdown{c, Half::write});
    s.call(Shutdown{b, Half::write});
    if (!is_there) s.call(Close{a});
    s.call(Disconnect{b});
    s.call(Connect{b, Place::p}).brings(is_there ? "linux.arrival.syn.time-wait" : "arrival.syn.time-wait-without-listener");
  }
}

// S49, S102
TEST(ASocketThatIsNotConnected, SaysSo) {
  Scenario s{"standard", listening};
  s.call(Poll{b}).answers({events(0, anything), events(hup, readable | rd_hup)}).by("poll.not-connected");
  s.call(Send{b, 1}).answers(fails(Error::not_connected)).by("send.not-connected");
  s.call(Recv{b, 1}).answers(fails(Error::not_connected)).by("recv.not-connected");
  s.call(Recv{a, 1}).answers(fails(Error::not_connected)).by("recv.listening");
  s.call(UnreadBytes{a})
      .answers({fails(Error::invalid_argument), bytes(0, 0), fails(Error::not_connected)})
      .by("unread-bytes.listening");
}

TEST(OnLinux, ASocketThatIsNotConnectedSaysSo) {
  Scenario s{"linux", listening};
  s.call(Poll{b}).answers(events(writable | hup)).by("linux.poll.not-connected");
  s.call(Poll{a}).answers(events(0)).by("linux.poll.listening");
  s.call(Send{a, 1}).answers(fails(Error::broken_pipe, 1)).by("linux.send.not-connected");
  s.call(Recv{a, 1}).answers(fails(Error::not_connected)).by("linux.recv.listening");
  s.call(Recv{b, 1}).answers(fails(Error::not_connected)).by("linux.recv.not-connected");
  s.call(UnreadBytes{a}).answers(fails(Error::invalid_argument)).by("linux.unread-bytes.listening");
  s.call(UnreadBytes{b}).answers(bytes(0, 0));
}

// S125: the half is shut as soon as there is a connection, and the peer sees no FIN.
TEST(OnLinux, AShutdownThatFailedHasItsEffectLater) {
  Scenario s{"linux", listening};
  s.call(Shutdown{b, Half::write}).answers(fails(Error::not_connected)).by("linux.shutdown.not-connected");
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c});
  s.call(Send{b, 1}).answers(fails(Error::broken_pipe, 1));
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
  s.call(Recv{c, 1}).answers(fails(Error::again));
}

TEST(OnLinux, AListenerHandsShutHalvesOn) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Shutdown{a, Half::write});
  s.call(Bind{a, Place::p});
  s.call(Listen{a, 1});
  s.call(NewSocket{b});
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c});
  EXPECT_EQ(s.state_of(b), "CLOSE-WAIT");
  s.call(Recv{b, 1}).answers(bytes(0, 0));
}

}  // namespace
}  // namespace socketcheck::tests
