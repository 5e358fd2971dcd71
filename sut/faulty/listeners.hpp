// Faults around listeners and their queues.
#pragma once

#include <cerrno>

#include "sut/kernel/program_calls.hpp"

namespace socketcheck::sut::faulty {

// One connection less than the backlog asks for.
class BacklogOffByOne : public ProgramCalls {
 public:
  int listen(int fd, int backlog) override { return ProgramCalls::listen(fd, is_on() && backlog > 0 ? backlog - 1 : backlog); }
};

// The first connection is closed in place of being accepted.
class AcceptLosesTheFirst : public ProgramCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    const int first = ProgramCalls::accept(fd, address, length);
    if (!is_on() || first < 0 || known(fd).count++ > 0) return first;
    ProgramCalls::close(first);
    return ProgramCalls::accept(fd, address, length);
  }
};

// Of two that wait the second is accepted.
class AcceptTakesTheSecond : public ProgramCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    if (!is_on()) return ProgramCalls::accept(fd, address, length);
    const socklen_t room = *length;
    const int first = ProgramCalls::accept(fd, address, length);
    if (first < 0) return first;
    sockaddr_storage other{};
    socklen_t other_length = sizeof other;
    const int second = ProgramCalls::accept(fd, reinterpret_cast<sockaddr*>(&other), &other_length);
    if (second < 0) return first;
    ProgramCalls::close(first);
    *length = room;
    ProgramCalls::getpeername(second, address, length);
    return second;
  }
};

// Whoever waits gets a FIN when the listener is closed.
class ClosedListenerSendsFins : public ProgramCalls {
 public:
  int close(int fd) override {
    if (listens(fd))
      for (const int waiting : take_queue(fd)) Calls::close(waiting);
    return ProgramCalls::close(fd);
  }
};

// Whoever waits hears nothing when the listener is closed.
class ClosedListenerIsSilent : public ProgramCalls {
 public:
  int close(int fd) override {
    if (listens(fd))
      for (const int waiting : take_queue(fd)) kept_.push_back(waiting);
    return ProgramCalls::close(fd);
  }
  void program_ends() override {
    for (const int fd : kept_) Calls::close(fd);
    kept_.clear();
    ProgramCalls::program_ends();
  }

 private:
  std::vector<int> kept_;
};

class ShutdownOfAListenerFails : public ProgramCalls {
 public:
  int shutdown(int fd, int how) override {
    if (!listens(fd) || how == SHUT_WR) return ProgramCalls::shutdown(fd, how);
    errno = ENOTCONN;
    return -1;
  }
};

// A second listen() drops those who wait.
class ListenAgainDropsTheQueue : public ProgramCalls {
 public:
  int listen(int fd, int backlog) override {
    if (listens(fd))
      for (const int waiting : take_queue(fd)) Calls::close(waiting);
    return ProgramCalls::listen(fd, backlog);
  }
};

class ListenerNeverReadable : public ProgramCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    const int ready = ProgramCalls::poll(fds, count, timeout);
    for (nfds_t i = 0; i < count; ++i)
      if (listens(fds[i].fd)) fds[i].revents = 0;
    return ready;
  }
};

// A connection whose peer has closed already is thrown away.
class AcceptDropsTheClosed : public ProgramCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    const int made = ProgramCalls::accept(fd, address, length);
    if (!is_on() || made < 0 || !is_dropped(made)) return made;
    ProgramCalls::close(made);
    errno = error();
    return -1;
  }

 protected:
  virtual int error() const { return EAGAIN; }
  virtual bool is_dropped(int fd) { return (events_of_peer(fd) & (POLLRDHUP | POLLHUP)) == POLLRDHUP; }
  short events_of_peer(int fd) {
    pollfd polled{fd, POLLIN | POLLRDHUP, 0};
    Calls::poll(&polled, 1, 0);
    return polled.revents;
  }
};

// A connection that was reset is reported instead of handed out.
class AcceptReportsTheAborted : public AcceptDropsTheClosed {
 protected:
  int error() const override { return ECONNABORTED; }
  bool is_dropped(int fd) override { return (events_of_peer(fd) & POLLHUP) != 0; }
};

// TCP_NODELAY of the listener is not handed on.
class AcceptedForgetsNoDelay : public ProgramCalls {
 public:
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override;
};

class UnreadBytesOfAListenerAreNone : public ProgramCalls {
 public:
  int unread_bytes(int fd, int* bytes) override {
    if (!listens(fd)) return ProgramCalls::unread_bytes(fd, bytes);
    *bytes = 0;
    return 0;
  }
};

// A descriptor that is closed takes its copies' socket along.
class CloseEndsEveryCopy : public ProgramCalls {
 public:
  int dup(int fd) override {
    const int made = ProgramCalls::dup(fd);
    if (is_on() && made >= 0) {
      known(made) = known(fd);
      known(made).count = known(fd).count = 1;
    }
    return made;
  }
  int close(int fd) override {
    if (is_on() && known(fd).count > 0) ProgramCalls::shutdown(fd, SHUT_RDWR);
    return ProgramCalls::close(fd);
  }
};

}  // namespace socketcheck::sut::faulty
