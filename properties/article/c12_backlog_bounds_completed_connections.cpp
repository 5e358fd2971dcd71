// Connections that nobody accepts are counted.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

// How many connections a listener takes that accepts none; more than enough try.
int let_in(Scene& s, int backlog) {
  s.be_silent(true);
  const Side listener = s.stream('l');
  s.bind(listener);
  s.listen(listener, backlog);
  int established = 0;
  for (int i = 0; i < backlog + 4; ++i) {
    const Side client = s.stream('c');
    s.connect(client, s.name(listener));
    established += s.is_ready(client, POLLOUT, 20) ? 1 : 0;
  }
  s.be_silent(false);
  s.note("listen(l, " + std::to_string(backlog) + "): " + std::to_string(established) + " connections wait");
  return established;
}

Verdict decide(Scene& s) {
  bool exact = true;
  bool one_more = true;
  for (const int backlog : {0, 1, 2, 5}) {
    const int waiting = let_in(s, backlog);
    exact = exact && waiting == backlog;
    one_more = one_more && waiting == backlog + 1;
  }
  if (exact) return holds();
  return one_more ? holds_if("one is added: backlog + 1 connections wait") : does_not_hold("another number of connections waits");
}

}  // namespace

const Claim c12{12, "the backlog bounds the queue of completed connections that wait to be accepted", decide,
              "start listening a b; listen(a, 0); connect(b, p); c = socket(); connect(c, p); poll(c)"};

}  // namespace socketcheck::properties::article
