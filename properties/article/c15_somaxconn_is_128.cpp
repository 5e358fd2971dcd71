// The default that a new network has.
#include "properties/article/claims.hpp"

#include <fstream>

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  std::ifstream file("/proc/sys/net/core/somaxconn");
  int value = 0;
  if (!(file >> value)) return not_tested("this system has no net.core.somaxconn");
  s.note("net.core.somaxconn = " + std::to_string(value));
  return value == 128 ? holds() : does_not_hold("it is " + std::to_string(value) + "; 128 was the default before Linux 5.4");
}

}  // namespace

const Claim c15{15, "somaxconn is 128 unless it was changed", decide};

}  // namespace socketcheck::properties::article
