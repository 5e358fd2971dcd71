// Options and names: what was set is what is said, also once the socket was shut down.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

const Allowed invalid = fails(Error::invalid_argument);
Allowed lingers(std::int64_t seconds) { return returns(seconds, Reading::linger); }

Scenario shut_down(std::string_view flavour) {
  Scenario s{flavour};
  s.call(Shutdown{a, Half::read});
  return s;
}

TEST(Linger, IsOffUntilItIsSet) {
  Scenario s;
  s.call(GetLinger{a}).answers(lingers(-1)).by("get-linger.connected");
  s.call(SetLinger{a, {true, 5}}).answers(ok()).by("set-linger.connected");
  s.call(GetLinger{a}).answers(lingers(5)).by("get-linger.connected");
  s.call(GetLinger{b}).answers(lingers(-1)).by("get-linger.connected");
}

TEST(Linger, OfASocketThatWasShutDownMayBeRefused) {
  Scenario s = shut_down("standard");
  s.call(GetLinger{a}).answers({lingers(-1), invalid}).by("get-linger.shut-down");
  s.call(SetLinger{a, {true, 1}}).answers({ok(), invalid}).by("set-linger.shut-down");
  s.call(GetLinger{a}).answers({lingers(1), invalid}).by("get-linger.shut-down");
}

TEST(LingerOnLinux, OfASocketThatWasShutDownIsSet) {
  Scenario s = shut_down("linux");
  s.call(SetLinger{a, {true, 1}}).answers(ok()).by("linux.set-linger.shut-down");
  s.call(GetLinger{a}).answers(lingers(1)).by("linux.get-linger.shut-down");
}

TEST(NoDelay, IsOnInAPairUntilItIsCleared) {
  Scenario s;
  s.call(GetNoDelay{a}).answers(returns(1)).by("get-no-delay.connected");
  s.call(SetNoDelay{a, false}).answers(ok()).by("set-no-delay.connected");
  s.call(GetNoDelay{a}).answers(returns(0)).by("get-no-delay.connected");
}

// RFC 9293 3.7.4: Nagle's algorithm may hold what is small.
TEST(NoDelay, OffLetsBytesBeLate) {
  Scenario s;
  s.call(SetNoDelay{a, false});
  s.call(Send{a, 1});
  s.call(Recv{b, 1}).answers({bytes(1, 1), fails(Error::again)});
}

TEST(NoDelay, OnPushesWhatWasHeld) {
  Scenario s;
  s.call(SetNoDelay{a, false});
  s.call(Send{a, 1});
  s.call(SetNoDelay{a, true});
  s.call(Recv{b, 1}).answers(bytes(1, 1));
}

TEST(NoDelay, OfASocketThatWasShutDownMayBeRefused) {
  Scenario s = shut_down("standard");
  s.call(GetNoDelay{a}).answers({returns(1), invalid}).by("get-no-delay.shut-down");
  s.call(SetNoDelay{a, false}).answers({ok(), invalid}).by("set-no-delay.shut-down");
}

TEST(NoDelayOnLinux, OfASocketThatWasShutDownIsSet) {
  Scenario s = shut_down("linux");
  s.call(SetNoDelay{a, false}).answers(ok()).by("linux.set-no-delay.shut-down");
  s.call(GetNoDelay{a}).answers(returns(0)).by("linux.get-no-delay.shut-down");
}

TEST(GetSockName, IsTheOwnName) {
  Scenario s;
  s.call(GetSockName{a}).answers(named(name::own)).by("getsockname.connected");
}

TEST(GetSockName, OfASocketThatWasShutDownMayBeRefused) {
  Scenario s = shut_down("standard");
  s.call(GetSockName{a}).answers({named(name::own), invalid}).by("getsockname.shut-down");
}

TEST(GetSockNameOnLinux, Stays) {
  Scenario s = shut_down("linux");
  s.call(GetSockName{a}).answers(named(name::own)).by("linux.getsockname.shut-down");
  s.call(Abort{b});
  s.call(GetSockName{a}).answers(named(name::own)).by("linux.getsockname.shut-down");
}

TEST(GetPeerName, IsThePeersName) {
  Scenario s;
  s.call(GetPeerName{a}).answers(named(name::peer)).by("getpeername.connected");
}

TEST(GetPeerName, OfASocketThatWasShutDownMayBeRefused) {
  Scenario s = shut_down("standard");
  s.call(GetPeerName{a}).answers({named(name::peer), invalid}).by("getpeername.shut-down");
}

TEST(GetPeerName, IsGoneWithTheConnection) {
  Scenario s{"standard"};
  s.call(Abort{b});
  s.call(GetPeerName{a}).answers({fails(Error::not_connected), invalid}).by("getpeername.ended");
}

TEST(GetPeerNameOnLinux, StaysWhileTheConnectionExists) {
  Scenario s = shut_down("linux");
  s.call(GetPeerName{a}).answers(named(name::peer)).by("linux.getpeername.shut-down");
  s.call(Abort{b});
  s.call(GetPeerName{a}).answers(fails(Error::not_connected)).by("linux.getpeername.ended");
}

}  // namespace
}  // namespace socketcheck::tests
