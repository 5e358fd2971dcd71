// For each planted fault the shortest program that shows it. Data: the tests say what is done with it.
#pragma once

#include <cstddef>
#include <string_view>

namespace socketcheck::tests {

struct PlantedFault {
  std::string_view stack;
  std::string_view program;  // without its start, separated by `; `
  std::string_view rule;     // the one that is reported
  std::size_t step;          // the call at which it shows, from 1; one more than there are: in the clean-up
  std::string_view alphabet = "teardown";  // it shows from this one's start; its calls, and the program's, make no shorter one
};

// Where several programs are as short, the canonical one stands here: the one that the shrinker ends with, which
// prefers slot a for the first call, sizes of 1, and send, recv, close, shutdown, abort in this order.
inline constexpr PlantedFault planted_faults[] = {
    {"faulty-fin-overtakes-data", "send(a, 1); shutdown(a, SHUT_WR); recv(b, 1)", "recv.data", 3},
    {"faulty-no-fin-after-shut-rd", "shutdown(a, SHUT_RD); close(a)", "linux.poll.open", 2},
    {"faulty-reset-discards-queue", "send(a, 1); abort(a); recv(b, 1)", "recv.data", 3},
    {"faulty-fin-for-unread-data", "send(a, 1); close(b)", "linux.poll.ended", 2},
    {"faulty-reset-after-clean-read", "send(a, 1); recv(b, 1); close(b)", "linux.poll.open", 3},
    // The abort is the clean-up's own.
    {"faulty-abort-after-fin-is-silent", "shutdown(a, SHUT_WR)", "linux.poll.ended", 2},
    {"faulty-half-close-drops-answers", "shutdown(a, SHUT_WR); send(b, 1)", "linux.poll.write-half-closed", 2},
    {"faulty-failed-shutdown-discards-queue", "send(a, 1); abort(a); shutdown(b, SHUT_WR); recv(b, 1)", "recv.data", 4},
    // One byte read and two left, of which the first is lost: three were sent.
    {"faulty-short-read-skips-a-byte", "send(a, 3); recv(b, 1); recv(b, 1)", "recv.data", 3},
    {"faulty-later-segment-swapped", "send(a, 1); send(a, 2); recv(b, 2)", "recv.data", 3},
    {"faulty-peek-consumes", "send(a, 1); recv(b, 1, MSG_PEEK)", "linux.poll.open", 2},
    {"faulty-empty-send-sends-a-byte", "send(a, 0)", "linux.poll.open", 1},
    {"faulty-linger-is-shared", "setsockopt(a, SO_LINGER, {1, 0}); close(b)", "linux.poll.open", 2},
    {"faulty-eof-only-once", "close(a); recv(b, 1); recv(b, 1)", "recv.end-of-stream", 3},
    {"faulty-reset-reported-twice", "abort(a); recv(b, 1); recv(b, 1)", "linux.recv.connection-gone", 3},
    {"faulty-writes-succeed-for-ever", "abort(a); send(b, 1); send(b, 1)", "linux.send.connection-gone", 3},
    {"faulty-sigpipe-on-reset", "abort(a); send(b, 1)", "linux.send.reset", 2},
    {"faulty-rdhup-hidden-by-data", "send(a, 1); close(a)", "linux.poll.open", 2},
    {"faulty-pollout-without-room", "send(a, 1); send(a, 1)", "send.accepted", 2},
    {"faulty-fionread-counts-fin", "close(a); ioctl(b, FIONREAD)", "unread-bytes.readable", 2},
};

}  // namespace socketcheck::tests
