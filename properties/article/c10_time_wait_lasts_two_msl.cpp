// The timer as the kernel tells it.
#include "properties/article/claims.hpp"

#include <cmath>

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  s.recv(b, 1);
  s.close(b);
  if (!s.becomes(a, State::time_wait)) return does_not_hold("there is no TIME-WAIT");
  const auto seconds = s.seconds_of_time_wait(a);
  if (!seconds) return not_tested("this system does not tell of the timer");
  s.note("TIME-WAIT lasts " + std::to_string(std::lround(*seconds)) + " s");
  return std::lround(*seconds) == 60 ? holds() : does_not_hold("TIME-WAIT has another length");
}

}  // namespace

const Claim c10{10, "TIME-WAIT lasts twice the MSL, which is 30 s in Linux instead of the 2 minutes of RFC 793", decide};

}  // namespace socketcheck::properties::article
