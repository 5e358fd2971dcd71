// An active close: a FIN, unless something calls for a RST.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.be_silent(true);
  s.fill(a);  // the FIN waits behind a full window, so that its acknowledgement can't hide FIN-WAIT-1
  s.be_silent(false);
  s.close(a);
  const bool fin_wait_1 = s.becomes(a, State::fin_wait_1);
  const bool fin = s.read_all(b).second.value == 0;

  auto [c, d] = s.pair();
  s.send(d, 1);
  s.is_ready(c, POLLIN);
  s.close(c);
  const bool reset = s.recv(d, 1).error == ECONNRESET;
  if (!fin_wait_1 || !fin) return does_not_hold("no FIN came, or no FIN-WAIT-1");
  return reset ? holds_if("everything that has arrived was read; with unread data a RST goes out instead (RFC 9293 3.6.1)") : holds();
}

}  // namespace

const Claim c1{1, "whoever closes first sends a FIN and is then in FIN-WAIT-1", decide,
              "start pair a b; send(b, 1); close(a); recv(b, 1)"};

}  // namespace socketcheck::properties::article
