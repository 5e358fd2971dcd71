// The calls that make sockets, name them and let connections come: socket(2), bind(2), listen(2), accept(2), dup(2).
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

const Start fresh = StartFresh{};
const Start listening = StartListening{};  // a listens at p with a backlog of 1, b is new

Allowed connection(int number) { return returns(number, Reading::connection); }
constexpr Error in_use = Error::address_in_use;

TEST(Socket, IsMadeAndHasNoName) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a}).answers(ok()).by("socket.made");
  s.call(GetSockName{a}).answers(named(name::unspecified)).by("linux.getsockname.not-bound");
  s.call(GetPeerName{a}).answers(fails(Error::not_connected)).by("linux.getpeername.not-connected");
  EXPECT_EQ(s.state_of(a), "CLOSED");
}

TEST(Socket, WithoutANameMayTellAnyName) {
  Scenario s{"standard", fresh};
  s.call(NewSocket{a});
  s.call(GetSockName{a}).answers(range(name::own, name::unspecified, Reading::name)).by("getsockname.not-bound");
  s.call(GetPeerName{a}).answers(fails(Error::not_connected)).by("getpeername.not-connected");
}

TEST(Bind, GivesANameOnce) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Bind{a, Place::p}).answers(ok()).by("linux.bind.free");
  s.call(GetSockName{a}).answers(named(name::own));
  s.call(Bind{a, Place::q}).answers(fails(Error::invalid_argument)).by("linux.bind.again");
}

TEST(Bind, RefusesAPlaceThatIsTaken) {
  Scenario s{"linux", listening};
  s.call(Bind{b, Place::p}).answers(fails(in_use)).by("linux.bind.in-use");
  s.call(Bind{b, Place::q}).answers(ok()).by("linux.bind.free");
  Scenario t{"standard", listening};
  t.call(Bind{b, Place::p}).answers(fails(in_use)).by("bind.in-use");
  t.call(Bind{b, Place::q}).answers(ok()).by("bind.free");
}

TEST(Bind, OfABoundSocketIsRefused) {
  Scenario s{"standard", listening};
  s.call(Bind{a, Place::q}).answers(fails(Error::invalid_argument)).by("bind.again");
  s.call(Connect{b, Place::p}).and_says({.value = -1, .error = Error::in_progress});
  s.call(Bind{b, Place::q}).answers({fails(Error::invalid_argument), fails(Error::is_connected)}).by("bind.again");
}

// A port that the system chose goes with the connection (S84).
TEST(Bind, AfterAResetMayNameTheSocketAnew) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(Close{a});
  s.call(Bind{b, Place::q}).answers(ok()).by("linux.bind.ended");
  Scenario t{"standard", listening};
  t.call(Connect{b, Place::p}).and_says({.value = -1, .error = Error::in_progress});
  t.call(Accept{a, c});
  t.call(Abort{c});
  t.call(Bind{b, Place::q}).answers({fails(Error::invalid_argument), ok()}).by("bind.ended");
}

TEST(BindOnLinux, ThatFailsAfterAResetLeavesThePortAlone) {
  Scenario s{"linux", listening};
  s.call(NewSocket{c});
  s.call(Bind{c, Place::q});
  s.call(Connect{b, Place::p});
  s.call(Close{a});
  s.call(Bind{b, Place::q}).answers(fails(in_use)).by("linux.bind.ended");
  s.call(GetSockName{b}).answers(named(name::port_only));
}

TEST(Listen, NeedsNoName) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Listen{a, 1}).answers(ok()).by("linux.listen.not-bound");
  s.call(GetSockName{a}).answers(named(name::port_only));
  EXPECT_EQ(s.state_of(a), "LISTEN");
  Scenario t{"standard", fresh};
  t.call(NewSocket{a});
  t.call(Listen{a, 1})
      .answers({ok(), fails(Error::destination_required), fails(Error::invalid_argument)})
      .by("listen.not-bound");
}

TEST(Listen, MayBeCalledAgain) {
  Scenario s{"linux", fresh};
  s.call(NewSocket{a});
  s.call(Bind{a, Place::p});
  s.call(Listen{a, 1}).answers(ok()).by("linux.listen.bound");
  s.call(Listen{a, 0}).answers(ok()).by("linux.listen.again");
  Scenario t{"standard", fresh};
  t.call(NewSocket{a});
  t.call(Bind{a, Place::p});
  t.call(Listen{a, 1}).answers(ok()).by("listen.bound");
  t.call(Listen{a, 0}).answers({ok(), fails(Error::invalid_argument)}).by("listen.again");
}

