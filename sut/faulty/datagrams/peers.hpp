// Faults of connect(), AF_UNSPEC, and of the filter that a peer is.
#pragma once

#include "sut/faulty/datagrams/program.hpp"

namespace socketcheck::sut::faulty {

// A connected socket takes what others than its peer send: it is disconnected while they do.
class StrangersAreHeard : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    const int other = is_on() && to != nullptr ? connected_at(port_in(to)) : -1;
    if (other < 0 || other == fd || *peer_of(other) == name_of(fd)) return DatagramCalls::transmit(fd, data, size, flags, to, length);
    const Address peer = *peer_of(other);
    const sockaddr nobody{.sa_family = AF_UNSPEC, .sa_data = {}};
    Calls::connect(other, &nobody, sizeof nobody);
    const ssize_t sent = DatagramCalls::transmit(fd, data, size, flags, to, length);
    const int error = errno;
    Calls::connect(other, peer.raw(), peer.length);
    errno = error;
    return sent;
  }

 private:
  int connected_at(std::uint16_t port) {
    for (const auto& [fd, unused] : all())
      if (port_of(fd) == port && peer_of(fd)) return fd;
    return -1;
  }
};

class ConnectEmptiesTheQueue : public DatagramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    const int result = DatagramCalls::connect(fd, address, length);
    char byte = 0;
    if (is_on() && !disconnects(address))
      while (next_length(fd) >= 0) Calls::recv(fd, &byte, sizeof byte, MSG_DONTWAIT);
    return result;
  }
};

// Only the first connect() names a peer.
class FirstPeerStays : public DatagramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    return is_on() && peer_of(fd) && !disconnects(address) ? 0 : DatagramCalls::connect(fd, address, length);
  }
};

class ConnectOfTheConnectedFails : public DatagramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    return is_on() && peer_of(fd) && !disconnects(address) ? fail(EISCONN) : DatagramCalls::connect(fd, address, length);
  }
};

// AF_UNSPEC changes nothing.
class PeerOutlivesUnspec : public DatagramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    return is_on() && disconnects(address) ? 0 : DatagramCalls::connect(fd, address, length);
  }
};

// getpeername() still tells the peer that AF_UNSPEC has taken away.
class PeersNameOutlivesUnspec : public DatagramCalls {
 public:
  int connect(int fd, const sockaddr* address, socklen_t length) override {
    if (is_on() && disconnects(address))
      if (const auto peer = peer_of(fd)) known(fd).address = *peer, known(fd).count = 1;
    return DatagramCalls::connect(fd, address, length);
  }
  int getpeername(int fd, sockaddr* address, socklen_t* length) override {
    const int result = DatagramCalls::getpeername(fd, address, length);
    if (!is_on() || result == 0 || known(fd).count == 0) return result;
    *reinterpret_cast<sockaddr_storage*>(address) = *reinterpret_cast<const sockaddr_storage*>(known(fd).address.raw());
    *length = known(fd).address.length;
    return 0;
  }
};

// A destination is refused where a peer is set.
class DestinationBesideAPeer : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    if (is_on() && to != nullptr && peer_of(fd)) return fail(EISCONN);
    return DatagramCalls::transmit(fd, data, size, flags, to, length);
  }
};

// The destination is ignored where a peer is set.
class PeerBeatsDestination : public DatagramCalls {
 protected:
  ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    if (is_on() && to != nullptr && port_in(to) != 0 && peer_of(fd)) return DatagramCalls::transmit(fd, data, size, flags, nullptr, 0);
    return DatagramCalls::transmit(fd, data, size, flags, to, length);
  }
};

}  // namespace socketcheck::sut::faulty
