// The state between the acknowledgement and the peer's FIN.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  const bool there = s.becomes(a, State::fin_wait_2);
  if (!there) return does_not_hold("there is no FIN-WAIT-2");
  if (!s.has_own_network()) return not_tested("whether it is always so shows only where packets can be counted");
  auto [c, d] = s.pair();
  const long before = s.packets();
  s.close(c);
  s.be_silent(true);
  s.is_ready(d, POLLIN);
  s.close(d);
  s.becomes(d, std::nullopt);
  s.be_silent(false);
  const long packets = s.packets() - before;
  s.note("a peer that closes at once: " + std::to_string(packets) + " segments");
  return packets >= 4 ? holds() : holds_if("the peer's ACK comes before its FIN; where they share a segment FIN-WAIT-2 is skipped");
}

}  // namespace

const Claim c33{33, "between the ACK of its FIN and the peer's FIN the active closer is in FIN-WAIT-2", decide,
              "start pair a b; close(a)"};

}  // namespace socketcheck::properties::article
