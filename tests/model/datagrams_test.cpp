// UDP on Linux: what is sent arrives whole or not at all, who hears of errors, what a peer filters, and what is left of a name.
#include <gtest/gtest.h>

#include "tests/model/datagram_worlds.hpp"
#include "tests/model/scenario.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
using namespace model::event;

const Allowed refused = fails(Error::connection_refused);
const Allowed again = fails(Error::again);
const Allowed too_long = fails(Error::message_size);
constexpr std::int64_t room = writable | wr_band;
Allowed pending(Error error) { return returns(static_cast<std::int64_t>(error), Reading::error); }

// a is at p, b is new.
Scenario on_linux() { return Scenario{"linux", StartDatagrams{}, roomy}; }

// S111
TEST(ADatagram, ArrivesWholeWithItsSender) {
  Scenario s = on_linux();
  s.call(Bind{b, Place::q}).answers(ok()).by("linux.udp.bind.free");
  s.call(SendTo{b, 3, Place::p}).answers(bytes(3, 3)).by("linux.udp.sendto.accepted").brings("linux.udp.arrival.queued");
  s.call(SendTo{b, 2, Place::none, a}).answers(bytes(2, 2)).by("linux.udp.sendto.accepted");
  s.call(UnreadBytes{a}).answers(bytes(3, 3)).by("linux.udp.unread-bytes");
  s.call(RecvFrom{.slot = a, .size = 9, .peek = true}).answers(from(Place::q, 3)).by("linux.udp.recvfrom.datagram");
  s.call(RecvFrom{a, 9}).answers(from(Place::q, 3)).by("linux.udp.recvfrom.datagram");
  s.call(Recv{a, 9}).answers(bytes(2, 2)).by("linux.udp.recv.datagram");
  s.call(Recv{a, 9}).answers(again).by("linux.udp.recv.nothing");
  s.call(RecvFrom{a, 9}).answers(again).by("linux.udp.recvfrom.nothing");
}

TEST(ADatagram, ThatDoesNotFitIsCutShort) {
  Scenario s = on_linux();
  s.call(SendTo{a, 5, Place::p});
  s.call(SendTo{a, 5, Place::p});
  s.call(Recv{a, 2}).answers(bytes(2, 2)).by("linux.udp.recv.datagram");
  s.call(Recv{.slot = a, .size = 2, .truncate = true}).answers(bytes(5, 5)).by("linux.udp.recv.datagram");
  s.call(Recv{a, 2}).answers(again).by("linux.udp.recv.nothing");
}

// S112
TEST(ADatagram, OfNoBytesIsOneAllTheSame) {
  Scenario s = on_linux();
  s.call(SendTo{a, 0, Place::p}).answers(bytes(0, 0)).by("linux.udp.sendto.accepted");
  s.call(Poll{a}).answers(events(readable | room)).by("linux.udp.poll.open");
  s.call(Recv{a, 9}).answers(bytes(0, 0)).by("linux.udp.recv.datagram");
  s.call(Recv{a, 9}).answers(again).by("linux.udp.recv.nothing");
}

