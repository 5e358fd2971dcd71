// For each planted fault the shortest program that shows it. Data: the tests say what is done with it.
#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

namespace socketcheck::tests {

struct PlantedFault {
  std::string_view stack;
  std::string_view program;  // without its start, separated by `; `
  std::string_view rule;     // the one that is reported
  std::size_t step;          // the call at which it shows, from 1; one more than there are: in the clean-up
  std::string_view alphabet = "teardown";  // it shows from this one's start; its calls, and the program's, make no shorter one
  std::string_view property = {};          // of the random programs; empty: the usual one of its start
};

// Of a fault in calls that wait, which no C program of one thread shows.
constexpr bool is_of_blocked_calls(const PlantedFault& fault) { return fault.alphabet.starts_with("blocked"); }

inline void PrintTo(const PlantedFault& fault, std::ostream* out) { *out << fault.stack; }

// Where several programs are as short, the canonical one stands here: the one that the shrinker ends with, which
// prefers slot a for the first call, the earliest slots, sizes of 1, and send, recv, close, shutdown, abort in this order
// to any other call.
inline constexpr PlantedFault planted_faults[] = {
    {"faulty-fin-overtakes-data", "send(a, 1); shutdown(a, SHUT_WR); recv(b, 1)", "linux.recv.data", 3},
    {"faulty-no-fin-after-shut-rd", "shutdown(a, SHUT_RD); close(a)", "linux.poll.open", 2},
    {"faulty-reset-discards-queue", "send(a, 1); abort(a); recv(b, 1)", "linux.recv.data", 3},
    {"faulty-fin-for-unread-data", "send(a, 1); close(b)", "linux.poll.ended", 2},
    {"faulty-reset-after-clean-read", "send(a, 1); recv(b, 1); close(b)", "linux.poll.open", 3},
    // The abort is the clean-up's own.
    {"faulty-abort-after-fin-is-silent", "shutdown(a, SHUT_WR)", "linux.poll.ended", 2},
    {"faulty-half-close-drops-answers", "shutdown(a, SHUT_WR); send(b, 1)", "linux.poll.write-half-closed", 2},
    {"faulty-failed-shutdown-discards-queue", "send(a, 1); abort(a); shutdown(b, SHUT_WR); recv(b, 1)", "linux.recv.data", 4},
    // One byte read and two left, of which the first is lost: three were sent.
    {"faulty-short-read-skips-a-byte", "send(a, 3); recv(b, 1); recv(b, 1)", "linux.recv.data", 3},
    {"faulty-later-segment-swapped", "send(a, 1); send(a, 2); recv(b, 2)", "linux.recv.data", 3},
    {"faulty-peek-consumes", "send(a, 1); recv(b, 1, MSG_PEEK)", "linux.poll.open", 2},
    {"faulty-empty-send-sends-a-byte", "send(a, 0)", "linux.poll.open", 1},
    {"faulty-linger-is-shared", "setsockopt(a, SO_LINGER, {1, 0}); close(b)", "linux.poll.open", 2},
    {"faulty-eof-only-once", "close(a); recv(b, 1); recv(b, 1)", "linux.recv.end-of-stream", 3},
    {"faulty-reset-reported-twice", "abort(a); recv(b, 1); recv(b, 1)", "linux.recv.connection-gone", 3},
    {"faulty-writes-succeed-for-ever", "abort(a); send(b, 1); send(b, 1)", "linux.send.connection-gone", 3},
    {"faulty-sigpipe-on-reset", "abort(a); send(b, 1)", "linux.send.reset", 2},
    {"faulty-rdhup-hidden-by-data", "send(a, 1); close(a)", "linux.poll.open", 2},
    {"faulty-pollout-without-room", "send(a, 1); send(a, 1)", "send.accepted", 2},
    {"faulty-fionread-counts-fin", "close(a); ioctl(b, FIONREAD)", "unread-bytes.readable", 2},

    // From a listener at p and a new socket.
    {"faulty-backlog-off-by-one", "connect(b, p); c = socket(); connect(c, p)", "linux.poll.open", 3, "listeners"},
    {"faulty-accept-loses-the-first", "connect(b, p); c = accept(a)", "accept.first", 2, "listeners"},
    {"faulty-accept-takes-the-second", "connect(b, p); d = socket(); connect(d, p); c = accept(a)", "accept.first", 4, "listeners"},
    {"faulty-closed-listener-sends-fins", "connect(b, p)", "linux.poll.ended", 2, "listeners"},
    {"faulty-closed-listener-is-silent", "connect(b, p)", "linux.poll.ended", 2, "listeners"},
    {"faulty-listen-again-drops-the-queue", "connect(b, p); listen(a, 0)", "linux.poll.listening", 2, "listeners"},
    {"faulty-accept-drops-the-closed", "connect(b, p); close(b); b = accept(a)", "accept.first", 3, "listeners"},
    {"faulty-accepted-forgets-nodelay", "setsockopt(a, TCP_NODELAY, 1); connect(b, p); c = accept(a); getsockopt(c, TCP_NODELAY)", "get-no-delay.connected", 4, "listeners"},
    {"faulty-close-ends-every-copy", "c = dup(a)", "linux.poll.listening", 2, "listeners"},
    {"faulty-refused-once-and-for-all", "connect(b, q); connect(b, p); connect(b, p)", "linux.connect.begun", 3, "handshake"},
    {"faulty-refused-told-twice", "connect(b, q); connect(b, p); connect(b, p)", "linux.connect.begun", 3, "handshake"},
    {"faulty-so-error-repeats-refused", "connect(b, q); getsockopt(b, SO_ERROR); getsockopt(b, SO_ERROR)", "so-error.none", 3, "handshake"},
    {"faulty-failed-bind-binds-elsewhere", "bind(b, p); getsockname(b)", "linux.getsockname.not-bound", 2, "handshake"},
    {"faulty-af-unspec-does-nothing", "connect(a, AF_UNSPEC)", "linux.poll.not-connected", 1, "listeners"},
    {"faulty-bind-to-a-taken-place-succeeds", "bind(b, p)", "linux.bind.in-use", 1, "handshake"},
    {"faulty-accept-reports-the-aborted", "connect(b, p); abort(b); b = accept(a)", "linux.accept.aborted", 3, "listeners"},
    {"faulty-shutdown-of-a-listener-fails", "shutdown(a, SHUT_RD)", "linux.shutdown.listening", 1, "listeners"},
    {"faulty-listener-never-readable", "connect(b, p)", "linux.poll.listening", 1, "listeners"},
    {"faulty-fionread-of-a-listener", "ioctl(a, FIONREAD)", "linux.unread-bytes.listening", 1, "listeners"},
    {"faulty-connect-told-twice", "connect(b, p); shutdown(b, SHUT_WR); connect(b, p)", "linux.connect.connected", 3, "handshake"},
    {"faulty-so-error-hides-refused", "connect(b, q); getsockopt(b, SO_ERROR)", "so-error.refused", 2, "handshake"},
    {"faulty-no-connection-to-itself", "bind(b, q); connect(b, q)", "linux.connect.begun", 2, "handshake"},
    {"faulty-connect-of-a-listener", "connect(a, p)", "linux.connect.listening", 1, "handshake"},
    {"faulty-connecting-is-writable", "listen(a, 0); connect(b, p); c = socket(); connect(c, p)", "linux.poll.connecting", 4, "listeners"},
    {"faulty-peer-has-own-name", "connect(b, p); getpeername(b)", "getpeername.connected", 2, "handshake"},
    {"faulty-chosen-name-without-address", "connect(b, p); getsockname(b)", "getsockname.connected", 2, "handshake"},
    {"faulty-bind-twice-succeeds", "bind(a, p)", "linux.bind.again", 1, "handshake"},
    {"faulty-listen-of-the-connected-succeeds", "connect(b, p); listen(b, 0)", "listen.connected", 2, "handshake"},
    {"faulty-shutdown-of-the-unconnected-succeeds", "shutdown(b, SHUT_WR)", "linux.shutdown.not-connected", 1, "handshake"},
    {"faulty-send-of-the-unconnected", "send(a, 1)", "linux.send.not-connected", 1, "handshake"},

    // Urgent data, options and flags.
    {"faulty-urgent-byte-is-not-taken", "send(a, 1, MSG_OOB); recv(b, 1, MSG_OOB)", "linux.poll.open", 2, "urgent"},
    {"faulty-urgent-byte-is-hidden", "send(a, 1, MSG_OOB)", "linux.poll.open", 1, "urgent"},
    {"faulty-urgent-byte-in-the-stream", "send(a, 1, MSG_OOB)", "linux.poll.open", 1, "urgent"},
    {"faulty-recv-crosses-the-mark", "send(a, 2, MSG_OOB); recv(b, 2)", "linux.poll.open", 2, "urgent"},
    {"faulty-mark-is-never-reached", "send(a, 1, MSG_OOB); sockatmark(b)", "at-mark.open", 2, "urgent"},
    {"faulty-fionread-behind-the-mark", "send(a, 1, MSG_OOB); send(a, 1, MSG_MORE)", "linux.unread-bytes.shut", 2, "urgent"},
    {"faulty-low-water-is-ignored", "send(a, 1); setsockopt(b, SO_RCVLOWAT, 2)", "linux.poll.open", 2, "teardown", "OptionsAreKeptAndObeyed"},
    {"faulty-buffer-is-not-doubled", "setsockopt(a, SO_RCVBUF, 0); getsockopt(a, SO_RCVBUF)", "linux.get-option.open", 2, "teardown", "OptionsAreKeptAndObeyed"},
    {"faulty-wait-all-keeps-back", "send(a, 1); recv(b, 2, MSG_WAITALL)", "linux.recv.data", 2, "teardown", "OptionsAreKeptAndObeyed"},
    {"faulty-buffers-from-the-last", "sendmsg(a, 2 in 2); recv(b, 1)", "linux.recv.data", 2, "teardown", "OptionsAreKeptAndObeyed"},
    {"faulty-outq-is-inq", "send(a, 1); ioctl(b, SIOCOUTQ)", "linux.unacknowledged-bytes.counted", 2, "teardown", "OptionsAreKeptAndObeyed"},
    {"faulty-accepted-forgets-keepalive", "setsockopt(a, SO_KEEPALIVE, 1); connect(b, p); c = accept(a); getsockopt(c, SO_KEEPALIVE)", "linux.get-option.open", 4, "listeners"},

    // Places that are shared.
    {"faulty-reuseaddr-is-ignored", "shutdown(a, SHUT_RD); setsockopt(a, SO_REUSEADDR, 1); setsockopt(b, SO_REUSEADDR, 1); bind(b, p)", "linux.bind.shared", 4, "sharing"},
    {"faulty-reuseaddr-is-reuseport", "setsockopt(a, SO_REUSEADDR, 1); setsockopt(b, SO_REUSEADDR, 1); bind(b, p)", "linux.bind.in-use", 3, "sharing"},
    {"faulty-one-reuseport-is-enough", "setsockopt(b, SO_REUSEPORT, 1); bind(b, p)", "linux.bind.in-use", 2, "sharing"},
    {"faulty-accept-at-limit-loses-the-connection", "connect(b, p); accept(a, RLIMIT_NOFILE)", "linux.poll.listening", 2, "listeners"},
    {"faulty-every-address-lacks-loopback", "bind(b, *:q); listen(b, 0); c = socket(); connect(c, q)", "linux.poll.listening", 4, "sharing"},
    {"faulty-every-address-is-called-loopback", "bind(b, *:q); getsockname(b)", "getsockname.connected", 2, "handshake"},
    {"faulty-no-connection-to-the-unspecified", "connect(b, *:p)", "linux.connect.begun", 1, "handshake"},
    {"faulty-peer-is-called-unspecified", "shutdown(a, SHUT_RD); connect(a, *:p); getpeername(a)", "getpeername.connected", 3, "handshake"},

    // Calls that wait in threads of their own.
    {"faulty-recv-sleeps-through-fin", "begin recv(a, 1); close(b)", "linux.recv.end-of-stream", 2, "blocked"},
    {"faulty-recv-sleeps-through-reset", "begin recv(a, 1); abort(b)", "linux.recv.reset", 2, "blocked"},
    {"faulty-recv-sleeps-through-data", "begin recv(a, 1); send(b, 1)", "linux.recv.data", 2, "blocked"},
    {"faulty-recv-sleeps-through-shutdown", "begin recv(a, 1); shutdown(a, SHUT_RD)", "linux.recv.shut", 2, "blocked"},
    {"faulty-recv-is-woken-for-nothing", "begin recv(a, 1); shutdown(a, SHUT_WR)", "linux.recv.nothing-yet", 2, "blocked"},
    {"faulty-woken-reader-leaves-the-bytes", "begin recv(a, 1); send(b, 1)", "linux.poll.open", 2, "blocked"},
    {"faulty-poll-sleeps-through-connection", "begin poll(a, POLLIN); connect(b, p)", "linux.poll.listening", 2, "blocked-accepts"},
    {"faulty-recv-does-not-wait", "begin recv(a, 1)", "linux.recv.nothing-yet", 1, "blocked"},
    {"faulty-two-readers-get-the-same", "begin recv(a, 1); begin recv(a, 1); send(b, 1)", "linux.recv.nothing-yet", 3, "blocked"},
    // The signal is the clean-up's own.
    {"faulty-recv-ignores-signals", "begin recv(a, 1)", "waiting.interrupted", 2, "blocked"},
    {"faulty-close-waits-for-readers", "begin recv(a, 1); close(a)", "close.shared", 2, "blocked"},
    {"faulty-poll-misses-what-is-there", "send(a, 1); begin poll(b, POLLIN)", "linux.poll.open", 2, "blocked"},
    {"faulty-one-poll-is-woken", "begin poll(a, POLLIN); begin poll(a, POLLIN); send(b, 1)", "linux.poll.open", 3, "blocked"},
    {"faulty-poll-sleeps-through-fin", "begin poll(a, POLLRDHUP); close(b)", "linux.poll.open", 2, "blocked"},
    {"faulty-accept-sleeps-through-shutdown", "begin c = accept(a); shutdown(a, SHUT_RD)", "accept.not-listening", 2, "blocked-accepts"},
    {"faulty-accept-sleeps-through-connection", "begin c = accept(a); connect(b, p)", "accept.first", 2, "blocked-accepts"},
    {"faulty-two-accepts-get-the-same", "begin c = accept(a); begin d = accept(a); connect(b, p)", "accept.nobody-waits", 3, "blocked-accepts"},
};

}  // namespace socketcheck::tests
