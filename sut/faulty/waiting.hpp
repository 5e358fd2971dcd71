// Faults of calls that wait: wake-ups that are lost, and such that come to nothing. Several threads may be in them at once.
#pragma once

#include "sut/kernel/calls.hpp"

namespace socketcheck::sut::faulty {

// A recv that would wait is made of a poll that waits and a recv that does not, so that a fault can stand in between.
class WaitingRecv : public Calls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override;

 protected:
  // The poll has returned these events; true: the call sleeps on.
  virtual bool sleeps_through(int fd, short events) = 0;
  virtual ssize_t receive(int fd, void* data, size_t size, int flags);
};

class RecvSleepsThroughData : public WaitingRecv {
  bool sleeps_through(int fd, short events) override;
};
class RecvSleepsThroughFin : public WaitingRecv {
  bool sleeps_through(int fd, short events) override;
};
class RecvSleepsThroughReset : public WaitingRecv {
  bool sleeps_through(int fd, short events) override;
};
class RecvSleepsThroughItsShutdown : public WaitingRecv {
  bool sleeps_through(int fd, short events) override;
};

// The byte that woke the reader is still there for the next one.
class WokenReaderLeavesTheByte : public WaitingRecv {
  bool sleeps_through(int, short) override { return false; }
  ssize_t receive(int fd, void* data, size_t size, int flags) override;
};

// Who waits for bytes gets the end of the stream when its own end is shut for writing.
class RecvEndsWithTheOtherDirection : public Calls {
 public:
  RecvEndsWithTheOtherDirection();
  ~RecvEndsWithTheOtherDirection() override;
  ssize_t recv(int fd, void* data, size_t size, int flags) override;
  int shutdown(int fd, int how) override;
  void pair_begins(int active, int passive) override;
  void program_begins() override;

 private:
  int shut_;  // an eventfd: readable once somebody has shut an end for writing
};

// Nothing wakes it any more, and no signal ends it.
class RecvSleepsForEver : public WaitingRecv {
  bool sleeps_through(int fd, short events) override;
};

// The same of accept.
class WaitingAccept : public Calls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override;

 protected:
  virtual bool sleeps_through(short events) = 0;
};

class AcceptSleepsThroughConnections : public WaitingAccept {
  bool sleeps_through(short events) override;
};
class AcceptSleepsThroughItsShutdown : public WaitingAccept {
  bool sleeps_through(short events) override;
};

// The same of send.
class WaitingSend : public Calls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override;

 protected:
  virtual bool sleeps_through(int fd, short events) = 0;
};

// Not among the stacks by name: how much fills a window, and so the shortest program, is the machine's.
class SendSleepsThroughRoom : public WaitingSend {
  bool sleeps_through(int fd, short events) override;
};
class SendSleepsThroughReset : public WaitingSend {
  bool sleeps_through(int fd, short events) override;
};

class PollSleepsThroughConnections : public Calls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override;
};

}  // namespace socketcheck::sut::faulty
