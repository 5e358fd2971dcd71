// Needs a wire on which segments can be lost and come late.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  s.recv(b, 1);
  s.close(b);
  if (!s.becomes(a, State::time_wait)) return does_not_hold("there is no TIME-WAIT at all");
  return not_tested("loopback loses no last ACK and delivers no old segment; it shows where the suite is the wire, with a TUN device");
}

}  // namespace

const Claim c32{32, "TIME-WAIT is there so that old segments die out and the passive side can finish", decide};

}  // namespace socketcheck::properties::article
