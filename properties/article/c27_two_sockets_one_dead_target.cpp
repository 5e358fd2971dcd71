// The ports in the ICMP message tell the two apart.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const sut::Address dead = s.dead_place(SOCK_DGRAM);
  const Side a = s.datagram('a');
  const Side b = s.datagram('b');
  s.connect(a, dead);
  s.connect(b, dead);
  bool alone = true;
  for (const auto& [sender, other] : {std::pair{a, b}, std::pair{b, a}}) {
    s.send(sender, 1);
    s.is_ready(sender, POLLIN);
    alone = s.pending_error(other).error == 0 && s.pending_error(sender).error == ECONNREFUSED && alone;
  }
  return alone ? holds() : does_not_hold("the error went to the other one, or to nobody");
}

}  // namespace

const Claim c27{27, "of two UDP sockets connected to one dead target, the one that sent gets the ICMP error and the other does not", decide,
                "start datagrams a b; connect(a, q); connect(b, q); send(b, 1); recv(a, 1); recv(b, 1)"};

}  // namespace socketcheck::properties::article