// S113
TEST(TheLargestDatagram, DependsOnTheFamily) {
  Scenario s = on_linux();
  s.call(SendTo{a, 65'507, Place::p}).answers(bytes(65'507, 65'507)).by("linux.udp.sendto.accepted");
  s.call(SendTo{a, 65'508, Place::p}).answers(too_long).by("linux.udp.sendto.too-long");
  Scenario six{"linux", StartDatagrams{}, {.largest_datagram = 65'527, .datagram_buffer = 212'992}};
  six.call(SendTo{a, 65'527, Place::p}).answers(bytes(65'527, 65'527)).by("linux.udp.sendto.accepted");
  six.call(SendTo{a, 65'528, Place::p}).answers(too_long).by("linux.udp.sendto.too-long");
}

TEST(TooLongADatagram, IsToldBeforeThePendingError) {
  Scenario s = on_linux();
  s.call(Connect{b, Place::q}).answers(ok()).by("linux.udp.connect.peer-set");
  s.call(Send{.slot = b, .size = 1}).answers(bytes(1, 1)).by("udp.send.accepted").brings("linux.udp.arrival.refused");
  s.call(Send{.slot = b, .size = 65'508}).answers(too_long).by("linux.udp.send.too-long");
  s.call(Send{.slot = b, .size = 1}).answers(refused).by("linux.udp.send.refused");
}

// S114
TEST(ASendToNobody, StillGivesTheSocketAPort) {
  Scenario s = on_linux();
  s.call(GetSockName{b}).answers(named(name::unspecified)).by("linux.udp.getsockname.not-bound");
  s.call(Send{.slot = b, .size = 1}).answers(fails(Error::destination_required)).by("linux.udp.send.no-peer");
  s.call(GetSockName{b}).answers(named(name::port_only)).by("linux.udp.getsockname.bound");
  s.call(Send{.slot = b, .size = 65'536}).answers(too_long).by("linux.udp.send.no-peer");
}

TEST(Datagrams, KnowNoListeners) {
  Scenario s = on_linux();
  s.call(Listen{a, 1}).answers(fails(Error::not_supported)).by("linux.udp.listen.not-supported");
  s.call(Accept{a, c}).answers(fails(Error::not_supported)).by("linux.udp.accept.not-supported");
}

// S115
TEST(AnError, IsToldOnceToTheConnectedSender) {
  for (const int way : {0, 1, 2, 3, 4}) {
    Scenario s = on_linux();
    s.call(Connect{b, Place::q});
    s.call(Send{.slot = b, .size = 1}).brings("linux.udp.arrival.refused");
    s.call(Poll{b}).answers(events(room | err)).by("linux.udp.poll.open");
    if (way == 0) s.call(Recv{b, 1}).answers(refused).by("linux.udp.recv.refused");
    if (way == 1) s.call(RecvFrom{b, 1}).answers(refused).by("linux.udp.recvfrom.refused");
    if (way == 2) s.call(SendTo{b, 1, Place::p}).answers(refused).by("linux.udp.sendto.refused");
    if (way == 3) s.call(Send{.slot = b, .size = 1}).answers(refused).by("linux.udp.send.refused");
    if (way == 4) s.call(GetError{b}).answers(pending(Error::connection_refused)).by("udp.so-error.refused");
    s.call(GetError{b}).answers(pending(Error::none)).by("udp.so-error.none");
    s.call(Poll{b}).answers(events(room)).by("linux.udp.poll.open");
  }
}

TEST(AnError, ComesBeforeWhatIsQueued) {
  Scenario s = on_linux();
  s.call(SendTo{a, 1, Place::p});
  s.call(Connect{a, Place::q});
  s.call(Send{.slot = a, .size = 1});
  s.call(Poll{a}).answers(events(readable | room | err));
  s.call(Recv{a, 9}).answers(refused).by("linux.udp.recv.refused");
  s.call(Recv{a, 9}).answers(bytes(1, 1)).by("linux.udp.recv.datagram");
}

// S116
TEST(AnError, IsNotToldToWhoIsNotConnected) {
  Scenario s = on_linux();
  s.call(SendTo{b, 1, Place::q}).brings("linux.udp.arrival.refused-silently");
  s.call(Poll{b}).answers(events(room));
  s.call(GetError{b}).answers(pending(Error::none));
}

TEST(KeptErrors, AreToldToWhoWantsThem) {
  Scenario s = on_linux();
  s.call(TakeKeptError{b}).answers(again).by("udp.kept-error.none");
  s.call(SetKeepErrors{b}).answers(ok()).by("udp.set-recverr");
  s.call(SendTo{b, 1, Place::q}).brings("linux.udp.arrival.refused");
  s.call(SendTo{b, 65'508, Place::p}).answers(too_long).by("linux.udp.sendto.too-long");
  s.call(SendTo{b, 65'536, Place::p}).answers(too_long).by("linux.udp.sendto.too-long");
  s.call(TakeKeptError{b}).answers(pending(Error::connection_refused)).by("linux.udp.kept-error.oldest");
  s.call(GetError{b}).answers(pending(Error::none));
  s.call(Poll{b}).answers(events(room | err));
  s.call(TakeKeptError{b}).answers(pending(Error::message_size)).by("linux.udp.kept-error.oldest");
  s.call(TakeKeptError{b}).answers(again).by("udp.kept-error.none");
}

// S117
TEST(APeer, FiltersFromThenOn) {
  Scenario s = on_linux();
  s.call(SendTo{b, 1, Place::p});
  s.call(Connect{a, Place::q});
  s.call(SendTo{b, 2, Place::p}).brings("linux.udp.arrival.refused-silently");
  s.call(Recv{a, 9}).answers(bytes(1, 1));
  s.call(Recv{a, 9}).answers(again);
}

// S118, S119
TEST(APeer, IsReplacedOverriddenAndTakenAway) {
  Scenario s = on_linux();
  s.call(Connect{b, Place::q});
  s.call(SendTo{b, 1, Place::p}).answers(bytes(1, 1)).brings("linux.udp.arrival.queued");
  s.call(Connect{b, Place::p}).answers(ok()).by("linux.udp.connect.peer-set");
  s.call(GetPeerName{b}).answers(named(name::peer)).by("linux.udp.getpeername.connected");
  s.call(GetSockName{b}).answers(named(name::own)).by("linux.udp.getsockname.bound");
  s.call(Disconnect{b}).answers(ok()).by("linux.udp.disconnect");
  s.call(GetPeerName{b}).answers(fails(Error::not_connected)).by("linux.udp.getpeername.not-connected");
  s.call(GetSockName{b}).answers(named(name::unspecified)).by("linux.udp.getsockname.not-bound");
  s.call(Bind{b}).answers(ok());
  s.call(Connect{b, Place::p});
  s.call(Disconnect{b});
  s.call(GetSockName{b}).answers(named(name::address_only)).by("linux.udp.getsockname.not-bound");
  s.call(Bind{b, Place::p}).answers(fails(Error::address_in_use)).by("linux.udp.bind.in-use");
  s.call(GetSockName{b}).answers(named(name::unspecified));
}

// S120
TEST(PortZero, IsAPeerButNoTarget) {
  Scenario s = on_linux();
  s.call(ConnectToPortZero{b}).answers(ok()).by("linux.udp.connect-port-zero.peer-set");
  s.call(GetPeerName{b}).answers(fails(Error::not_connected)).by("linux.udp.getpeername.port-zero");
  s.call(SendTo{.slot = b, .size = 1, .port_zero = true}).answers(fails(Error::invalid_argument)).by("linux.udp.sendto.port-zero");
}

TEST(ASecondBind, Fails) {
  Scenario s = on_linux();
  s.call(Bind{a, Place::q}).answers(fails(Error::invalid_argument)).by("linux.udp.bind.again");
}

// S121, S122
TEST(Shutdown, OfDatagramsEndsWritingAndLittleElse) {
  Scenario s = on_linux();
  s.call(Shutdown{a, Half::read}).answers(fails(Error::not_connected)).by("linux.udp.shutdown.not-connected");
  s.call(SendTo{a, 1, Place::p});
  s.call(Recv{a, 9}).answers(bytes(1, 1));
  s.call(Recv{a, 9}).answers(again);
  s.call(Connect{a, Place::p});
  s.call(Shutdown{a, Half::write}).answers(ok()).by("udp.shutdown.connected");
  s.call(Poll{a}).answers(events(readable | room | hup | rd_hup)).by("linux.udp.poll.both-halves-closed");
  s.call(Send{.slot = a, .size = 1}).answers(fails(Error::broken_pipe)).by("udp.send.write-half-closed");
  s.call(Connect{a, Place::q});
  s.call(SendTo{a, 1, Place::p}).answers(fails(Error::broken_pipe)).by("udp.sendto.write-half-closed");
}

// S123
TEST(AFullBuffer, DropsAndTellsNobody) {
  Scenario s = on_linux();
  s.call(SetOption{a, Option::receive_buffer, 0}).answers(ok()).by("udp.set-receive-buffer");
  s.call(GetOption{a, Option::receive_buffer}).answers(range(2304, 2304, Reading::number)).by("linux.udp.receive-buffer");
  s.call(SendTo{a, 1, Place::p}).brings("linux.udp.arrival.queued");
  s.call(SendTo{a, 2, Place::p}).brings("linux.udp.arrival.crowded");
  s.call(Recv{a, 9}).answers(bytes(1, 1));
  s.call(Recv{a, 9}).answers({bytes(2, 2), again}).and_says({.value = -1, .error = Error::again});
  s.call(Recv{a, 9}).answers(again);
}

TEST(AFullBuffer, MayKeepNoError) {
  Scenario s = on_linux();
  s.call(SetOption{a, Option::receive_buffer, 0});
  s.call(SetKeepErrors{a});
  s.call(SendTo{a, 1, Place::q}).brings("linux.udp.arrival.refused-crowded");
  s.call(TakeKeptError{a}).answers({again, pending(Error::connection_refused)});
}

TEST(ACopy, KeepsTheSocketAlive) {
  Scenario s = on_linux();
  s.call(NewSocket{c}).answers(ok()).by("udp.socket.made");
  s.call(Dup{a, d}).answers(ok()).by("udp.dup.made");
  s.call(Close{a}).answers(ok()).by("udp.close");
  s.call(SendTo{b, 1, Place::p}).brings("linux.udp.arrival.queued");
  s.call(Close{d});
  s.call(SendTo{b, 1, Place::p}).brings("linux.udp.arrival.refused-silently");
}

}  // namespace
}  // namespace socketcheck::tests
