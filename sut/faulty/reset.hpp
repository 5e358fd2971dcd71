// Faults in when a RST is sent and in what it does.
#pragma once

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// A RST throws away what the peer has received and not yet read.
class ResetDiscardsQueue : public PairCalls {
 public:
  int close(int fd) override {
    const bool resets = own(fd) != nullptr && (lingers_zero(fd) || unread(fd) > 0);
    if (End* other = peer(fd); other != nullptr && resets) discard_unread(other->fd);
    return PairCalls::close(fd);
  }
};

// A close with unread data sends a FIN.
class FinForUnreadData : public PairCalls {
 public:
  int close(int fd) override {
    if (own(fd) != nullptr) discard_unread(fd);
    return PairCalls::close(fd);
  }
};

// A close sends a RST if anything was ever read, although nothing is unread.
class ResetAfterCleanRead : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const ssize_t got = PairCalls::recv(fd, data, size, flags);
    if (End* end = own(fd); end != nullptr && got > 0) ++end->count;
    return got;
  }
  int close(int fd) override {
    if (End* end = own(fd); end != nullptr && end->count > 0) set_lingers_zero(fd, true);
    return PairCalls::close(fd);
  }
};

// SO_LINGER with time 0 does nothing once SHUT_WR has sent the FIN.
class AbortAfterFinIsSilent : public PairCalls {
 public:
  int close(int fd) override {
    if (End* end = own(fd); end != nullptr && end->write_shut) set_lingers_zero(fd, false);
    return PairCalls::close(fd);
  }
};

}  // namespace socketcheck::sut::faulty
