// Both FINs are on a wire that the suite holds, and cross on every run. Without such a wire: a FIN that waits behind a full
// window crosses the other one.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

constexpr int runs = 10;
constexpr char program[] =
    "start pair a b; hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a); deliver(b); getsockopt(a, TCP_INFO); "
    "getsockopt(b, TCP_INFO); deliver(a); deliver(b); getsockopt(a, TCP_INFO); getsockopt(b, TCP_INFO)";
constexpr std::size_t state_of_a = 6, state_of_b = 7;

int closings_behind_a_full_window(Scene& s) {
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
  return closing;
}

Verdict decide(Scene& s) {
  const int behind_a_window = closings_behind_a_full_window(s);
  s.note("behind a full window CLOSING is reached in " + std::to_string(behind_a_window) + " of " + std::to_string(runs) + " runs");
  if (behind_a_window < runs) return holds();
  int at_both = 0;
  for (int i = 0; i < runs; ++i) {
    const bool is_first = i == 0;
    const Shown shown = s.run_on_wire(program, is_first ? std::vector<std::size_t>{4, 5, state_of_a, state_of_b} : std::vector<std::size_t>{});
    if (!shown.was_shown()) return does_not_hold("whose FIN waits behind a full window is in CLOSING on every run; both at once: " + shown.problem);
    if (!shown.conforms()) return holds_if("the stack does not close as it should: " + shown.deviation);
    at_both += shown.answer(state_of_a) == "CLOSING" && shown.answer(state_of_b) == "CLOSING" ? 1 : 0;
  }
  s.note("on a held wire both are in CLOSING in " + std::to_string(at_both) + " of " + std::to_string(runs) + " runs");
  return at_both == runs ? does_not_hold("where the wire is one's own both are in CLOSING, and then in TIME-WAIT, on every run") : holds();
}

}  // namespace

const Claim c28{28, "that both sides close at once is rare and can hardly be brought about", decide, program};

}  // namespace socketcheck::properties::article
