// Counted on a loopback interface that nobody else uses.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  if (!s.has_own_network()) return not_tested("packets can be counted only in a network of one's own");
  const Side a = s.datagram('a');
  const Side b = s.datagram('b');
  s.bind(b);
  const long before = s.packets();
  const bool connected = !s.connect(a, s.name(b)).failed() && !s.peer_name(a).failed();
  const bool to_nobody = !s.connect(a, s.dead_place(SOCK_DGRAM)).failed();
  const long packets = s.packets() - before;
  s.note(std::to_string(packets) + " packets on the wire");
  return connected && to_nobody && packets == 0 ? holds() : does_not_hold("something was sent, or not recorded");
}

}  // namespace

const Claim c16{16, "connect() of a UDP socket exchanges nothing and only records the peer", decide,
                "start datagrams a b; connect(b, p); getpeername(b); connect(b, q); getpeername(b); recv(a, 1)"};

}  // namespace socketcheck::properties::article
