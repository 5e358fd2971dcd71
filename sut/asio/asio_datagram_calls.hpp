// UDP sockets whose calls are made through Boost.Asio's own functions, in their error_code form, behind descriptors.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <map>

#include "sut/kernel/calls.hpp"

namespace socketcheck::sut {

// What Asio has no function for, or answers without asking the system, goes to libc: AF_UNSPEC, MSG_ERRQUEUE, poll, dup.
class AsioDatagramCalls : public Calls {
 public:
  int socket(int domain, int type, int protocol) override;
  int bind(int fd, const sockaddr* address, socklen_t length) override;
  int connect(int fd, const sockaddr* address, socklen_t length) override;
  ssize_t send(int fd, const void* data, size_t size, int flags) override;
  ssize_t recv(int fd, void* data, size_t size, int flags) override;
  ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override;
  ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override;
  int shutdown(int fd, int how) override;
  int close(int fd) override;
  int getsockname(int fd, sockaddr* address, socklen_t* length) override;
  int getpeername(int fd, sockaddr* address, socklen_t* length) override;
  int unread_bytes(int fd, int* bytes) override;

 private:
  using Socket = boost::asio::ip::udp::socket;
  // nullptr: a copy that dup() made, of which Asio knows nothing.
  Socket* find(int fd);

  boost::asio::io_context context_;
  std::map<int, Socket> sockets_;
};

}  // namespace socketcheck::sut
