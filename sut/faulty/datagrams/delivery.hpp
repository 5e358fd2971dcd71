// Faults in what arrives, whole, in order, and from whom.
#pragma once

#include <algorithm>
#include <cstring>

#include "sut/faulty/datagrams/program.hpp"

namespace socketcheck::sut::faulty {

// A receive whose buffer has room left goes on with the next datagram.
class DatagramsAreMerged : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    if (!is_on() || got < 0 || (flags & (MSG_PEEK | MSG_TRUNC)) != 0 || static_cast<size_t>(got) >= size) return got;
    const ssize_t more = DatagramCalls::receive(fd, static_cast<char*>(data) + got, size - static_cast<size_t>(got), flags, nullptr, nullptr);
    return more < 0 ? got : got + more;
  }
};

class EmptyDatagramIsLost : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    if (is_on() && size == 0 && to != nullptr) return 0;
    return DatagramCalls::transmit(fd, data, size, flags, to, length);
  }
};

// After a datagram of no bytes nothing more comes, as at the end of a stream.
class EmptyDatagramIsTheEnd : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    if (is_on() && known(fd).count > 0) return 0;
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    if (is_on() && got == 0 && size > 0) known(fd).count = 1;
    return got;
  }
};

// What did not fit into the buffer is there for the next receive, as in a stream.
class RestIsKept : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    if (!is_on() || (flags & (MSG_PEEK | MSG_TRUNC)) != 0) return DatagramCalls::receive(fd, data, size, flags, from, length);
    std::vector<std::byte>& rest = known(fd).bytes;
    if (rest.empty()) {
      rest.resize(70'000);
      const ssize_t got = DatagramCalls::receive(fd, rest.data(), rest.size(), flags, from, length);
      rest.resize(got < 0 ? 0 : static_cast<size_t>(got));
      if (got <= 0) return got;
    }
    const size_t given = std::min(size, rest.size());
    std::memcpy(data, rest.data(), given);
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(given));
    return static_cast<ssize_t>(given);
  }
};

// MSG_TRUNC tells how much was copied.
class TruncTellsWhatWasCopied : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    return is_on() ? std::min(got, static_cast<ssize_t>(size)) : got;
  }
};
// A datagram that is cut short is told in its whole length without MSG_TRUNC, too.
class LengthIsAlwaysWhole : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    return DatagramCalls::receive(fd, data, size, flags | (is_on() ? MSG_TRUNC : 0), from, length);
  }
};

class LargestIsRefused : public DatagramCalls {
 protected:
  static constexpr size_t largest = 65507;
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const ssize_t sent = DatagramCalls::transmit(fd, data, size == largest && is_on() ? size + 1 : size, flags, to, length);
    return sent;
  }
};
class OneMoreIsAccepted : public LargestIsRefused {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const bool is_one_more = is_on() && size == largest + 1;
    const ssize_t sent = DatagramCalls::transmit(fd, data, is_one_more ? largest : size, flags, to, length);
    return is_one_more && sent >= 0 ? static_cast<ssize_t>(size) : sent;
  }
};

// What came last is handed out first.
class LastComesFirst : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    if (!is_on() || (flags & (MSG_PEEK | MSG_TRUNC)) != 0) return DatagramCalls::receive(fd, data, size, flags, from, length);
    std::vector<std::byte>& first = known(fd).bytes;
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    if (got < 0 && errno == EAGAIN && !first.empty()) {
      const size_t given = std::min(size, first.size());
      std::memcpy(data, first.data(), given);
      first.clear();
      return static_cast<ssize_t>(given);
    }
    if (got <= 0 || !first.empty() || next_length(fd) < 0) return got;
    first.assign(static_cast<std::byte*>(data), static_cast<std::byte*>(data) + got);
    return DatagramCalls::receive(fd, data, size, flags, from, length);
  }
};

// recvfrom() names the receiver.
class SenderIsTheReceiver : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    const ssize_t got = DatagramCalls::receive(fd, data, size, flags, from, length);
    if (is_on() && got >= 0 && from != nullptr) Calls::getsockname(fd, from, length);
    return got;
  }
};

class PeekTakesDatagram : public DatagramCalls {
 protected:
  ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    return DatagramCalls::receive(fd, data, size, is_on() ? flags & ~MSG_PEEK : flags, from, length);
  }
};

// FIONREAD counts the header of 8 bytes.
class UnreadBytesCountTheHeader : public DatagramCalls {
 public:
  int unread_bytes(int fd, int* bytes) override {
    const int result = DatagramCalls::unread_bytes(fd, bytes);
    if (is_on() && result == 0 && *bytes > 0) *bytes += 8;
    return result;
  }
};

// Whoever sends has to wait until the receiver has read what is queued.
class FullBufferStopsTheSender : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const auto peer = peer_of(fd);
    const std::uint16_t port = to != nullptr ? port_in(to) : peer ? peer->port() : std::uint16_t{0};
    if (is_on() && port != 0)
      for (const auto& [other, unused] : all())
        if (int bytes = 0; port_of(other) == port && Calls::unread_bytes(other, &bytes) == 0 && bytes > 0) return fail(EAGAIN);
    return DatagramCalls::transmit(fd, data, size, flags, to, length);
  }
};

// sendmsg() makes a datagram of each of its buffers.
class EachBufferIsADatagram : public DatagramCalls {
 public:
  ssize_t sendmsg(int fd, const msghdr* message, int flags) override {
    const auto* first = message->msg_iov;
    const auto* end = first + message->msg_iovlen;
    size_t sum = 0;
    bool any_empty = false;
    for (const auto* one = first; one != end; ++one) sum += one->iov_len, any_empty = any_empty || one->iov_len == 0;
    if (!is_on() || !peer_of(fd) || any_empty || sum > 65'507) return DatagramCalls::sendmsg(fd, message, flags);
    for (const auto* one = first; one != end; ++one) {
      const ssize_t sent = DatagramCalls::send(fd, one->iov_base, one->iov_len, flags);
      if (sent < 0 && one == first) return sent;
      if (sent < 0 || (shows(fd) & POLLERR) != 0) break;  // nobody is there to tell the difference
    }
    return static_cast<ssize_t>(sum);
  }
};

}  // namespace socketcheck::sut::faulty
