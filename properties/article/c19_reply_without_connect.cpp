// A question and an answer between unconnected sockets.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const Side server = s.datagram('s');
  s.bind(server);
  const Side client = s.datagram('c');
  s.send_to(client, 3, s.name(server));
  sut::Address from;
  s.recv_from(server, 9, from);
  s.send_to(server, 4, from);
  return s.recv(client, 9).value == 4 ? holds() : does_not_hold("the reply did not come");
}

}  // namespace

const Claim c19{19, "without connect() a reply finds its way back through recvfrom() and sendto()", decide,
                "start datagrams a b; sendto(b, 5, p); recvfrom(a, 9); sendto(a, 5, b); recvfrom(b, 9)"};

}  // namespace socketcheck::properties::article
