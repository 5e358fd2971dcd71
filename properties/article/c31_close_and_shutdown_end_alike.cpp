// Two ways to end a connection.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  const bool by_close = s.recv(b, 1).value == 0;
  auto [c, d] = s.pair();
  s.shutdown(c, SHUT_WR);
  const bool by_shutdown = s.recv(d, 1).value == 0;
  auto [e, f] = s.pair();
  s.send(f, 1);
  s.is_ready(e, POLLIN);
  s.close(e);
  const bool unread_resets = s.recv(f, 1).error == ECONNRESET;
  auto [g, h] = s.pair();
  s.reset_on_close(g);
  s.close(g);
  const bool linger_resets = s.recv(h, 1).error == ECONNRESET;
  if (!by_close || !by_shutdown) return does_not_hold("one of them sends no FIN");
  return unread_resets || linger_resets ? holds_if("close() finds nothing unread and SO_LINGER is not {1, 0}; else it sends a RST") : holds();
}

}  // namespace

const Claim c31{31, "close() and shutdown() both end in the usual exchange of two FINs", decide,
              "start pair a b; abort(a); recv(b, 1)"};

}  // namespace socketcheck::properties::article
