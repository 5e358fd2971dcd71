// The RST that data calls forth.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  s.is_ready(b, POLLIN);
  s.send(b, 1);
  s.becomes(b, std::nullopt);
  const bool told = s.send(b, 1).error == EPIPE;
  const bool gone = s.becomes(a, std::nullopt);
  return told && gone ? holds() : does_not_hold("the sender goes on unhindered");
}

}  // namespace

const Claim c22{22, "data for a side that has called close() is answered by a RST, and nobody there reads it", decide,
              "start pair a b; close(a); send(b, 1); send(b, 1)"};

}  // namespace socketcheck::properties::article
