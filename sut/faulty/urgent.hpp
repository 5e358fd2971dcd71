// Faults in urgent data.
#pragma once

#include <cerrno>
#include <cstddef>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// recv(MSG_OOB) leaves the byte where it is.
class UrgentByteIsNotTaken : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    return PairCalls::recv(fd, data, size, (flags & MSG_OOB) != 0 ? flags | MSG_PEEK : flags);
  }
};

// POLLPRI never shows.
class UrgentByteIsHidden : public PairCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = PairCalls::poll(fds, count, timeout);
    for (nfds_t i = 0; i < count; ++i)
      if (own(fds[i].fd) != nullptr) fds[i].revents &= static_cast<short>(~POLLPRI);
    return ready;
  }
};

// The urgent byte lies in the stream, whatever SO_OOBINLINE says.
class UrgentByteIsInTheStream : public PairCalls {
 public:
  void pair_begins(int active, int passive) override {
    PairCalls::pair_begins(active, passive);
    const int on = 1;
    for (const int fd : {active, passive}) Calls::setsockopt(fd, SOL_SOCKET, SO_OOBINLINE, &on, sizeof on);
  }
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = PairCalls::getsockopt(fd, level, option, value, length);
    if (result == 0 && own(fd) != nullptr && level == SOL_SOCKET && option == SO_OOBINLINE) *static_cast<int*>(value) = 0;
    return result;
  }
};

// A recv that has reached the mark goes on behind it.
class RecvCrossesTheMark : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const ssize_t got = PairCalls::recv(fd, data, size, flags);
    if (own(fd) == nullptr || got <= 0 || static_cast<size_t>(got) >= size || (flags & (MSG_OOB | MSG_PEEK)) != 0) return got;
    const ssize_t more = Calls::recv(fd, static_cast<std::byte*>(data) + got, size - static_cast<size_t>(got), flags | MSG_DONTWAIT);
    return more > 0 ? got + more : got;
  }
};

// sockatmark() never says so.
class MarkIsNeverReached : public PairCalls {
 public:
  int at_mark(int fd) override {
    const int result = PairCalls::at_mark(fd);
    return own(fd) != nullptr && result > 0 ? 0 : result;
  }
};

// FIONREAD counts what stands behind the mark.
class UnreadBytesBehindTheMark : public PairCalls {
 public:
  int unread_bytes(int fd, int* bytes) override {
    const int result = PairCalls::unread_bytes(fd, bytes);
    if (result == 0 && own(fd) != nullptr && Calls::at_mark(fd) == 1) ++*bytes;
    return result;
  }
};

}  // namespace socketcheck::sut::faulty
