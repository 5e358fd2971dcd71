// send(2), in the order of RFC 9293 3.10.2: the connection is there, then it is half closed, reset, gone.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

const Allowed broken_pipe_with_signal = fails(Error::broken_pipe, 1);
const Allowed broken_pipe_alone = fails(Error::broken_pipe);

TEST(Send, AcceptsAtLeastOneByte) {
  Scenario s;
  s.call(Send{a, 3}).answers(bytes(1, 3)).by("send.accepted").brings("arrival.data.queued");
  s.call(Recv{b, 9}).answers(bytes(1, 3));
}

TEST(Send, MayRefuseOnceTheWindowIsFull) {
  Scenario s{"linux", 2};
  s.call(Send{a, 3}).answers(bytes(1, 3));
  s.call(Send{a, 1}).answers({fails(Error::again), bytes(1, 1)}).by("send.full");
}

TEST(Send, OfNothingSendsNothing) {
  Scenario s;
  s.call(Send{a, 0}).answers(ok()).by("send.nothing");
  s.call(Recv{b, 1}).answers(fails(Error::again));
}

TEST(Send, StillWorksWhereThePeerHasClosedItsWriteHalf) {
  Scenario s;
  s.call(Shutdown{b, Half::write});
  s.call(Send{a, 1}).answers(bytes(1, 1)).by("send.accepted");
}

TEST(Send, FailsBehindTheOwnFin) {
  Scenario s{"standard"};
  s.call(Shutdown{a, Half::write});
  s.call(Send{a, 1}).answers({broken_pipe_with_signal, broken_pipe_alone}).by("send.write-half-closed");
  s.call(Send{a, 0}).answers({broken_pipe_with_signal, broken_pipe_alone, ok()}).by("send.write-half-closed");
}

TEST(SendOnLinux, RaisesSigpipeBehindTheOwnFinUnlessAskedNotTo) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Send{a, 1}).answers(broken_pipe_with_signal).by("linux.send.write-half-closed");
  s.call(Send{.slot = a, .size = 0, .no_signal = true}).answers(broken_pipe_alone).by("linux.send.write-half-closed");
}

TEST(Send, ReportsAResetOnce) {
  Scenario s{"standard"};
  s.call(Abort{b});
  s.call(Send{a, 1}).answers({fails(Error::connection_reset), broken_pipe_with_signal}).by("send.reset");
  s.call(GetError{a}).answers(returns(0, Reading::error));
}

TEST(SendOnLinux, ReportsAResetWithoutSigpipe) {
  Scenario s;
  s.call(Abort{b});
  s.call(Send{a, 1}).answers(fails(Error::connection_reset)).by("linux.send.reset");
  s.call(Send{a, 1}).answers(broken_pipe_with_signal).by("linux.send.connection-gone");
}

TEST(Send, ReportsAResetBehindAFin) {
  Scenario s{"standard"};
  s.call(Shutdown{b, Half::write});
  s.call(Abort{b});
  s.call(Send{a, 1}).answers({broken_pipe_with_signal, fails(Error::connection_reset)}).by("send.reset-after-fin");
}

TEST(SendOnLinux, CallsAResetBehindAFinABrokenPipe) {
  Scenario s;
  s.call(Shutdown{b, Half::write});
  s.call(Abort{b});
  s.call(Send{a, 1}).answers(broken_pipe_with_signal).by("linux.send.reset-after-fin");
}

TEST(Send, FailsOnceTheConnectionIsGone) {
  Scenario s{"standard"};
  s.call(Abort{b});
  s.call(Recv{a, 1}).answers(fails(Error::connection_reset));
  s.call(Send{a, 1})
      .answers({broken_pipe_with_signal, fails(Error::connection_reset), fails(Error::not_connected)})
      .by("send.connection-gone");
}

}  // namespace
}  // namespace socketcheck::tests
