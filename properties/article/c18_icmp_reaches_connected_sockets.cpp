// Who hears of a port at which nobody is.
#include "properties/article/claims.hpp"

#include <netinet/in.h>

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const sut::Address dead = s.dead_place(SOCK_DGRAM);
  const Side a = s.datagram('a');
  s.connect(a, dead);
  s.send(a, 1);
  const bool connected = s.recv(a, 1).error == ECONNREFUSED;
  const Side b = s.datagram('b');
  s.send_to(b, 1, dead);
  const bool unconnected = s.recv(b, 1, MSG_DONTWAIT).error == ECONNREFUSED;
  const Side c = s.datagram('c');
  s.set_option(c, IPPROTO_IP, IP_RECVERR, 1, "IP_RECVERR");
  s.set_option(c, IPPROTO_IPV6, IPV6_RECVERR, 1, "IPV6_RECVERR");
  s.send_to(c, 1, dead);
  const bool asked = s.recv(c, 1, MSG_DONTWAIT).error == ECONNREFUSED;
  if (!connected || unconnected) return does_not_hold("who hears of it is not decided by connect()");
  return asked ? holds_if("IP_RECVERR is off; with it an unconnected socket hears of it, too") : holds();
}

}  // namespace

const Claim c18{18, "an ICMP message of unreachability reaches the application only through a connected UDP socket", decide,
                "start datagrams a b; connect(b, q); send(b, 1); recv(b, 1); sendto(a, 1, q); recv(a, 1); setsockopt(a, IP_RECVERR, 1); sendto(a, 1, q); recv(a, 1)"};

}  // namespace socketcheck::properties::article
