#include "sut/kernel/calls.hpp"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace socketcheck::sut {

int Calls::socket(int domain, int type, int protocol) { return ::socket(domain, type, protocol); }
int Calls::bind(int fd, const sockaddr* address, socklen_t length) { return ::bind(fd, address, length); }
int Calls::listen(int fd, int backlog) { return ::listen(fd, backlog); }
int Calls::connect(int fd, const sockaddr* address, socklen_t length) { return ::connect(fd, address, length); }
int Calls::accept(int fd, sockaddr* address, socklen_t* length) { return ::accept(fd, address, length); }
ssize_t Calls::send(int fd, const void* data, size_t size, int flags) { return ::send(fd, data, size, flags); }
ssize_t Calls::recv(int fd, void* data, size_t size, int flags) { return ::recv(fd, data, size, flags); }
ssize_t Calls::sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) {
  return ::sendto(fd, data, size, flags, to, length);
}
ssize_t Calls::recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) {
  return ::recvfrom(fd, data, size, flags, from, length);
}
int Calls::shutdown(int fd, int how) { return ::shutdown(fd, how); }
int Calls::close(int fd) { return ::close(fd); }
int Calls::poll(pollfd* fds, nfds_t count, int timeout) { return ::poll(fds, count, timeout); }
int Calls::select(int descriptors, fd_set* read, fd_set* write, fd_set* except, timeval* timeout) {
  return ::select(descriptors, read, write, except, timeout);
}
int Calls::epoll_wait(int epoll, epoll_event* events, int most, int timeout) { return ::epoll_wait(epoll, events, most, timeout); }
int Calls::getsockopt(int fd, int level, int option, void* value, socklen_t* length) {
  return ::getsockopt(fd, level, option, value, length);
}
int Calls::setsockopt(int fd, int level, int option, const void* value, socklen_t length) {
  return ::setsockopt(fd, level, option, value, length);
}
int Calls::getsockname(int fd, sockaddr* address, socklen_t* length) { return ::getsockname(fd, address, length); }
int Calls::getpeername(int fd, sockaddr* address, socklen_t* length) { return ::getpeername(fd, address, length); }
int Calls::unread_bytes(int fd, int* bytes) { return ::ioctl(fd, FIONREAD, bytes); }
ssize_t Calls::sendmsg(int fd, const msghdr* message, int flags) { return ::sendmsg(fd, message, flags); }
ssize_t Calls::recvmsg(int fd, msghdr* message, int flags) { return ::recvmsg(fd, message, flags); }
int Calls::unacknowledged_bytes(int fd, int* bytes) { return ::ioctl(fd, SIOCOUTQ, bytes); }
int Calls::at_mark(int fd) { return ::sockatmark(fd); }
int Calls::dup(int fd) { return ::dup(fd); }
void Calls::pair_begins(int, int) {}
void Calls::pair_ends() {}
void Calls::program_begins() {}
void Calls::program_ends() {}

}  // namespace socketcheck::sut
