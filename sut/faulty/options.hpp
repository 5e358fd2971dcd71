// Faults in socket options.
#pragma once

#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "sut/kernel/pair_calls.hpp"
#include "sut/kernel/program_calls.hpp"

namespace socketcheck::sut::faulty {

// SO_LINGER set at one end takes effect at the other end too.
class LingerIsShared : public PairCalls {
 public:
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override {
    if (End* other = peer(fd); other != nullptr && level == SOL_SOCKET && option == SO_LINGER)
      Calls::setsockopt(other->fd, level, option, value, length);
    return PairCalls::setsockopt(fd, level, option, value, length);
  }
};

// POLLIN shows whatever is there, and SO_RCVLOWAT reads back as if it worked.
class LowWaterIsIgnored : public PairCalls {
 public:
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override {
    End* end = own(fd);
    if (end == nullptr || level != SOL_SOCKET || option != SO_RCVLOWAT) return PairCalls::setsockopt(fd, level, option, value, length);
    end->count = *static_cast<const int*>(value);
    return 0;
  }
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = PairCalls::getsockopt(fd, level, option, value, length);
    const End* end = own(fd);
    if (result == 0 && end != nullptr && end->count > 0 && level == SOL_SOCKET && option == SO_RCVLOWAT)
      *static_cast<int*>(value) = end->count;
    return result;
  }
};

// A buffer that was set reads back as half its size.
class BufferIsNotDoubled : public PairCalls {
 public:
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = PairCalls::getsockopt(fd, level, option, value, length);
    if (result == 0 && own(fd) != nullptr && level == SOL_SOCKET && option == SO_RCVBUF) *static_cast<int*>(value) /= 2;
    return result;
  }
};

// MSG_WAITALL keeps back what is less than was asked for.
class WaitAllKeepsBack : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const int there = unread(fd);
    if (own(fd) == nullptr || (flags & MSG_WAITALL) == 0 || there == 0 || static_cast<size_t>(there) >= size)
      return PairCalls::recv(fd, data, size, flags);
    errno = EAGAIN;
    return -1;
  }
};

// sendmsg() takes its buffers from the last to the first.
class BuffersFromTheLast : public PairCalls {
 public:
  ssize_t sendmsg(int fd, const msghdr* message, int flags) override {
    if (own(fd) == nullptr) return PairCalls::sendmsg(fd, message, flags);
    std::vector<iovec> parts(message->msg_iov, message->msg_iov + message->msg_iovlen);
    std::reverse(parts.begin(), parts.end());
    msghdr changed = *message;
    changed.msg_iov = parts.data();
    return PairCalls::sendmsg(fd, &changed, flags);
  }
};

// SIOCOUTQ counts what the socket has to read.
class OutputQueueIsInputQueue : public PairCalls {
 public:
  int unacknowledged_bytes(int fd, int* bytes) override {
    return own(fd) != nullptr ? Calls::unread_bytes(fd, bytes) : PairCalls::unacknowledged_bytes(fd, bytes);
  }
};

// SO_KEEPALIVE of the listener is not handed on.
class AcceptedForgetsKeepAlive : public ProgramCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    const int made = ProgramCalls::accept(fd, address, length);
    const int off = 0;
    if (is_on() && made >= 0) Calls::setsockopt(made, SOL_SOCKET, SO_KEEPALIVE, &off, sizeof off);
    return made;
  }
};

}  // namespace socketcheck::sut::faulty
