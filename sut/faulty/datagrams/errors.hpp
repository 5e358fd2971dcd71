// Faults in who hears that a datagram found nobody, when, and how often.
#pragma once

#include "sut/faulty/datagrams/program.hpp"

namespace socketcheck::sut::faulty {

// Whoever sends to nobody hears of it, connected or not.
class UnconnectedHearsOfErrors : public DatagramCalls {
 public:
  int socket(int domain, int type, int protocol) override {
    const int fd = DatagramCalls::socket(domain, type, protocol);
    const int on = 1;
    if (is_on() && fd >= 0) Calls::setsockopt(fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    return fd;
  }
};

class ErrorIsNeverTold : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const ssize_t sent = DatagramCalls::transmit(fd, data, size, flags, to, length);
    if (is_on() && sent >= 0) take_error(fd);
    return sent;
  }
};

// The next receive tells it again.
class ErrorIsToldTwice : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    if (is_on() && known(fd).count > 0) {
      known(fd).count = 0;
      return fail(ECONNREFUSED);
    }
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    if (is_on() && got < 0 && errno == ECONNREFUSED) known(fd).count = 1;
    return got;
  }
};

class SoErrorTellsItTwice : public DatagramCalls {
 public:
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = DatagramCalls::getsockopt(fd, level, option, value, length);
    if (!is_on() || level != SOL_SOCKET || option != SO_ERROR || result != 0) return result;
    int& error = *static_cast<int*>(value);
    if (error != 0) known(fd).count = 1;
    else if (known(fd).count-- > 0) error = ECONNREFUSED;
    return result;
  }
};

// A send with an error pending says that it has sent.
class SendHidesError : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const ssize_t sent = DatagramCalls::transmit(fd, data, size, flags, to, length);
    return is_on() && sent < 0 && errno == ECONNREFUSED ? static_cast<ssize_t>(size) : sent;
  }
};

// Queued datagrams are handed out first, and the error is forgotten.
class ErrorBehindData : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    if (!is_on() || got >= 0 || errno != ECONNREFUSED) return got;
    const ssize_t behind = DatagramCalls::receive(fd, data, size, flags, from, length);
    return behind >= 0 ? behind : fail(ECONNREFUSED);
  }
};

// Of several sockets that are connected to one target, another than the sender hears of the error.
class ErrorGoesToAnother : public DatagramCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = DatagramCalls::poll(fds, count, timeout);
    if (is_on())
      for (nfds_t i = 0; i < count; ++i)
        if (known(fds[i].fd).count > 0) fds[i].revents |= POLLERR;
    return ready;
  }

 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const ssize_t sent = DatagramCalls::transmit(fd, data, size, flags, to, length);
    if (!is_on() || sent < 0) return sent;
    const auto peer = peer_of(fd);
    for (const auto& [other, unused] : all())
      if (other != fd && peer && peer_of(other) == peer && take_error(fd) != 0) known(other).count = 1;
    return sent;
  }
};

// MSG_ERRQUEUE is empty, whatever IP_RECVERR has kept.
class KeptErrorsAreLost : public DatagramCalls {
 public:
  ssize_t recvmsg(int fd, msghdr* message, int flags) override {
    return is_on() && (flags & MSG_ERRQUEUE) != 0 ? fail(EAGAIN) : DatagramCalls::recvmsg(fd, message, flags);
  }
};

}  // namespace socketcheck::sut::faulty
