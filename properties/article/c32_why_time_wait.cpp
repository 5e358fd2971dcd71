// Needs a wire on which segments can be lost and come late.
#include "properties/article/claims.hpp"

namespace socketcheck::properties::article {
namespace {

// The last acknowledgement is lost, and the FIN comes again.
constexpr char last_ack_lost[] =
    "start pair a b; hold(); shutdown(a, SHUT_WR); deliver(a); deliver(b); shutdown(b, SHUT_WR); deliver(b); drop(a); "
    "getsockopt(b, TCP_INFO); retransmission(b); deliver(b); deliver(a); getsockopt(b, TCP_INFO)";
constexpr std::size_t fin_again = 10, last_ack_again = 11, state_at_last = 12;

// Four bytes of a connection are kept back until there is another one with the same two names.
constexpr char old_duplicate[] =
    "start listening a b; bind(b, q); connect(b, p); c = accept(a); hold(); send(b, 4); duplicate(b); deliver(b); recv(c, 4); "
    "deliver(a); shutdown(c, SHUT_WR); deliver(a); swap(b); deliver(b); close(b); swap(b); deliver(b); deliver(a); close(c); "
    "b = socket(); bind(b, q); connect(b, p); swap(b); deliver(b); deliver(a); swap(b); deliver(b); c = accept(a); deliver(b); "
    "ioctl(c, FIONREAD); send(b, 2); deliver(b); recv(c, 9)";
constexpr std::size_t arrives_late = 28, unread = 29, read = 32;

Verdict decide(Scene& s) {
  auto [a, b] = s.pair();
  s.close(a);
  s.recv(b, 1);
  s.close(b);
  if (!s.becomes(a, State::time_wait)) return does_not_hold("there is no TIME-WAIT at all");
  const Shown finish = s.run_on_wire(last_ack_lost, {7, 8, fin_again, last_ack_again, state_at_last});
  if (!finish.was_shown()) return not_tested("loopback loses no last ACK and delivers no old segment; with a wire of one's own: " + finish.problem);
  if (!finish.conforms()) return does_not_hold("where the last ACK was lost, " + finish.deviation);
  if (finish.answer(state_at_last) != "CLOSED") return does_not_hold("the passive side is still " + finish.answer(state_at_last));
  const Shown old = s.run_on_wire(old_duplicate, {arrives_late, unread, read});
  if (!old.conforms()) return does_not_hold("where a segment of an earlier connection comes late, " + old.deviation);
  return old.answer(unread) == "0" && old.answer(read) == "2" ? holds() : does_not_hold("bytes of an earlier connection were read");
}

}  // namespace

const Claim c32{32, "TIME-WAIT is there so that old segments die out and the passive side can finish", decide, last_ack_lost};

}  // namespace socketcheck::properties::article
