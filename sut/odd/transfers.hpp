// Legal oddities of send and recv: less than could be, or not yet.
#pragma once

#include <cerrno>

#include "sut/kernel/calls.hpp"
#include "sut/odd/chance.hpp"

namespace socketcheck::sut::odd {

class ByChance : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  void pair_begins(int, int) override { chance_.restart(); }

 protected:
  size_t part_of(size_t size) { return size > 1 ? 1 + static_cast<size_t>(chance_.pick(size)) : size; }

  Chance chance_;
};

// recv returns fewer bytes than there are, but at least one.
class ShortReads : public ByChance {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    return Calls::recv(fd, data, part_of(size), flags);
  }
};

// send takes fewer bytes than it was given, but at least one.
class PartialSends : public ByChance {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    return Calls::send(fd, data, part_of(size), flags);
  }
};

// Now and then a transfer fails with an error that only says: later.
template <int error>
class TryLater : public ByChance {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    return refuses() ? -1 : Calls::send(fd, data, size, flags);
  }
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    return refuses() ? -1 : Calls::recv(fd, data, size, flags);
  }

 private:
  bool refuses() {
    if (!chance_.one_in(3)) return false;
    errno = error;
    return true;
  }
};

using SpuriousAgain = TryLater<EAGAIN>;
using Interrupted = TryLater<EINTR>;

// The smallest buffers that the system grants. A listener hands its own to the sockets that it accepts, before the
// handshake offers a window.
class TinyBuffers : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  int socket(int domain, int type, int protocol) override {
    const int fd = Calls::socket(domain, type, protocol);
    if (fd >= 0) shrink_buffers(fd);
    return fd;
  }
  void pair_begins(int active, int passive) override {
    shrink_buffers(active);
    shrink_buffers(passive);
  }

 private:
  void shrink_buffers(int fd) {
    const int smallest = 1;
    Calls::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &smallest, sizeof smallest);
    Calls::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &smallest, sizeof smallest);
  }
};

}  // namespace socketcheck::sut::odd
