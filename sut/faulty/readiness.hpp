// Faults in what a socket shows without being read or written.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstdint>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// POLLRDHUP is not shown while data waits in front of the FIN.
class RdhupHiddenByData : public PairCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = PairCalls::poll(fds, count, timeout);
    for (nfds_t i = 0; i < count; ++i)
      if (own(fds[i].fd) != nullptr && (fds[i].revents & POLLHUP) == 0 && unread(fds[i].fd) > 0)
        fds[i].revents = static_cast<short>(fds[i].revents & ~POLLRDHUP);
    return ready;
  }
};

// POLLOUT is shown, but send says EAGAIN as long as the peer has anything unread.
class PolloutWithoutRoom : public PairCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const End* other = peer(fd);
    if (other == nullptr || own(fd)->write_shut || unread(other->fd) == 0)
      return PairCalls::send(fd, data, size, flags);
    errno = EAGAIN;
    return -1;
  }
};

// FIONREAD counts the peer's FIN as a byte.
class FionreadCountsFin : public PairCalls {
 public:
  int unread_bytes(int fd, int* bytes) override {
    const int result = PairCalls::unread_bytes(fd, bytes);
    if (own(fd) != nullptr && result == 0 && is_in_close_wait(fd)) ++*bytes;
    return result;
  }

 private:
  bool is_in_close_wait(int fd) {
    std::uint8_t info[8] = {};  // begins with the state
    socklen_t length = sizeof info;
    return Calls::getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0 && info[0] == TCP_CLOSE_WAIT;
  }
};

}  // namespace socketcheck::sut::faulty
