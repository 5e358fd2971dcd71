// Faults in the bytes themselves: lost, swapped, invented.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// A recv that leaves two bytes or more loses the first of them.
class ShortReadSkipsAByte : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const ssize_t got = PairCalls::recv(fd, data, size, flags);
    std::byte lost;
    if (own(fd) != nullptr && got > 0 && (flags & MSG_PEEK) == 0 && unread(fd) > 1)
      Calls::recv(fd, &lost, 1, MSG_DONTWAIT);
    return got;
  }
};

// The first two bytes of a send change places if the peer has not yet read what came before.
class LaterSegmentSwapped : public PairCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const End* other = peer(fd);
    if (other == nullptr || size < 2 || unread(other->fd) == 0) return PairCalls::send(fd, data, size, flags);
    const auto* bytes = static_cast<const std::byte*>(data);
    std::vector<std::byte> changed(bytes, bytes + size);
    std::swap(changed[0], changed[1]);
    return PairCalls::send(fd, changed.data(), size, flags);
  }
};

// MSG_PEEK takes what it shows.
class PeekConsumes : public PairCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    return PairCalls::recv(fd, data, size, flags & ~MSG_PEEK);
  }
};

// A send of nothing puts a byte into the stream.
class EmptySendSendsAByte : public PairCalls {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const ssize_t sent = PairCalls::send(fd, data, size, flags);
    if (own(fd) != nullptr && size == 0 && sent == 0) Calls::send(fd, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent;
  }
};

}  // namespace socketcheck::sut::faulty
