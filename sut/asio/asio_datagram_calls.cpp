#include "sut/asio/asio_datagram_calls.hpp"

#include <boost/asio/buffer.hpp>

#include <cerrno>
#include <cstring>

namespace socketcheck::sut {
namespace {

using boost::asio::ip::udp;
using boost::system::error_code;

// What libc would have answered.
int result_of(const error_code& error) {
  if (!error) return 0;
  errno = error.value();
  return -1;
}
ssize_t count_of(const error_code& error, std::size_t bytes) { return error ? result_of(error) : static_cast<ssize_t>(bytes); }

udp::endpoint endpoint_of(const sockaddr* address, socklen_t length) {
  udp::endpoint endpoint;
  std::memcpy(endpoint.data(), address, length);
  endpoint.resize(length);
  return endpoint;
}
int give(const error_code& error, const udp::endpoint& endpoint, sockaddr* address, socklen_t* length) {
  if (error) return result_of(error);
  *length = static_cast<socklen_t>(endpoint.size());
  std::memcpy(address, endpoint.data(), endpoint.size());
  return 0;
}

}  // namespace

AsioDatagramCalls::Socket* AsioDatagramCalls::find(int fd) {
  const auto found = sockets_.find(fd);
  return found == sockets_.end() ? nullptr : &found->second;
}

int AsioDatagramCalls::socket(int domain, int, int) {
  error_code error;
  Socket made(context_);
  made.open(domain == AF_INET ? udp::v4() : udp::v6(), error);
  if (!error) made.non_blocking(true, error);
  if (error) return result_of(error);
  const int fd = made.native_handle();
  sockets_.emplace(fd, std::move(made));
  return fd;
}

int AsioDatagramCalls::bind(int fd, const sockaddr* address, socklen_t length) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::bind(fd, address, length);
  error_code error;
  socket->bind(endpoint_of(address, length), error);
  return result_of(error);
}

int AsioDatagramCalls::connect(int fd, const sockaddr* address, socklen_t length) {
  Socket* const socket = find(fd);
  if (socket == nullptr || address->sa_family == AF_UNSPEC) return Calls::connect(fd, address, length);
  error_code error;
  socket->connect(endpoint_of(address, length), error);
  return result_of(error);
}

ssize_t AsioDatagramCalls::send(int fd, const void* data, size_t size, int flags) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::send(fd, data, size, flags);
  error_code error;
  const std::size_t sent = socket->send(boost::asio::buffer(data, size), flags, error);
  return count_of(error, sent);
}

ssize_t AsioDatagramCalls::recv(int fd, void* data, size_t size, int flags) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::recv(fd, data, size, flags);
  error_code error;
  const std::size_t got = socket->receive(boost::asio::buffer(data, size), flags, error);
  return count_of(error, got);
}

ssize_t AsioDatagramCalls::sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::sendto(fd, data, size, flags, to, length);
  error_code error;
  const std::size_t sent = socket->send_to(boost::asio::buffer(data, size), endpoint_of(to, length), flags, error);
  return count_of(error, sent);
}

ssize_t AsioDatagramCalls::recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::recvfrom(fd, data, size, flags, from, length);
  error_code error;
  udp::endpoint sender;
  const std::size_t got = socket->receive_from(boost::asio::buffer(data, size), sender, flags, error);
  return give(error, sender, from, length) == 0 ? static_cast<ssize_t>(got) : -1;
}

int AsioDatagramCalls::shutdown(int fd, int how) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::shutdown(fd, how);
  error_code error;
  socket->shutdown(how == SHUT_RD ? Socket::shutdown_receive : how == SHUT_WR ? Socket::shutdown_send : Socket::shutdown_both, error);
  return result_of(error);
}

int AsioDatagramCalls::close(int fd) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::close(fd);
  error_code error;
  socket->close(error);
  sockets_.erase(fd);
  return result_of(error);
}

int AsioDatagramCalls::getsockname(int fd, sockaddr* address, socklen_t* length) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::getsockname(fd, address, length);
  error_code error;
  const udp::endpoint endpoint = socket->local_endpoint(error);
  return give(error, endpoint, address, length);
}

int AsioDatagramCalls::getpeername(int fd, sockaddr* address, socklen_t* length) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::getpeername(fd, address, length);
  error_code error;
  const udp::endpoint endpoint = socket->remote_endpoint(error);
  return give(error, endpoint, address, length);
}

int AsioDatagramCalls::unread_bytes(int fd, int* bytes) {
  Socket* const socket = find(fd);
  if (socket == nullptr) return Calls::unread_bytes(fd, bytes);
  error_code error;
  const std::size_t available = socket->available(error);
  *bytes = static_cast<int>(available);
  return result_of(error);
}

}  // namespace socketcheck::sut