// S85
TEST(Listen, OnAConnectedSocketIsRefused) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour, listening};
    s.call(Connect{b, Place::p}).and_says({.value = -1, .error = Error::in_progress});
    s.call(Listen{b, 1}).answers(fails(Error::invalid_argument)).by("listen.connected");
    s.call(Accept{a, c});
    s.call(Abort{c});
    s.call(Listen{b, 1}).answers(fails(Error::invalid_argument)).by("listen.after-connect");
  }
}

// Whoever was accepted has the listener's place.
TEST(Listen, WhereAnAcceptedConnectionIsNamedAlike) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c});
  s.call(Disconnect{a});
  s.call(Listen{a, 1}).answers(fails(in_use)).by("linux.listen.shared-place");
  Scenario t{"standard", listening};
  t.call(Connect{b, Place::p}).and_says({.value = -1, .error = Error::in_progress});
  t.call(Accept{a, c});
  t.call(Disconnect{a});
  t.call(Listen{a, 1}).answers({ok(), fails(in_use)}).by("listen.shared-place");
}

// S70, S71
TEST(Accept, TakesEachConnectionOnceAndInOrder) {
  Scenario s{"linux", listening};
  s.call(NewSocket{c});
  s.call(Accept{a, d}).answers(fails(Error::again)).by("accept.nobody-waits");
  s.call(Accept{b, d}).answers(fails(Error::invalid_argument)).by("accept.not-listening");
  s.call(Connect{c, Place::p});
  s.call(Connect{b, Place::p});
  s.call(Accept{a, d}).answers(connection(1)).by("accept.first");
  s.call(Accept{a, Slot::e}).answers(connection(2)).by("accept.first");
  s.call(Accept{a, Slot::f}).answers(fails(Error::again));
}

// S54, S74
TEST(Accept, ComesAfterDataAndFin) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(Send{b, 2}).answers(bytes(1, 2));
  s.call(Close{b});
  s.call(Accept{a, c}).answers(connection(1));
  EXPECT_EQ(s.state_of(c), "CLOSE-WAIT");
  s.call(Recv{c, 9}).answers(bytes(1, 2));
  s.call(Recv{c, 9}).answers(bytes(0, 0));
}

// S75
TEST(Accept, OfAConnectionThatWasAborted) {
  Scenario s{"linux", listening};
  s.call(Connect{b, Place::p});
  s.call(SetNoDelay{b, true});  // what Nagle's algorithm holds would be lost
  s.call(Send{b, 1});
  s.call(Abort{b});
  s.call(Accept{a, c}).answers(connection(1)).by("linux.accept.aborted");
  s.call(Recv{c, 9}).answers(bytes(1, 1));
  s.call(Recv{c, 9}).answers(fails(Error::connection_reset));
  s.call(Recv{c, 9}).answers(bytes(0, 0));
  s.call(GetPeerName{c}).answers(fails(Error::not_connected));
  Scenario t{"standard", listening};
  t.call(Connect{b, Place::p}).and_says({.value = -1, .error = Error::in_progress});
  t.call(Abort{b});
  t.call(Accept{a, c}).answers({fails(Error::connection_aborted), connection(1)}).by("accept.aborted");
}

// S73: as they were when the handshake was done.
TEST(Accept, HandsOptionsOn) {
  Scenario s{"linux", listening};
  s.call(SetNoDelay{a, true});
  s.call(SetLinger{a, {true, 5}});
  s.call(Connect{b, Place::p});
  s.call(SetNoDelay{a, false});
  s.call(Accept{a, c});
  s.call(GetNoDelay{c}).answers(returns(1));
  s.call(GetLinger{c}).answers(returns(5, Reading::linger));
}

// S89, S90
TEST(Dup, SharesTheSocket) {
  Scenario s{"linux"};
  s.call(Dup{a, c}).answers(ok()).by("dup.made");
  s.call(Close{a}).answers(ok()).by("close.shared");
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
  s.call(Dup{c, a});
  s.call(Abort{a}).answers(ok()).by("abort.shared");
  EXPECT_EQ(s.state_of(b), "ESTABLISHED");
  s.call(Shutdown{c, Half::write});
  EXPECT_EQ(s.state_of(b), "CLOSE-WAIT");
}

}  // namespace
}  // namespace socketcheck::tests
