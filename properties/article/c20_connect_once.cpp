// How often connect() works.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  const Side u = s.datagram('u');
  bool any_number = true;
  for (int i = 0; i < 3; ++i) any_number = !s.connect(u, s.dead_place(SOCK_DGRAM)).failed() && any_number;
  auto [a, b] = s.pair();
  const Side listener = s.stream('l');
  s.bind(listener);
  s.listen(listener, 1);
  s.be_silent(true);
  s.connect(a, s.name(b));  // tells that the handshake is done
  s.be_silent(false);
  const bool once = s.connect(a, s.name(listener)).error == EISCONN;
  s.disconnect(a);
  const Result again = s.connect(a, s.name(listener));
  const bool with_unspec = (!again.failed() || again.error == EINPROGRESS) && s.is_ready(a, POLLOUT) && !s.peer_name(a).failed();
  if (!any_number || !once) return does_not_hold("the number of times is another one");
  return with_unspec ? holds_if("there is no connect() with AF_UNSPEC in between: after it a TCP socket connects again") : holds();
}

}  // namespace

const Claim c20{20, "connect() works once on a TCP socket and any number of times on a UDP socket", decide,
              "start listening a b; connect(b, p); connect(b, p); connect(b, p); connect(b, AF_UNSPEC); connect(b, p)"};

}  // namespace socketcheck::properties::article
