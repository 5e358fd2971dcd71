// Stacks that each deviate in one way that turns the verdict on some claim.
#pragma once

#include <netinet/in.h>

#include <cerrno>
#include <fstream>
#include <set>

#include "sut/kernel/calls.hpp"

namespace socketcheck::tests {

inline bool is_datagram(int fd) {
  int type = 0;
  socklen_t length = sizeof type;
  ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length);
  return type == SOCK_DGRAM;
}

// Takes what is unread before it closes, and knows no SO_LINGER: no close is a RST.
struct NeverResets : sut::Calls {
  int close(int fd) override {
    char taken[4096];
    while (!is_datagram(fd) && Calls::recv(fd, taken, sizeof taken, MSG_DONTWAIT) > 0) {
    }
    return Calls::close(fd);
  }
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override {
    return option == SO_LINGER ? 0 : Calls::setsockopt(fd, level, option, value, length);
  }
};

// Every close is a RST.
struct AlwaysResets : sut::Calls {
  int socket(int domain, int type, int protocol) override {
    const int fd = Calls::socket(domain, type, protocol);
    const linger now{.l_onoff = 1, .l_linger = 0};
    if (!is_datagram(fd)) Calls::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    return fd;
  }
};

struct HasRoomForOneMore : sut::Calls {
  int listen(int fd, int backlog) override { return Calls::listen(fd, backlog + 1); }
};
struct HasRoomForMany : sut::Calls {
  int listen(int fd, int backlog) override { return Calls::listen(fd, backlog + 100); }
};
struct WidensTheLimit : sut::Calls {
  int listen(int fd, int backlog) override {
    std::ofstream("/proc/sys/net/core/somaxconn") << 4096 << std::flush;
    return Calls::listen(fd, backlog);
  }
};

struct ConnectSendsADatagram : sut::Calls {
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    const int result = Calls::connect(fd, address, length);
    if (is_datagram(fd)) Calls::send(fd, "", 0, 0);
    return result;
  }
};
struct DisconnectDoesNothing : sut::Calls {
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    return address->sa_family == AF_UNSPEC ? 0 : Calls::connect(fd, address, length);
  }
};
struct StreamsCannotDisconnect : sut::Calls {
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    if (address->sa_family != AF_UNSPEC) return Calls::connect(fd, address, length);
    errno = EINVAL;
    return -1;
  }
};
struct ForgetsTheSender : sut::Calls {
  ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    const ssize_t got = Calls::recvfrom(fd, data, size, flags, from, length);
    // The port is at the same place in both families.
    reinterpret_cast<sockaddr_in*>(from)->sin_port = htons(9);
    return got;
  }
};

// Options that are taken and have no effect: IP_RECVERR, and a TTL beyond all limits.
struct TakesAnyOption : sut::Calls {
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override {
    const bool is_ip = level == IPPROTO_IP || level == IPPROTO_IPV6;
    return is_ip ? 0 : Calls::setsockopt(fd, level, option, value, length);
  }
};
struct AlwaysReuses : sut::Calls {
  int bind(int fd, const sockaddr* address, socklen_t length) override {
    const int on = 1;
    Calls::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return Calls::bind(fd, address, length);
  }
};

struct SendsIntoTheVoid : sut::Calls {
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const ssize_t sent = Calls::send(fd, data, size, flags);
    return sent < 0 && errno != EAGAIN ? static_cast<ssize_t>(size) : sent;
  }
};
struct NeverSignals : sut::Calls {
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    return Calls::send(fd, data, size, flags | MSG_NOSIGNAL);
  }
};
struct TellsOfLoss : sut::Calls {
  int sends = 0;
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    if (++sends % 5 != 0) return Calls::send(fd, data, size, flags);
    errno = ENOBUFS;
    return -1;
  }
};
struct TellsEverybody : sut::Calls {
  int getsockopt(int, int, int, void* value, socklen_t*) override {
    *static_cast<int*>(value) = ECONNREFUSED;
    return 0;
  }
};

struct ShutsNothing : sut::Calls {
  int shutdown(int, int) override { return 0; }
};
// Who was accepted may not send before it has received.
struct ServersListenFirst : sut::Calls {
  std::set<int> silent;
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    const int made = Calls::accept(fd, address, length);
    silent.insert(made);
    return made;
  }
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    silent.erase(fd);
    return Calls::recv(fd, data, size, flags);
  }
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    if (!silent.contains(fd)) return Calls::send(fd, data, size, flags);
    errno = EAGAIN;
    return -1;
  }
};

}  // namespace socketcheck::tests
