// Calls that know the UDP sockets of a program, so that a fault can act on them and leave the suite's own alone.
#pragma once

#include <netinet/in.h>

#include <cerrno>
#include <map>
#include <optional>
#include <vector>

#include "sut/kernel/calls.hpp"
#include "sut/kernel/family.hpp"

namespace socketcheck::sut::faulty {

class DatagramCalls : public Calls {
 public:
  // send() and sendto() are one call, and so are recv() and recvfrom(): a fault overrides transmit() or receive().
  ssize_t send(int fd, const void* data, size_t size, int flags) override { return transmit(fd, data, size, flags, nullptr, 0); }
  ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override {
    return transmit(fd, data, size, flags, to, length);
  }
  ssize_t recv(int fd, void* data, size_t size, int flags) override { return receive(fd, data, size, flags, nullptr, nullptr); }
  ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override {
    return receive(fd, data, size, flags, from, length);
  }
  int socket(int domain, int type, int protocol) override {
    const int fd = Calls::socket(domain, type, protocol);
    const bool is_of_datagrams = (type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) == SOCK_DGRAM;
    if (on_ && fd >= 0 && is_of_datagrams) known_[fd] = {};
    return fd;
  }
  int close(int fd) override {
    known_.erase(fd);
    return Calls::close(fd);
  }
  void program_begins() override {
    known_.clear();
    on_ = true;
  }
  void program_ends() override {
    known_.clear();
    on_ = false;
  }

 protected:
  struct Known {
    int count = 0;                // of whatever the fault counts here
    Address address;              // that the fault remembers
    std::vector<std::byte> bytes;  // that the fault keeps back
  };
  bool is_on() const { return on_; }
  // Of a descriptor of the program.
  Known& known(int fd) { return known_[fd]; }
  const std::map<int, Known>& all() const { return known_; }

  virtual ssize_t transmit(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) {
    return Calls::sendto(fd, data, size, flags, to, length);
  }
  virtual ssize_t receive(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) {
    return Calls::recvfrom(fd, data, size, flags, from, length);
  }

  static int fail(int error) {
    errno = error;
    return -1;
  }
  static bool disconnects(const sockaddr* address) { return address->sa_family == AF_UNSPEC; }
  std::optional<Address> name_of(int fd) {
    Address address;
    if (Calls::getsockname(fd, address.raw(), &address.length) != 0) return std::nullopt;
    return address;
  }
  // Empty: it is not connected.
  std::optional<Address> peer_of(int fd) {
    Address address;
    if (Calls::getpeername(fd, address.raw(), &address.length) != 0) return std::nullopt;
    return address;
  }
  std::uint16_t port_of(int fd) {
    const auto name = name_of(fd);
    return name ? name->port() : std::uint16_t{0};
  }
  static std::uint16_t port_in(const sockaddr* address) {
    return ntohs(reinterpret_cast<const sockaddr_in*>(address)->sin_port);  // where IPv6 has it, too
  }
  // The whole length of the next datagram; -1: there is none, or an error is told before it.
  ssize_t next_length(int fd) {
    char none = 0;
    return Calls::recv(fd, &none, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
  }
  // The pending error, taken from the socket; 0: there is none.
  int take_error(int fd) {
    int error = 0;
    socklen_t length = sizeof error;
    return Calls::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : 0;
  }
  short shows(int fd) {
    pollfd one{fd, POLLIN | POLLOUT | POLLRDHUP, 0};
    return Calls::poll(&one, 1, 0) > 0 ? one.revents : short{0};
  }

 private:
  bool on_ = false;
  std::map<int, Known> known_;
};

}  // namespace socketcheck::sut::faulty
