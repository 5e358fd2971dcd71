// Faults of connect(2), and of the names that sockets have.
#pragma once

#include <cerrno>
#include <cstring>

#include "sut/kernel/program_calls.hpp"

namespace socketcheck::sut::faulty {

// The second connect() after a handshake succeeds, too.
class ConnectToldTwice : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    const int result = ProgramCalls::connect(fd, address, length);
    return result != 0 && errno == EISCONN && connects(fd) ? 0 : result;
  }
};

// A socket that was refused once can't be used any more.
class RefusedOnceAndForAll : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    if (is_on() && known(fd).count > 0 && !disconnects(address)) {
      errno = error();
      return -1;
    }
    const int result = ProgramCalls::connect(fd, address, length);
    if (result != 0 && errno == ECONNREFUSED) ++known(fd).count;
    return result;
  }

 protected:
  virtual int error() const { return EINVAL; }
};

// A refused connection is told again by the connect() that should begin another.
class RefusedToldTwice : public RefusedOnceAndForAll {
 protected:
  int error() const override { return ECONNREFUSED; }
};

// SO_ERROR reports a refused connection twice, or never.
class SoErrorRepeatsRefused : public ProgramCalls {
 public:
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = ProgramCalls::getsockopt(fd, level, option, value, length);
    if (!is_on() || level != SOL_SOCKET || option != SO_ERROR || result != 0) return result;
    int& error = *static_cast<int*>(value);
    if (error == ECONNREFUSED) known(fd).count = 1;
    else if (known(fd).count-- == 1) error = ECONNREFUSED;
    return result;
  }
};
class SoErrorHidesRefused : public ProgramCalls {
 public:
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override {
    const int result = ProgramCalls::getsockopt(fd, level, option, value, length);
    if (is_on() && level == SOL_SOCKET && option == SO_ERROR && result == 0 && *static_cast<int*>(value) == ECONNREFUSED)
      *static_cast<int*>(value) = 0;
    return result;
  }
};

// A connection to its own name is refused at once.
class NoConnectionToItself : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    sockaddr_storage own{};
    socklen_t own_length = sizeof own;
    if (is_on() && Calls::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &own_length) == 0 && own_length == length &&
        std::memcmp(&own, address, length) == 0) {
      errno = ECONNREFUSED;
      return -1;
    }
    return ProgramCalls::connect(fd, address, length);
  }
};

class AfUnspecDoesNothing : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    return is_on() && disconnects(address) ? 0 : ProgramCalls::connect(fd, address, length);
  }
};

class ConnectOfAListenerIsNotSupported : public ProgramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    if (!listens(fd) || disconnects(address)) return ProgramCalls::connect(fd, address, length);
    errno = EOPNOTSUPP;
    return -1;
  }
};

// A socket that waits for its SYN to be answered shows that it can be written.
class ConnectingIsWritable : public ProgramCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = ProgramCalls::poll(fds, count, timeout);
    for (nfds_t i = 0; i < count; ++i)
      if (connects(fds[i].fd) && fds[i].revents == 0) fds[i].revents = POLLOUT;
    return ready;
  }
};

class PeerIsCalledByOwnName : public ProgramCalls {
 public:
  int getpeername(int fd, sockaddr* address, socklen_t* length) override {
    const socklen_t room = *length;
    const int result = ProgramCalls::getpeername(fd, address, length);
    if (result != 0 || !is_on()) return result;
    *length = room;
    return ProgramCalls::getsockname(fd, address, length);
  }
};

// Where connect() has chosen a port, getsockname() tells no address.
class ChosenNameWithoutAddress : public ProgramCalls {
 public:
  int getsockname(int fd, sockaddr* address, socklen_t* length) override;
};

// A bind() that fails because the place is taken has bound the socket elsewhere.
class FailedBindBindsElsewhere : public ProgramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override;
};

class BindTwiceSucceeds : public ProgramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override {
    const int result = ProgramCalls::bind(fd, address, length);
    return result != 0 && is_on() && errno == EINVAL ? 0 : result;
  }
};

class BindToATakenPlaceSucceeds : public ProgramCalls {
 public:
  int bind(int fd, const sockaddr* address, socklen_t length) override {
    const int result = ProgramCalls::bind(fd, address, length);
    return result != 0 && is_on() && errno == EADDRINUSE ? 0 : result;
  }
};

class ListenOfTheConnectedSucceeds : public ProgramCalls {
 public:
  int listen(int fd, int backlog) override {
    const int result = ProgramCalls::listen(fd, backlog);
    return result != 0 && is_on() && errno == EINVAL ? 0 : result;
  }
};

class ShutdownOfTheUnconnectedSucceeds : public ProgramCalls {
 public:
  int shutdown(int fd, int how) override {
    const int result = ProgramCalls::shutdown(fd, how);
    return result != 0 && is_on() && errno == ENOTCONN ? 0 : result;
  }
};

// As POSIX has it, and not as Linux does.
class SendOfTheUnconnectedIsNotConnected : public ProgramCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    if (!is_on() || known(fd).connects || known(fd).was_accepted) return ProgramCalls::send(fd, data, size, flags);
    errno = ENOTCONN;
    return -1;
  }
};

}  // namespace socketcheck::sut::faulty
