// A backlog larger than the system allows.
#include "properties/article/claims.hpp"

#include <fstream>

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  std::ifstream file("/proc/sys/net/core/somaxconn");
  int largest = 0;
  if (!(file >> largest)) return not_tested("this system has no net.core.somaxconn");
  if (!s.has_own_network()) return not_tested("somaxconn can be made small only in a network of one's own");
  constexpr int small = 8;
  std::ofstream("/proc/sys/net/core/somaxconn") << small << std::flush;
  const Side listener = s.stream('l');
  s.bind(listener);
  s.listen(listener, small + 10);
  s.be_silent(true);
  int waiting = 0;
  for (int i = 0; i < small + 12; ++i) {
    const Side client = s.stream('c');
    s.connect(client, s.name(listener));
    waiting += s.is_ready(client, POLLOUT, 20) ? 1 : 0;
  }
  s.be_silent(false);
  s.note("somaxconn 8, backlog 18: " + std::to_string(waiting) + " connections wait");
  return waiting > small + 1 ? holds() : does_not_hold("listen() succeeds and somaxconn counts, silently");
}

}  // namespace

const Claim c14{14, "where the backlog exceeds somaxconn, the declared backlog counts", decide};

}  // namespace socketcheck::properties::article
