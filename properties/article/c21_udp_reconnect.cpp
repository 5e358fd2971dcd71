// The association moves and ends.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const Side a = s.datagram('a');
  const Side b = s.datagram('b');
  const Side c = s.datagram('c');
  for (const Side side : {a, b, c}) s.bind(side);
  const sut::Address a_name = s.name(a);
  s.connect(a, s.name(b));
  s.connect(a, s.name(c));
  s.send(a, 1);
  const bool moved = s.recv(c, 9).value == 1;
  s.send_to(b, 2, a_name);  // from the old peer
  const bool filtered = s.recv(a, 9, MSG_DONTWAIT).error == EAGAIN;
  s.disconnect(a);
  s.bind(a, a_name);
  const bool ended = s.send(a, 1).error == EDESTADDRREQ;
  s.send_to(b, 3, s.name(a));
  return moved && filtered && ended && s.recv(a, 9).value == 3 ? holds() : does_not_hold("the association stayed as it was");
}

}  // namespace

const Claim c21{21, "connect() of a UDP socket with another address moves the association, and with AF_UNSPEC ends it", decide,
                "start datagrams a b; connect(b, q); connect(b, p); send(b, 1); recv(a, 1); connect(b, AF_UNSPEC); send(b, 1)"};

}  // namespace socketcheck::properties::article
