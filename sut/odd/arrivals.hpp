// Legal oddities of how bytes arrive: in more pieces than were sent, or in fewer.
#pragma once

#include <cstddef>
#include <vector>

#include "sut/kernel/pair_calls.hpp"
#include "sut/odd/chance.hpp"

namespace socketcheck::sut::odd {

// Each send reaches the kernel in pieces.
class SplitArrivals : public PairCalls {
 public:
  bool passes_other_flags() const override { return false; }
  ssize_t send(int fd, const void* data, size_t size, int flags) override;
  void pair_begins(int active, int passive) override;

 private:
  Chance chance_;
};

// Small sends are held and go out as one when anything but a poll or a further send is called. Poll shows what is
// held as arrived; every other call finds it arrived.
class MergedArrivals : public PairCalls {
 public:
  bool passes_other_flags() const override { return false; }
  ssize_t send(int fd, const void* data, size_t size, int flags) override;
  ssize_t recv(int fd, void* data, size_t size, int flags) override;
  int shutdown(int fd, int how) override;
  int close(int fd) override;
  int poll(pollfd* fds, nfds_t count, int timeout) override;
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override;
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override;
  int getpeername(int fd, sockaddr* address, socklen_t* length) override;
  int unread_bytes(int fd, int* bytes) override;
  void pair_ends() override;

 private:
  bool may_hold(int fd, size_t size);
  bool shows_every_byte(int fd);
  void let_go();

  int holder_ = -1;  // the end whose bytes are held
  std::vector<std::byte> held_;
};

}  // namespace socketcheck::sut::odd
