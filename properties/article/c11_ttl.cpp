// Needs a router.
#include "properties/article/claims.hpp"

#include <netinet/in.h>

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const Side a = s.datagram('a');
  const bool largest = !s.set_option(a, IPPROTO_IP, IP_TTL, 255, "IP_TTL").failed();
  const bool larger = !s.set_option(a, IPPROTO_IP, IP_TTL, 256, "IP_TTL").failed();
  if (!largest || larger) return does_not_hold("the largest TTL is another one");
  return not_tested("over loopback no hop takes anything from the TTL; it shows with a router, for one in three network namespaces");
}

}  // namespace

const Claim c11{11, "the TTL begins at the sender's value, at most 255, every hop takes one, and at 0 an ICMP message tells the source", decide};

}  // namespace socketcheck::properties::article
