#include "sut/odd/arrivals.hpp"

#include <algorithm>

namespace socketcheck::sut::odd {
namespace {

constexpr size_t most_held = 1024;  // bytes; far less than any kernel's buffer

}  // namespace

void SplitArrivals::pair_begins(int active, int passive) {
  chance_.restart();
  PairCalls::pair_begins(active, passive);
}

// Only the first piece may meet an error: a later one would use up what the next call has to report.
ssize_t SplitArrivals::send(int fd, const void* data, size_t size, int flags) {
  if (own(fd) == nullptr || size < 2) return PairCalls::send(fd, data, size, flags);
  const auto* bytes = static_cast<const std::byte*>(data);
  size_t sent = 0;
  while (sent < size) {
    if (sent > 0 && (events_now(fd, 0) & (POLLERR | POLLHUP)) != 0) break;
    const size_t piece = std::min(size - sent, 1 + static_cast<size_t>(chance_.pick(1 + size / 3)));
    const ssize_t taken = PairCalls::send(fd, bytes + sent, piece, flags | MSG_DONTWAIT);
    if (taken < 0 && sent == 0) return -1;
    if (taken <= 0) break;
    sent += static_cast<size_t>(taken);
  }
  return static_cast<ssize_t>(sent);
}

// Only where the kernel would take the bytes without a word, and the peer would queue them.
bool MergedArrivals::may_hold(int fd, size_t size) {
  const End* other = peer(fd);
  if (other == nullptr || other->read_shut || own(fd)->write_shut) return false;
  return size > 0 && held_.size() + size <= most_held && shows_every_byte(other->fd) && events_now(fd, POLLOUT) == POLLOUT;
}

// Where SO_RCVLOWAT asks for more, what is held would not show.
bool MergedArrivals::shows_every_byte(int fd) {
  int low_water = 1;
  socklen_t length = sizeof low_water;
  return Calls::getsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &low_water, &length) == 0 && low_water == 1;
}

void MergedArrivals::let_go() {
  if (!held_.empty()) PairCalls::send(holder_, held_.data(), held_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  held_.clear();
  holder_ = -1;
}

ssize_t MergedArrivals::send(int fd, const void* data, size_t size, int flags) {
  if (holder_ != fd) let_go();
  if (!may_hold(fd, size)) {
    let_go();
    return PairCalls::send(fd, data, size, flags);
  }
  const auto* bytes = static_cast<const std::byte*>(data);
  held_.insert(held_.end(), bytes, bytes + size);
  holder_ = fd;
  return static_cast<ssize_t>(size);
}

int MergedArrivals::poll(pollfd* fds, nfds_t count, int timeout) {
  int ready = PairCalls::poll(fds, count, timeout);
  for (nfds_t i = 0; i < count; ++i) {
    const End* other = peer(fds[i].fd);
    if (other == nullptr || other->fd != holder_) continue;
    if (fds[i].revents == 0) ++ready;
    fds[i].revents = static_cast<short>(fds[i].revents | (fds[i].events & (POLLIN | POLLRDNORM)));
  }
  return ready;
}

ssize_t MergedArrivals::recv(int fd, void* data, size_t size, int flags) {
  let_go();
  return PairCalls::recv(fd, data, size, flags);
}
int MergedArrivals::shutdown(int fd, int how) {
  let_go();
  return PairCalls::shutdown(fd, how);
}
int MergedArrivals::close(int fd) {
  let_go();
  return PairCalls::close(fd);
}
int MergedArrivals::getsockopt(int fd, int level, int option, void* value, socklen_t* length) {
  let_go();
  return PairCalls::getsockopt(fd, level, option, value, length);
}
int MergedArrivals::setsockopt(int fd, int level, int option, const void* value, socklen_t length) {
  let_go();
  return PairCalls::setsockopt(fd, level, option, value, length);
}
int MergedArrivals::getpeername(int fd, sockaddr* address, socklen_t* length) {
  let_go();
  return PairCalls::getpeername(fd, address, length);
}
int MergedArrivals::unread_bytes(int fd, int* bytes) {
  let_go();
  return PairCalls::unread_bytes(fd, bytes);
}
void MergedArrivals::pair_ends() {
  let_go();
  PairCalls::pair_ends();
}

}  // namespace socketcheck::sut::odd
