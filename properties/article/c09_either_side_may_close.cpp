// The roles of opening and of closing have nothing to do with each other.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  s.recv(b, 1);
  s.close(b);
  const bool client = s.becomes(a, State::time_wait);
  auto [c, d] = s.pair();
  s.close(d);
  s.recv(c, 1);
  s.close(c);
  const bool server = s.becomes(d, State::time_wait);
  return client && server ? holds() : does_not_hold("the active closer is not always in TIME-WAIT");
}

}  // namespace

const Claim c9{9, "client or server, either may be the active closer", decide,
              "start pair a b; close(b); recv(a, 1); close(a)"};

}  // namespace socketcheck::properties::article
