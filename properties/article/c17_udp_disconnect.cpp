// What AF_UNSPEC takes away.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const Side a = s.datagram('a');
  const Side b = s.datagram('b');
  s.bind(b);
  s.connect(a, s.name(b));
  s.disconnect(a);
  const bool no_peer = s.peer_name(a).error == ENOTCONN;
  const bool no_target = s.send(a, 1).error == EDESTADDRREQ;
  return no_peer && no_target ? holds() : does_not_hold("the peer is still known");
}

}  // namespace

const Claim c17{17, "to disconnect a UDP socket deletes the record of its peer", decide,
                "start datagrams a b; connect(b, p); connect(b, AF_UNSPEC); getpeername(b); send(b, 1)"};

}  // namespace socketcheck::properties::article
