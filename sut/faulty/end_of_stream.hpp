// Faults in how a stream ends.
#pragma once

#include <fcntl.h>

#include <cerrno>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// What the peer has not read when the FIN comes is lost.
class FinOvertakesData : public PairCalls {
 public:
  int shutdown(int fd, int how) override {
    const int result = PairCalls::shutdown(fd, how);
    if (End* other = peer(fd); other != nullptr && result == 0 && how != SHUT_RD) discard_unread(other->fd);
    return result;
  }
};

// The end of the stream is reported by one recv; the next ones wait for data again.
class EofOnlyOnce : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const ssize_t got = PairCalls::recv(fd, data, size, flags);
    End* end = own(fd);
    if (end == nullptr || got != 0 || size == 0 || ++end->count == 1) return got;
    errno = EAGAIN;
    return -1;
  }
};

// An orderly close keeps the connection if SHUT_RD came first: the peer gets no FIN.
class CloseAfterShutRdSendsNoFin : public PairCalls {
 public:
  int close(int fd) override {
    const End* end = own(fd);
    if (end != nullptr && end->read_shut && !lingers_zero(fd))
      kept_[kept_[0] < 0 ? 0 : 1] = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return PairCalls::close(fd);
  }
  void pair_ends() override {
    for (int& fd : kept_) {
      if (fd < 0) continue;
      set_lingers_zero(fd, true);
      Calls::close(fd);
      fd = -1;
    }
    PairCalls::pair_ends();
  }

 private:
  std::array<int, 2> kept_{-1, -1};
};

}  // namespace socketcheck::sut::faulty
