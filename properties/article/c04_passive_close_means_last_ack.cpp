// The second FIN, made visible by a window that holds it back.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.fill(b);
  s.shutdown(a, SHUT_WR);
  s.becomes(b, State::close_wait);
  s.close(b);
  const bool last_ack = s.becomes(b, State::last_ack);
  const bool fin = s.read_all(a).second.value == 0;
  return last_ack && fin ? holds() : does_not_hold("no FIN came, or no LAST-ACK");
}

}  // namespace

const Claim c4{4, "the close of the passive side sends its FIN and leads to LAST-ACK", decide,
              "start pair a b; send(b, 1048576); shutdown(a, SHUT_WR); close(b)"};

}  // namespace socketcheck::properties::article
