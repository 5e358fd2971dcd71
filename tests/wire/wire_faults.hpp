// For each planted fault of the wire the shortest program that shows it. Data: the tests say what is done with it.
#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

namespace socketcheck::tests {

struct WireFault {
  std::string_view stack;
  std::string_view program;  // on a pair, without its start, separated by `; `
  std::string_view rule;     // the one that is reported
  std::size_t step;          // the call at which it shows, from 1; one more than there are: in the clean-up
  bool shows_without_a_call = false;  // the clean-up alone shows it; a counterexample has one call at least
};

inline void PrintTo(const WireFault& fault, std::ostream* out) { *out << fault.stack; }

// Where several programs are as short, one of them stands here.
inline constexpr WireFault wire_faults_and_programs[] = {
    {"wire-fin-with-data", "send(a, 1)", "frame.fin.asked-for", 1},
    // Where nothing is held, the suite waits for the data before it goes on, and nothing overtakes it.
    {"wire-fin-overtakes-data", "hold(); send(a, 1); send(a, 1)", "frame.sequence.without-gap", 4},
    {"wire-fin-again-behind-itself", "close(a)", "frame.fin.after-all-data", 1},
    {"wire-fin-without-ack", "close(a)", "frame.ack-flag", 1},
    {"wire-fin-not-acknowledged", "close(a)", "owed.ack.fin", 1},
    // Shows when the wire is released, at the program's end.
    {"wire-fin-never-again", "hold(); close(a); drop(a)", "frame.lost.comes-again", 4},
    {"wire-fin-damaged", "close(a)", "frame.checksum", 1},
    {"wire-closing-is-skipped", "hold(); close(a); shutdown(b, SHUT_WR); deliver(a)", "tcp-info.state", 4},
    {"wire-time-wait-is-silent", "close(a); close(b); deliver_old(b)", "owed.ack.not-acceptable", 3},
    {"wire-reset-with-other-sequence", "send(a, 1)", "frame.reset.sequence", 2, true},
    {"wire-reset-without-cause", "send(a, 1)", "frame.reset.due", 1},
    {"wire-reset-in-window-is-taken", "inject(a, RST_IN_WINDOW)", "owed.ack.reset-in-window", 1},
    {"wire-reset-outside-is-taken", "inject(a, RST_OUTSIDE)", "linux.poll.open", 1},
    {"wire-abort-is-silent", "send(a, 1)", "linux.poll.ended", 2, true},
    {"wire-gone-is-silent", "close(a); send(b, 1)", "linux.poll.ended", 2},
    {"wire-syn-resets", "inject(a, SYN)", "owed.ack.syn-in-synchronized-state", 1},
    {"wire-syn-with-data", "send(a, 1)", "frame.syn.alone", 1},
    {"wire-challenge-is-silent", "inject(a, RST_IN_WINDOW)", "owed.ack.reset-in-window", 1},
    {"wire-acknowledges-too-much", "send(a, 1)", "frame.ack.of-what-arrived", 1},
    {"wire-acknowledgement-goes-back", "close(a); close(b)", "frame.ack.never-back", 2},
    {"wire-acks-beyond-next", "send(a, 1)", "frame.sequence.without-gap", 1, true},
    {"wire-blind-data-is-taken", "inject(a, BLIND_DATA)", "frame.ack.of-what-arrived", 1},
    {"wire-damaged-is-taken", "hold(); send(a, 1); deliver(a, BAD_CHECKSUM)", "frame.ack.of-what-arrived", 3},
    {"wire-icmp-ends-connections", "inject(a, PORT_UNREACHABLE)", "linux.poll.open", 1},
    {"wire-icmp-is-not-told", "hold(); inject(a, HOST_UNREACHABLE); getsockopt(b, SO_ERROR)", "linux.so-error.noted", 3},
    {"wire-icmp-about-anything", "hold(); inject(a, UNREACHABLE_ELSEWHERE); getsockopt(b, SO_ERROR)", "so-error.none", 3},
    {"wire-data-twice", "send(a, 1)", "frame.data.as-written", 1},
    {"wire-other-byte", "send(a, 2)", "frame.data.as-written", 1},
    // The retransmission comes when the wire is released, at the program's end.
    {"wire-retransmission-differs", "hold(); send(a, 1); drop(a)", "frame.data.as-written", 4},
};

}  // namespace socketcheck::tests
