// Counted on a loopback interface that nobody else uses.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

// The packets from one close to the next; the passive side's comes at once, or when the acknowledgement has gone out.
long segments(Scene& s, bool passive_waits) {
  auto [a, b] = s.pair();
  const long before = s.packets();
  s.close(a);
  s.be_silent(true);
  s.is_ready(b, POLLIN);
  if (passive_waits) s.becomes(a, State::fin_wait_2);
  s.close(b);
  s.becomes(b, std::nullopt);
  s.be_silent(false);
  return s.packets() - before;
}

Verdict decide(Scene& s) {
  if (!s.has_own_network()) return not_tested("packets can be counted only in a network of one's own");
  const long at_once = segments(s, false);
  const long later = segments(s, true);
  s.note("closed at once: " + std::to_string(at_once) + " segments; after FIN-WAIT-2: " + std::to_string(later));
  if (later != 4) return does_not_hold("another number of segments");
  return at_once == 4 ? holds() : holds_if("the passive side closes after its delayed ACK has gone out; at once, ACK and FIN share a segment");
}

}  // namespace

const Claim c6{6, "four segments end a connection, a FIN and an ACK each way", decide};

}  // namespace socketcheck::properties::article
