// One direction ends and the other goes on.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.shutdown(a, SHUT_WR);
  const bool ended = s.recv(b, 1).value == 0;
  s.send(b, 5);
  return ended && s.recv(a, 9).value == 5 ? holds() : does_not_hold("the other direction has ended, too");
}

}  // namespace

const Claim c7{7, "shutdown() ends one direction, and the other stays usable", decide,
              "start pair a b; shutdown(a, SHUT_WR); recv(b, 1); send(b, 5); recv(a, 9)"};

}  // namespace socketcheck::properties::article
