// Several descriptors of one socket, shut halves that are handed on, and what is left of a connection at its end.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
const Allowed would_block = fails(Error::again);
const Allowed end_of_stream = bytes(0, 0);
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }
Allowed in(State state) { return returns(static_cast<std::int64_t>(state), Reading::state); }

// S89: what close() does to a connection, only the last one does.
TEST(ASharedSocket, IsClosedByTheLastDescriptor) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour};
    s.call(Send{b, 1});
    s.call(Dup{a, c});
    s.call(Close{c}).answers(ok()).by("close.shared");
    EXPECT_EQ(s.state_of(b), "ESTABLISHED");
    s.call(Recv{a, 1}).answers(bytes(1, 1));
    s.call(Close{a}).answers(ok()).by("close.orderly");
    EXPECT_EQ(s.state_of(b), "CLOSE-WAIT");
  }
}

TEST(ASharedSocket, ListensUntilTheLastDescriptorIsClosed) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour, StartListening{}};
    s.call(Dup{a, c});
    s.call(Close{a}).answers(ok()).by("close.shared");
    s.call(Connect{b, Place::p}).and_says(in_progress);
    s.call(Accept{c, a}).answers(returns(1, Reading::connection));
    s.call(Close{c}).answers(ok());
    EXPECT_EQ(s.state_of(b), "ESTABLISHED");
  }
}

// S90
TEST(ASharedSocket, IsShutDownForAllDescriptors) {
  for (const std::string_view flavour : {"linux", "standard"}) {
    Scenario s{flavour};
    s.call(Dup{a, c});
    s.call(Shutdown{c, Half::write}).answers(ok());
    s.call(Send{.slot = a, .no_signal = true}).answers(fails(Error::broken_pipe));
    s.call(Recv{b, 1}).answers(end_of_stream);
  }
}

// An error is one socket's, whichever descriptor asks.
TEST(ASharedSocketOnLinux, ReportsAnErrorThroughOneDescriptor) {
  Scenario s;
  s.call(Dup{a, c});
  s.call(Abort{b});
  s.call(GetError{c}).answers(pending(Error::connection_reset));
  s.call(GetError{a}).answers(pending(Error::none));
  s.call(Recv{a, 1}).answers(end_of_stream);
}

// An option stays, so whoever closes last sends the RST that abort() did not.
TEST(ASharedSocketOnLinux, LingersAsAnyDescriptorSetIt) {
  Scenario s;
  s.call(Dup{a, c});
  s.call(Abort{c}).answers(ok()).by("abort.shared");
  s.call(GetLinger{a}).answers(returns(0, Reading::linger));
  s.call(Close{a}).answers(ok()).by("linux.close.linger-zero");
  EXPECT_EQ(s.state_of(b), "CLOSED");
}

TEST(ASharedSocket, ConnectsThroughEitherDescriptor) {
  Scenario s{"linux", StartListening{}};
  s.call(Dup{b, c});
  s.call(Connect{b, Place::p});
  s.call(Connect{c, Place::p}).answers(ok()).by("linux.connect.told-once");
  s.call(Connect{b, Place::p}).answers(fails(Error::is_connected));
}

// S93: a RST before the second FIN leaves nothing; after it, the end that was first is in TIME-WAIT.
TEST(TimeWait, IsLeftOnlyBehindBothFins) {
  Scenario s;
  s.call(Shutdown{a, Half::write});
  s.call(Abort{a});
  EXPECT_EQ(s.state_of_end(0), "CLOSED");
  Scenario t;
  t.call(Shutdown{a, Half::write});
  t.call(Shutdown{b, Half::write});
  t.call(Abort{a});
  EXPECT_EQ(t.state_of_end(0), "TIME-WAIT");
  EXPECT_EQ(t.state_of_end(1), "CLOSED");
}

// S125: after a SHUT_RD that failed the end of the stream is there until data comes.
TEST(OnLinux, AReadHalfShutBeforehandStillTakesData) {
  Scenario s{"linux", StartListening{}};
  s.call(Recv{b, 1}).answers(fails(Error::not_connected));
  s.call(Shutdown{b, Half::read}).answers(fails(Error::not_connected));
  s.call(Recv{b, 1}).answers(end_of_stream);
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c});
  s.call(Recv{b, 1}).answers(end_of_stream);
  s.call(SetNoDelay{c, true});
  s.call(Send{c, 1}).answers(bytes(1, 1));
  s.call(Recv{b, 9}).answers(bytes(1, 1));
  s.call(Recv{b, 9}).answers(end_of_stream);
}

// The listener that was shut beforehand hands its halves on to whoever is accepted.
Scenario accepted_from_a_listener_shut(Half half) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(NewSocket{b});
  s.call(Bind{a, Place::p});
  s.call(Shutdown{a, half}).answers(fails(Error::not_connected));
  s.call(Listen{a, 1}).answers(ok());
  s.call(SetNoDelay{b, true});
  s.call(Connect{b, Place::p});
  s.call(Accept{a, c}).answers(returns(1, Reading::connection));
  return s;
}

TEST(OnLinux, AReadHalfShutBeforehandIsInherited) {
  Scenario s = accepted_from_a_listener_shut(Half::read);
  s.call(Recv{c, 1}).answers(end_of_stream);
  s.call(Poll{c}).answers(events(readable | writable | rd_hup));
  s.call(Send{b, 1}).answers(bytes(1, 1));
  s.call(Recv{c, 9}).answers(bytes(1, 1));
  s.call(Recv{b, 1}).answers(would_block);
}

TEST(OnLinux, AWriteHalfShutBeforehandIsInheritedWithItsFin) {
  Scenario s = accepted_from_a_listener_shut(Half::write);
  s.call(TcpInfo{c}).answers({in(State::fin_wait_1), in(State::fin_wait_2)});
  s.call(Send{c, 1}).answers(fails(Error::broken_pipe, 1));
  s.call(Recv{b, 1}).answers(end_of_stream);
  s.call(Send{b, 1}).answers(bytes(1, 1));
  s.call(Recv{c, 1}).answers(bytes(1, 1));
}

TEST(OnLinux, BothHalvesShutBeforehandAreUndoneByAfUnspec) {
  Scenario s{"linux", StartListening{}};
  s.call(Shutdown{b, Half::both}).answers(fails(Error::not_connected));
  s.call(Poll{b}).answers(events(readable | writable | rd_hup | hup));
  s.call(Disconnect{b}).answers(ok());
  s.call(Poll{b}).answers(events(writable | hup));
  s.call(Connect{b, Place::p});
  s.call(Send{b, 1}).answers(bytes(1, 1));
  s.call(Recv{b, 1}).answers(would_block);
}

}  // namespace
}  // namespace socketcheck::tests
