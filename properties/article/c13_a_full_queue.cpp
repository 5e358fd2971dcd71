// What becomes of a connect() when the queue is full.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

Verdict decide(Scene& s) {
  Side listener = s.stream('l');
  s.bind(listener);
  s.listen(listener, 0);
  const Side b = s.stream('b');
  s.connect(b, s.name(listener));
  s.is_ready(b, POLLOUT);
  const Side c = s.stream('c');
  s.connect(c, s.name(listener));
  if (s.is_ready(c, POLLOUT, 100))
    return s.pending_error(c).error == ECONNREFUSED ? holds_if("it is the first of the two: ECONNREFUSED") : does_not_hold("the queue is never full");
  s.note("c is still connecting");
  s.accept(listener, 'd');
  const bool comes_in = s.is_ready(c, POLLOUT, 4000) && !s.pending_error(c).failed();
  return comes_in ? holds_if("it is the second of the two: the SYN is ignored, and the next one is let in after an accept()")
                  : does_not_hold("a SYN that was ignored is not sent again");
}

}  // namespace

const Claim c13{13, "a full queue is answered by ECONNREFUSED, or the SYN is ignored until it comes again", decide};

}  // namespace socketcheck::properties::article
