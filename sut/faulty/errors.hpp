// Faults in which call reports an error, and how often.
#pragma once

#include <cerrno>
#include <csignal>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// The recv that follows the one that reported the reset reports it again.
class ResetReportedTwice : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    End* end = own(fd);
    if (end != nullptr && end->count == 1) {
      ++end->count;
      errno = ECONNRESET;
      return -1;
    }
    const ssize_t got = PairCalls::recv(fd, data, size, flags);
    if (end != nullptr && got < 0 && errno == ECONNRESET) ++end->count;
    return got;
  }
};

// Where the connection is gone, a send claims to have taken everything, for ever; only the end's own SHUT_WR counts.
class WritesSucceedForEver : public PairCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const End* end = own(fd);
    if (end == nullptr || end->write_shut) return PairCalls::send(fd, data, size, flags);
    const ssize_t sent = PairCalls::send(fd, data, size, flags | MSG_NOSIGNAL);
    return sent < 0 && errno == EPIPE ? static_cast<ssize_t>(size) : sent;
  }
};

// A send that reports the reset raises SIGPIPE, as if it were the next one.
class SigpipeOnReset : public PairCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const ssize_t sent = PairCalls::send(fd, data, size, flags);
    if (sent < 0 && errno == ECONNRESET && (flags & MSG_NOSIGNAL) == 0) {
      raise(SIGPIPE);
      errno = ECONNRESET;
    }
    return sent;
  }
};

}  // namespace socketcheck::sut::faulty
