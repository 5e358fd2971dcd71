// A FIN that waits behind a full window crosses the other one on every run.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  constexpr int runs = 10;
  int closing = 0;
  s.be_silent(true);
  for (int i = 0; i < runs && closing == i; ++i) {
    auto [a, b] = s.pair();
    s.fill(a);
    s.shutdown(a, SHUT_WR);
    s.shutdown(b, SHUT_WR);
    s.is_ready(a, POLLIN);
    closing += s.state(a) == State::closing ? 1 : 0;
    s.read_all(b);
  }
  s.be_silent(false);
  s.note("CLOSING is reached in " + std::to_string(closing) + " of " + std::to_string(runs) + " runs");
  return closing == runs ? does_not_hold("whose FIN waits behind a full window is in CLOSING on every run; that both are needs a wire of one's own")
                         : holds();
}

}  // namespace

const Claim c28{28, "that both sides close at once is rare and can hardly be brought about", decide,
              "start pair a b; send(a, 1048576); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); getsockopt(a, TCP_INFO)"};

}  // namespace socketcheck::properties::article
