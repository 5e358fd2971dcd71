// Who holds TIME-WAIT, and who is gone at once.
#include "properties/article/claims.hpp"

#include <cmath>

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  s.recv(b, 1);
  s.close(b);
  const bool waits = s.becomes(a, State::time_wait);
  const bool gone = s.becomes(b, std::nullopt);
  const auto seconds = s.seconds_of_time_wait(a);
  if (seconds) s.note("TIME-WAIT of a lasts " + std::to_string(std::lround(*seconds)) + " s");
  return waits && gone && seconds ? holds() : does_not_hold("TIME-WAIT is not at the active closer alone");
}

}  // namespace

const Claim c5{5, "the active closer acknowledges the second FIN and stays in TIME-WAIT, the passive side is CLOSED at once", decide,
              "start pair a b; close(a); recv(b, 1); close(b)"};

}  // namespace socketcheck::properties::article
