// Faults in what lives on after one half was shut.
#pragma once

#include <cerrno>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// What is written after the peer's SHUT_WR is accepted and goes nowhere.
class HalfCloseDropsAnswers : public PairCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const End* other = peer(fd);
    if (other != nullptr && other->write_shut && !own(fd)->write_shut) return static_cast<ssize_t>(size);
    return PairCalls::send(fd, data, size, flags);
  }
};

// A shutdown that fails with ENOTCONN throws away what is still to be read.
class FailedShutdownDiscardsQueue : public PairCalls {
 public:
  int shutdown(int fd, int how) override {
    const int result = PairCalls::shutdown(fd, how);
    const int error = errno;
    if (own(fd) != nullptr && result != 0) discard_unread(fd);
    errno = error;
    return result;
  }
};

}  // namespace socketcheck::sut::faulty
