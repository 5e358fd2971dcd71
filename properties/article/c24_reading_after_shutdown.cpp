// The closer that uses shutdown() goes on reading.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.shutdown(a, SHUT_WR);
  bool all_sent = true;
  for (int i = 0; i < 3; ++i) all_sent = s.send(b, 10).value == 10 && all_sent;
  s.close(b);
  const auto [read, last] = s.read_all(a);
  return all_sent && read == 30 && last.value == 0 ? holds() : does_not_hold("the closer lost what was sent to it");
}

}  // namespace

const Claim c24{24, "after shutdown(SHUT_WR) the closer reads what the peer still sends, without RST or SIGPIPE", decide,
              "start pair a b; shutdown(a, SHUT_WR); send(b, 10); close(b); recv(a, 20); recv(a, 1)"};

}  // namespace socketcheck::properties::article
