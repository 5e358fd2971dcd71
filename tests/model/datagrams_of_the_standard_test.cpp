// UDP by RFC 768, RFC 1122 and POSIX alone: delivery is not guaranteed, and much is left open.
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
const Allowed invalid = fails(Error::invalid_argument);
const Allowed not_connected = fails(Error::not_connected);
constexpr Answer is_again{.value = -1, .error = Error::again};

Scenario by_the_standard() { return Scenario{"standard", StartDatagrams{}, roomy}; }

TEST(ADatagramByTheStandard, MayBeLost) {
  Scenario s = by_the_standard();
  s.call(SendTo{a, 1, Place::p}).answers(bytes(1, 1)).by("udp.sendto.accepted").brings("udp.arrival.queued");
  s.call(SendTo{a, 2, Place::p});
  s.call(UnreadBytes{a}).answers(bytes(0, 3)).by("udp.unread-bytes");
  s.call(Recv{a, 9}).answers({bytes(1, 1), bytes(2, 2), again}).by("udp.recv.datagram");
  s.call(RecvFrom{a, 9}).answers({from(Place::p, 2), again}).by("udp.recvfrom.datagram").and_says(is_again);
  s.call(Recv{a, 9}).answers(again).by("udp.recv.nothing");
  s.call(RecvFrom{a, 9}).answers(again).by("udp.recvfrom.nothing");
}

TEST(AnErrorByTheStandard, MayBeToldOrNot) {
  for (const int way : {0, 1, 2, 3}) {
    Scenario s = by_the_standard();
    s.call(Connect{b, Place::q}).answers(ok()).by("udp.connect.peer-set");
    s.call(Send{.slot = b, .size = 1}).answers(bytes(1, 1)).by("udp.send.accepted").brings("udp.arrival.refused");
    if (way == 0) s.call(Recv{b, 9}).answers({refused, again}).and_says({.value = -1, .error = Error::connection_refused}).perhaps_by("udp.recv.refused");
    if (way == 1) s.call(RecvFrom{b, 9}).answers({refused, again}).and_says({.value = -1, .error = Error::connection_refused}).perhaps_by("udp.recvfrom.refused");
    if (way == 2) s.call(Send{.slot = b, .size = 2}).answers({refused, bytes(2, 2)}).and_says({.value = -1, .error = Error::connection_refused}).perhaps_by("udp.send.refused");
    if (way == 3) s.call(SendTo{b, 2, Place::p}).answers({refused, bytes(2, 2), fails(Error::is_connected)}).and_says({.value = -1, .error = Error::connection_refused}).perhaps_by("udp.sendto.refused");
    s.call(Recv{b, 9}).answers(again);
  }
}

TEST(ASendByTheStandard, FailsInMoreThanOneWay) {
  Scenario s = by_the_standard();
  s.call(Send{.slot = b, .size = 1}).answers({fails(Error::destination_required), not_connected}).by("udp.send.no-peer");
  s.call(SendTo{.slot = b, .size = 1, .port_zero = true}).answers({invalid, fails(Error::address_not_available)}).by("udp.sendto.port-zero");
  s.call(SendTo{b, 65'508, Place::p}).answers(too_long).by("udp.sendto.too-long");
  s.call(Connect{b, Place::p});
  s.call(Send{.slot = b, .size = 65'508}).answers(too_long).by("udp.send.too-long");
}

TEST(ANameByTheStandard, IsGivenOnceAndLeftOpenElsewhere) {
  Scenario s = by_the_standard();
  s.call(GetSockName{b}).answers(range(name::own, name::address_only, Reading::name)).by("udp.getsockname.not-bound");
  s.call(Bind{b, Place::p}).answers(fails(Error::address_in_use)).by("udp.bind.in-use");
  s.call(Bind{b, Place::q}).answers(ok()).by("udp.bind.free");
  s.call(Bind{b, Place::q}).answers(invalid).by("udp.bind.again");
  s.call(GetSockName{b}).answers(named(name::own)).by("udp.getsockname.bound");
  s.call(GetPeerName{b}).answers(not_connected).by("udp.getpeername.not-connected");
  s.call(Connect{b, Place::p});
  s.call(GetPeerName{b}).answers(named(name::peer)).by("udp.getpeername.connected");
  s.call(Disconnect{b}).answers({ok(), fails(Error::family_not_supported)}).by("udp.disconnect");
  s.call(ConnectToPortZero{b}).answers({ok(), fails(Error::address_not_available), invalid}).by("udp.connect-port-zero.peer-set");
  s.call(GetPeerName{b}).answers({not_connected, range(name::own, name::address_only, Reading::name)}).by("udp.getpeername.port-zero");
}

TEST(ReadinessByTheStandard, ShowsWhatIsThere) {
  Scenario s = by_the_standard();
  s.call(Poll{a}).answers(events(out, writable | wr_band)).by("udp.poll.open");
  s.call(SendTo{a, 1, Place::p});
  s.call(Poll{a}).answers(events(out, readable | writable | wr_band)).by("udp.poll.open");
  s.call(Shutdown{a, Half::both}).answers(not_connected).by("udp.shutdown.not-connected");
  s.call(Connect{a, Place::p});
  s.call(Shutdown{a, Half::both});
  s.call(Poll{a}).by("udp.poll.both-halves-closed");
}

TEST(KeptErrorsByTheStandard, NeedNotBeKept) {
  Scenario s = by_the_standard();
  s.call(SetKeepErrors{b});
  s.call(SendTo{b, 65'508, Place::p}).and_says({.value = -1, .error = Error::message_size});
  s.call(TakeKeptError{b}).answers({again, returns(static_cast<std::int64_t>(Error::message_size), Reading::error)}).perhaps_by("udp.kept-error.oldest");
}

TEST(OtherCallsByTheStandard, AreRefusedOrHints) {
  Scenario s = by_the_standard();
  s.call(Listen{a, 1}).answers(fails(Error::not_supported)).by("udp.listen.not-supported");
  s.call(Accept{a, c}).answers({fails(Error::not_supported), invalid}).by("udp.accept.not-supported");
  s.call(GetOption{a, Option::receive_buffer}).answers(range(0, largest_option, Reading::number)).by("udp.receive-buffer");
}

}  // namespace
}  // namespace socketcheck::tests
