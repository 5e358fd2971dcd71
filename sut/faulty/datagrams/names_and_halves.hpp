// Faults of bind(), of ports that the system chooses, of shutdown() and of poll().
#pragma once

#include <csignal>

#include "sut/faulty/datagrams/program.hpp"

namespace socketcheck::sut::faulty {

// bind() to port 0 gives out the port of another socket.
class PortZeroIsAPortInUse : public DatagramCalls {
 public:
  int socket(int domain, int type, int protocol) override {
    const int fd = DatagramCalls::socket(domain, type, protocol);
    const int on = 1;
    if (is_on() && fd >= 0) Calls::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return fd;
  }
  int bind(int fd, const sockaddr* address, socklen_t length) override {
    if (!is_on() || port_of(fd) != 0) return DatagramCalls::bind(fd, address, length);
    const auto used = name_in_use_by_another(fd, port_in(address));
    if (!used) return DatagramCalls::bind(fd, address, length);
    if (port_in(address) != 0) return fail(EADDRINUSE);
    return DatagramCalls::bind(fd, used->raw(), used->length);
  }

 private:
  // Of port 0: any.
  std::optional<Address> name_in_use_by_another(int fd, std::uint16_t port) {
    for (const auto& [other, unused] : all())
      if (const auto name = name_of(other); other != fd && name && name->port() != 0 && (port == 0 || name->port() == port)) return name;
    return std::nullopt;
  }
};

class SecondBindSucceeds : public DatagramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override {
    return is_on() && port_of(fd) != 0 ? 0 : DatagramCalls::bind(fd, address, length);
  }
};

class BindToATakenPortSucceeds : public DatagramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override {
    const int result = DatagramCalls::bind(fd, address, length);
    return is_on() && result != 0 && errno == EADDRINUSE ? 0 : result;
  }
};

// A send that names nobody leaves the socket without a port.
class FailedSendBindsNothing : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    if (is_on() && to == nullptr && size < 65'508 && !peer_of(fd) && port_of(fd) == 0) return fail(EDESTADDRREQ);
    return DatagramCalls::transmit(fd, data, size, flags, to, length);
  }
};

class ShutdownOfTheUnconnected : public DatagramCalls {
 public:
  int shutdown(int fd, int how) override {
    const int result = DatagramCalls::shutdown(fd, how);
    return is_on() && result != 0 && errno == ENOTCONN ? 0 : result;
  }
};

// After SHUT_RD each receive says 0, as at the end of a stream.
class ReadHalfHasAnEnd : public DatagramCalls {
 public:
  int shutdown(int fd, int how) override {
    if (is_on() && how != SHUT_WR) known(fd).count = 1;
    return DatagramCalls::shutdown(fd, how);
  }

 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    return is_on() && got < 0 && errno == EAGAIN && known(fd).count > 0 ? 0 : got;
  }
};

// What is sent after SHUT_WR is lost, and nobody is told.
class ShutWriteHalfSends : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const ssize_t sent = DatagramCalls::transmit(fd, data, size, flags, to, length);
    return is_on() && sent < 0 && errno == EPIPE ? static_cast<ssize_t>(size) : sent;
  }
};

// EPIPE comes with SIGPIPE, as of a stream.
class BrokenPipeRaisesSignal : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const ssize_t sent = DatagramCalls::transmit(fd, data, size, flags, to, length);
    if (!is_on() || sent >= 0 || errno != EPIPE) return sent;
    raise(SIGPIPE);
    return fail(EPIPE);
  }
};

// poll() shows no data while an error is pending.
class ErrorHidesData : public DatagramCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = DatagramCalls::poll(fds, count, timeout);
    if (is_on())
      for (nfds_t i = 0; i < count; ++i)
        if ((fds[i].revents & (POLLERR | POLLRDHUP)) == POLLERR) fds[i].revents = static_cast<short>(fds[i].revents & ~(POLLIN | POLLRDNORM));
    return ready;
  }
};

// poll() does not show that one could write while something is queued.
class DataHidesRoom : public DatagramCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = DatagramCalls::poll(fds, count, timeout);
    if (is_on())
      for (nfds_t i = 0; i < count; ++i)
        if ((fds[i].revents & (POLLIN | POLLRDHUP)) == POLLIN) fds[i].revents = static_cast<short>(fds[i].revents & ~(POLLOUT | POLLWRNORM | POLLWRBAND));
    return ready;
  }
};

}  // namespace socketcheck::sut::faulty
