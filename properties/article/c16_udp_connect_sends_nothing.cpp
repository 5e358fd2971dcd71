// Counted on a loopback interface that nobody else uses, and on a device whose packets the suite takes itself.
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
  if (!connected || !to_nobody || packets != 0) return does_not_hold("something was sent, or not recorded");
  const auto datagrams = s.datagrams_of_two_connects_and_a_send();
  if (!datagrams) return holds();
  s.note(std::to_string(*datagrams) + " datagram to another host");
  return *datagrams == 1 ? holds() : does_not_hold("not only what was sent went out");
}

}  // namespace

const Claim c16{16, "connect() of a UDP socket exchanges nothing and only records the peer", decide,
                "start datagrams a b; connect(b, p); getpeername(b); connect(b, q); getpeername(b); recv(a, 1)"};

}  // namespace socketcheck::properties::article
