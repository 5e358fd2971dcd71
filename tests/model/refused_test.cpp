// An attempt to connect that fails: who is told of it, how often, and what the socket is good for afterwards.
#include <gtest/gtest.h>

#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

constexpr Answer in_progress{.value = -1, .error = Error::in_progress};
const Allowed refused = fails(Error::connection_refused);
const Allowed end_of_stream = bytes(0, 0);
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }

// a has called connect() where nobody listens, and has not been told.
Scenario refused_socket(std::string_view flavour = "linux") {
  Scenario s{flavour, StartFresh{}};
  s.call(NewSocket{a});
  s.call(Connect{a, Place::p}).and_says(in_progress);
  return s;
}

// One who listens at p, in slot b.
void add_listener(Scenario& s) {
  s.call(NewSocket{b});
  s.call(Bind{b, Place::p});
  s.call(Listen{b, 1});
}

// S36, S105
TEST(ARefusedSocketOnLinux, ShowsAnErrorUntilItIsReported) {
  Scenario s = refused_socket();
  EXPECT_EQ(s.state_of(a), "CLOSED");
  s.call(Poll{a}).answers(events(readable | writable | err | hup | rd_hup));
  s.call(GetError{a}).answers(pending(Error::connection_refused));
  s.call(Poll{a}).answers(events(readable | writable | hup | rd_hup));
}

// S59: whoever comes first is told, and nobody else.
TEST(ARefusedSocketOnLinux, TellsTheFirstCallThatAsks) {
  for (const Operation& first : std::initializer_list<Operation>{
           Recv{.slot = a}, Recv{.slot = a, .size = 0}, Recv{.slot = a, .peek = true}, Send{.slot = a}, Send{.slot = a, .size = 0}}) {
    Scenario s = refused_socket();
    s.call(first).answers(refused);  // and no SIGPIPE (S44)
    s.call(GetError{a}).answers(pending(Error::none));
    s.call(Recv{a, 1}).answers(end_of_stream);
    s.call(Send{a, 1}).answers(fails(Error::broken_pipe, 1));
    s.call(Connect{a, Place::p}).answers(fails(Error::connection_aborted));
    s.call(Connect{a, Place::p}).answers(fails(Error::in_progress)).brings("arrival.syn.refused");
  }
}

// S43 and S59: the questions that are no reports leave the error alone.
TEST(ARefusedSocketOnLinux, KeepsItsErrorFromOtherCalls) {
  Scenario s = refused_socket();
  s.call(Listen{a, 1}).answers(fails(Error::invalid_argument));
  s.call(Accept{a, c}).answers(fails(Error::invalid_argument));
  s.call(GetPeerName{a}).answers(fails(Error::not_connected));
  s.call(Poll{a}).answers(events(readable | writable | err | hup | rd_hup));
  s.call(Connect{a, Place::p}).answers(refused);
}

// S58
TEST(ARefusedSocketOnLinux, ConnectsOnceSomebodyListens) {
  Scenario s = refused_socket();
  s.call(Connect{a, Place::p}).answers(refused);
  add_listener(s);
  s.call(Connect{a, Place::p}).answers(fails(Error::in_progress)).brings("linux.arrival.syn.room");
  EXPECT_EQ(s.state_of(a), "ESTABLISHED");
  s.call(Connect{a, Place::p}).answers(ok());
  s.call(GetError{a}).answers(pending(Error::none));
}

// S124: of the name that the system chose the number is left, and nobody keeps it.
TEST(ARefusedSocketOnLinux, LosesItsNameWhenConnectTells) {
  Scenario s = refused_socket();
  s.call(GetSockName{a}).answers(named(name::own));
  s.call(Connect{a, Place::p}).answers(refused);
  s.call(GetSockName{a}).answers(named(name::port_only));
  s.call(Bind{a, Place::q}).answers(ok());
}

TEST(ARefusedSocketOnLinux, KeepsANameThatBindGave) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(Bind{a, Place::q});
  s.call(Connect{a, Place::p});
  s.call(Connect{a, Place::p}).answers(refused);
  s.call(GetSockName{a}).answers(named(name::own));
  s.call(Bind{a, Place::r}).answers(fails(Error::invalid_argument));
}

// POSIX.1-2017 recv() and send() report what connect() left; MSG_PEEK makes no difference.
TEST(ARefusedSocket, IsToldByRecvOrSend) {
  Scenario s = refused_socket("standard");
  s.call(Recv{.slot = a, .peek = true}).answers(refused).by("recv.reset");
  s.call(GetError{a}).answers(pending(Error::none));
  Scenario t = refused_socket("standard");
  t.call(Send{a, 1}).answers({refused, fails(Error::broken_pipe, 1)}).by("send.reset");
}

// A port that bind(0) chose is lost with the attempt, its address is not (measured: Linux 6.18).
TEST(ARefusedSocketOnLinux, LosesAPortThatBindChose) {
  Scenario s{"linux", StartFresh{}};
  s.call(NewSocket{a});
  s.call(Bind{a, Place::none});
  s.call(Connect{a, Place::p});
  s.call(Connect{a, Place::p}).answers(refused);
  s.call(GetSockName{a}).answers(named(name::own));
  s.call(Bind{a, Place::q}).answers(ok());
}

// S61, of every half; the socket can be connected again.
TEST(ShutdownOnLinux, OfAnyHalfGivesUpConnecting) {
  for (const Half half : {Half::read, Half::write, Half::both}) {
    Scenario s{"linux", StartListening{}};
    s.call(Listen{a, 0});
    s.call(Connect{b, Place::p});
    s.call(NewSocket{c});
    s.call(Connect{c, Place::p}).brings("linux.arrival.syn.full");
    s.call(Shutdown{c, half}).answers(ok());
    EXPECT_EQ(s.state_of(c), "CLOSED");
    s.call(Poll{c}).answers(events(writable | err | hup));
    s.call(Accept{a, d});
    s.call(Connect{c, Place::p}).answers(fails(Error::in_progress)).brings("linux.arrival.syn.one-more");
    s.call(GetError{c}).answers(pending(Error::none));  // a new attempt forgets the old one
    s.call(Send{c, 1}).answers(bytes(1, 1));
  }
}

}  // namespace
}  // namespace socketcheck::tests
