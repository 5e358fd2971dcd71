// Datagrams for which the receiver has no room.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const Side a = s.datagram('a');
  const Side b = s.datagram('b');
  s.bind(b);
  s.connect(a, s.name(b));
  s.set_option(b, SOL_SOCKET, SO_RCVBUF, 1, "SO_RCVBUF");
  s.be_silent(true);
  constexpr int all = 50;
  int sent = 0;
  for (int i = 0; i < all; ++i) sent += s.send(a, 100).value == 100 ? 1 : 0;
  const bool untold = s.pending_error(a).error == 0;
  int received = 0;
  while (!s.recv(b, 200, MSG_DONTWAIT).failed()) ++received;
  s.be_silent(false);
  s.note(std::to_string(sent) + " sends succeed, " + std::to_string(received) + " datagrams arrive");
  if (received == all) return not_tested("nothing was lost");
  return sent == all && untold ? holds() : does_not_hold("the sender was told");
}

}  // namespace

const Claim c29{29, "the loss of a UDP datagram is silent: its sender can't know of it", decide,
                "start datagrams a b; setsockopt(a, SO_RCVBUF, 0); sendto(b, 1000, p); sendto(b, 1000, p); sendto(b, 1000, p); getsockopt(b, SO_ERROR)"};

}  // namespace socketcheck::properties::article
