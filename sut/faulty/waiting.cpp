#include "sut/faulty/waiting.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace socketcheck::sut::faulty {
namespace {

bool is_waiting_call(int fd, int flags) { return (fcntl(fd, F_GETFL) & O_NONBLOCK) == 0 && (flags & MSG_DONTWAIT) == 0; }

// Until a signal comes.
int sleep_on() {
  pause();
  errno = EINTR;
  return -1;
}

// 0: it is not known.
std::uint8_t tcp_state(int fd) {
  std::uint8_t info[8] = {};
  socklen_t length = sizeof info;
  return ::getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0 ? info[0] : std::uint8_t{0};
}

// A FIN has come from the peer.
bool has_received_fin(int fd) {
  const std::uint8_t state = tcp_state(fd);
  return state == TCP_CLOSE_WAIT || state == TCP_LAST_ACK || state == TCP_CLOSING || state == TCP_TIME_WAIT || state == TCP_CLOSE;
}

// Neither reset nor shut for writing.
bool may_send(int fd, short events) {
  const std::uint8_t state = tcp_state(fd);
  return (events & (POLLERR | POLLHUP)) == 0 && (state == TCP_ESTABLISHED || state == TCP_CLOSE_WAIT);
}

bool has_bytes(int fd) {
  char byte = 0;
  return ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

// The events; 0: a signal came.
short wait_for(int fd, short events) {
  pollfd one{fd, events, 0};
  return ::poll(&one, 1, -1) < 0 ? short{0} : one.revents;
}

}  // namespace

ssize_t WaitingRecv::recv(int fd, void* data, size_t size, int flags) {
  if (!is_waiting_call(fd, flags)) return Calls::recv(fd, data, size, flags);
  const ssize_t at_once = Calls::recv(fd, data, size, flags | MSG_DONTWAIT);
  if (at_once >= 0 || errno != EAGAIN) return at_once;
  const short events = wait_for(fd, POLLIN);
  if (events == 0) return errno = EINTR, -1;
  if (sleeps_through(fd, events)) return sleep_on();
  return receive(fd, data, size, flags | MSG_DONTWAIT);
}
ssize_t WaitingRecv::receive(int fd, void* data, size_t size, int flags) { return Calls::recv(fd, data, size, flags); }

bool RecvSleepsThroughData::sleeps_through(int fd, short events) { return (events & POLLERR) == 0 && has_bytes(fd); }
bool RecvSleepsThroughFin::sleeps_through(int fd, short events) {
  return (events & POLLERR) == 0 && !has_bytes(fd) && has_received_fin(fd);
}
bool RecvSleepsThroughReset::sleeps_through(int, short events) { return (events & POLLERR) != 0; }
bool RecvSleepsThroughItsShutdown::sleeps_through(int fd, short events) {
  return (events & POLLERR) == 0 && !has_bytes(fd) && !has_received_fin(fd);
}
bool RecvSleepsForEver::sleeps_through(int, short) {
  for (;;) pause();
}

ssize_t WokenReaderLeavesTheByte::receive(int fd, void* data, size_t size, int flags) {
  return Calls::recv(fd, data, size, flags | MSG_PEEK);
}

RecvEndsWithTheOtherDirection::RecvEndsWithTheOtherDirection() : shut_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
RecvEndsWithTheOtherDirection::~RecvEndsWithTheOtherDirection() { ::close(shut_); }

ssize_t RecvEndsWithTheOtherDirection::recv(int fd, void* data, size_t size, int flags) {
  if (!is_waiting_call(fd, flags)) return Calls::recv(fd, data, size, flags);
  pollfd both[] = {{fd, POLLIN, 0}, {shut_, POLLIN, 0}};
  if (::poll(both, 2, -1) < 0) return -1;
  if (both[0].revents == 0) return 0;
  return Calls::recv(fd, data, size, flags | MSG_DONTWAIT);
}
int RecvEndsWithTheOtherDirection::shutdown(int fd, int how) {
  const int result = Calls::shutdown(fd, how);
  const std::uint64_t one = 1;
  if (result == 0 && how == SHUT_WR) static_cast<void>(!::write(shut_, &one, sizeof one));
  return result;
}
void RecvEndsWithTheOtherDirection::pair_begins(int, int) { program_begins(); }
void RecvEndsWithTheOtherDirection::program_begins() {
  std::uint64_t count = 0;
  static_cast<void>(!::read(shut_, &count, sizeof count));
}

int WaitingAccept::accept(int fd, sockaddr* address, socklen_t* length) {
  if (!is_waiting_call(fd, 0)) return Calls::accept(fd, address, length);
  pollfd one{fd, POLLIN, 0};
  if (::poll(&one, 1, 0) == 1) return Calls::accept(fd, address, length);
  const short events = wait_for(fd, POLLIN);
  if (events == 0) return errno = EINTR, -1;
  return sleeps_through(events) ? sleep_on() : Calls::accept(fd, address, length);
}
bool AcceptSleepsThroughConnections::sleeps_through(short events) { return (events & POLLHUP) == 0; }
bool AcceptSleepsThroughItsShutdown::sleeps_through(short events) { return (events & POLLHUP) != 0; }

ssize_t WaitingSend::send(int fd, const void* data, size_t size, int flags) {
  if (!is_waiting_call(fd, flags)) return Calls::send(fd, data, size, flags);
  const ssize_t at_once = Calls::send(fd, data, size, flags | MSG_DONTWAIT);
  if (at_once >= 0 || errno != EAGAIN) return at_once;
  const short events = wait_for(fd, POLLOUT);
  if (events == 0) return errno = EINTR, -1;
  return sleeps_through(fd, events) ? sleep_on() : Calls::send(fd, data, size, flags | MSG_DONTWAIT);
}
bool SendSleepsThroughRoom::sleeps_through(int fd, short events) { return may_send(fd, events); }
bool SendSleepsThroughReset::sleeps_through(int, short events) { return (events & POLLERR) != 0; }

int PollSleepsThroughConnections::poll(pollfd* fds, nfds_t count, int timeout) {
  if (timeout >= 0) return Calls::poll(fds, count, timeout);
  if (const int at_once = Calls::poll(fds, count, 0); at_once != 0) return at_once;
  if (Calls::poll(fds, count, -1) < 0) return -1;
  return (fds->revents & (POLLERR | POLLHUP)) == 0 ? sleep_on() : 1;
}

}  // namespace socketcheck::sut::faulty
