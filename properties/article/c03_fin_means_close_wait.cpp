// What a FIN does at the passive side.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  return s.becomes(b, State::close_wait) ? holds() : does_not_hold("the side that was closed upon is in another state");
}

}  // namespace

const Claim c3{3, "a FIN takes the side that receives it to CLOSE-WAIT", decide,
              "start pair a b; close(a); getsockopt(b, TCP_INFO)"};

}  // namespace socketcheck::properties::article
