// Names over a socket's whole life: which are given, kept, lost, and taken.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
const Allowed invalid = fails(Error::invalid_argument);
const Allowed in_use = fails(Error::address_in_use);
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }

// S69
TEST(Names, AreReciprocal) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour, StartListening{}};
    s.call(Connect{b, Place::p}).and_says(in_progress);
    s.call(Accept{a, c});
    for (const Slot slot : {b, c}) {
      s.call(GetSockName{slot}).answers(named(name::own));
      s.call(GetPeerName{slot}).answers(named(name::peer));
    }
  }
}

// S84: a port that bind() named stays, however the connection ends.
TEST(BindOnLinux, OfAGivenPlaceOutlivesTheConnection) {
  for (const bool resets : {true, false}) {
    Scenario s{"linux", StartListening{}};
    s.call(NewSocket{d});
    s.call(Bind{b, Place::q});
    s.call(Connect{b, Place::p});
    s.call(Accept{a, c});
    if (resets) s.call(Abort{c});
    else {
      s.call(Close{c});
      s.call(Shutdown{b, Half::write});
    }
    s.call(Bind{b, Place::r}).answers(invalid);
    s.call(Bind{d, Place::q}).answers(in_use);
    s.call(GetSockName{b}).answers(named(name::own));
  }
}

// S66
TEST(DisconnectOnLinux, KeepsAGivenPlace) {
  Scenario s{"linux", StartListening{}};
  s.call(NewSocket{c});
  s.call(Bind{b, Place::q});
  s.call(Connect{b, Place::p});
  s.call(Disconnect{b}).answers(ok());
  s.call(GetSockName{b}).answers(named(name::own));
  s.call(Bind{c, Place::q}).answers(in_use);
  s.call(Bind{b, Place::r}).answers(invalid);
  EXPECT_EQ(s.state_of(b), "CLOSED");
}

// S66: a chosen port only looks kept, so the socket can be bound anew.
TEST(DisconnectOnLinux, LosesAChosenPlace) {
  Scenario s{"linux", StartListening{}};
  s.call(Connect{b, Place::p});
  s.call(Disconnect{b}).answers(ok());
  s.call(GetSockName{b}).answers(named(name::port_only));
  s.call(Bind{b, Place::q}).answers(ok());
  s.call(GetSockName{b}).answers(named(name::own));
}

// The address of bind(0) was named, its port was not (measured: Linux 6.18).
TEST(DisconnectOnLinux, KeepsThePortOfBindOnlyWhileUnconnected) {
  Scenario s{"linux", StartListening{}};
  s.call(Bind{b, Place::none});
  s.call(Disconnect{b}).answers(ok());
  s.call(Bind{b, Place::q}).answers(invalid);
  s.call(Connect{b, Place::p});
  s.call(Disconnect{b}).answers(ok());
  s.call(GetSockName{b}).answers(named(name::own));
  s.call(Bind{b, Place::q}).answers(ok());
}

// S66: what was pending stays, but for a new attempt.
TEST(DisconnectOnLinux, LeavesAnErrorThatConnectForgetsAndListenKeeps) {
  for (const bool listens : {true, false}) {
    Scenario s{"linux", StartListening{}};
    s.call(Connect{b, Place::p});
    s.call(Disconnect{b}).answers(ok());
    if (listens) s.call(Listen{b, 1}).answers(ok());
    else s.call(Connect{b, Place::p}).answers(fails(Error::in_progress));
    s.call(Poll{b}).answers(events(listens ? 0 : writable));
    s.call(GetError{b}).answers(pending(listens ? Error::connection_reset : Error::none));
  }
}

// S66: nothing is left of a listener but its place; who comes is refused.
TEST(DisconnectOnLinux, OfAListenerRefusesWhoComes) {
  Scenario s{"linux", StartListening{}};
  s.call(Disconnect{a}).answers(ok());
  s.call(GetError{a}).answers(pending(Error::none));
  s.call(Poll{a}).answers(events(writable | hup));
  s.call(Connect{b, Place::p}).brings("arrival.syn.refused");
  s.call(Listen{a, 1}).answers(ok()).by("linux.listen.bound");
}

// An accepted socket has its listener's name, but it is not bound (measured: Linux 6.18).
TEST(DisconnectOnLinux, OfAnAcceptedSocketLeavesTheListenersPlaceAlone) {
  Scenario s{"linux", StartListening{}};
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c});
  s.call(Disconnect{c}).answers(ok());
  s.call(Recv{b, 1}).answers(fails(Error::connection_reset));  // S35
  s.call(GetSockName{c}).answers(named(name::own));
  s.call(Listen{c, 1}).answers(ok()).by("linux.listen.not-bound");
  s.call(NewSocket{d});
  s.call(Connect{d, Place::p}).brings("linux.arrival.syn.room");
  s.call(Accept{c, Slot::e}).answers(fails(Error::again));
  s.call(Accept{a, Slot::e}).answers(returns(2, Reading::connection));
}

// S68: as long as one end is alive, the two names are.
TEST(ConnectOnLinux, WithNamesOfAnOrphanIsRefused) {
  Scenario s{"linux", StartListening{}};
  s.call(Bind{b, Place::q});
  s.call(Connect{b, Place::p});
  s.call(Close{b});  // FIN-WAIT
  s.call(NewSocket{b});
  s.call(Bind{b, Place::q}).answers(in_use);
}

// S83: whoever listens without a name is found by its slot.
TEST(ListenOnLinux, WithoutANameCanBeConnectedTo) {
  Scenario s{"linux", StartFresh{}};
  for (const Slot slot : {a, b}) s.call(NewSocket{slot});
  s.call(Listen{a, 0});
  s.call(Connect{b, Place::none, a}).answers(fails(Error::in_progress));
  s.call(Accept{a, c}).answers(returns(1, Reading::connection));
  s.call(GetSockName{c}).answers(named(name::own));
  s.call(GetPeerName{b}).answers(named(name::peer));
}

}  // namespace
}  // namespace socketcheck::tests
