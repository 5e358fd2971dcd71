#include "sut/odd/slow_delivery.hpp"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <utility>

namespace socketcheck::sut::odd {
namespace {

constexpr std::chrono::milliseconds delay{2};
constexpr size_t most_put_off = 1024;   // bytes of one send
constexpr int most_unread = 16 * 1024;  // bytes; well below what every receiver takes

}  // namespace

void SlowDelivery::put_off(int fd, Kind kind, const void* data, size_t size) {
  const auto* bytes = static_cast<const std::byte*>(data);
  late_.push_back({Clock::now() + delay, fd, kind, std::vector<std::byte>(bytes, bytes + size)});
}

void SlowDelivery::make_call(const Late& late) {
  switch (late.kind) {
    case Kind::data:
      // What meets a RST is lost, and the error is left to the calls of the program.
      if ((events_now(late.fd, 0) & (POLLERR | POLLHUP)) == 0)
        Calls::send(late.fd, late.bytes.data(), late.bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      break;
    case Kind::fin: Calls::shutdown(late.fd, SHUT_WR); break;
    case Kind::close: Calls::close(late.fd); break;
  }
}

void SlowDelivery::make_due_calls() {
  while (!late_.empty() && late_.front().due <= Clock::now()) {
    make_call(late_.front());
    late_.pop_front();
  }
}

void SlowDelivery::make_calls_of(int fd) {
  make_due_calls();
  for (const Late& late : late_)
    if (late.fd == fd) make_call(late);
  std::erase_if(late_, [fd](const Late& late) { return late.fd == fd; });
}

void SlowDelivery::make_all_calls() {
  for (const Late& late : late_) make_call(late);
  late_.clear();
}

bool SlowDelivery::has_late_fin(int fd) const {
  return std::any_of(late_.begin(), late_.end(), [fd](const Late& l) { return l.fd == fd && l.kind == Kind::fin; });
}

bool SlowDelivery::is_quiet(int fd) {
  int unacknowledged = 0;
  const bool is_known = ioctl(fd, SIOCOUTQ, &unacknowledged) == 0;
  const End* other = peer(fd);
  return is_known && unacknowledged == 0 && (other == nullptr || unread(other->fd) < most_unread) &&
         events_now(fd, POLLOUT) == POLLOUT;
}

ssize_t SlowDelivery::send(int fd, const void* data, size_t size, int flags) {
  make_due_calls();
  const End* end = own(fd);
  const bool waits = end != nullptr && size > 0 && size <= most_put_off && late_.size() < 8 && !end->write_shut &&
                     is_quiet(fd);
  if (waits) {
    put_off(fd, Kind::data, data, size);
    return static_cast<ssize_t>(size);
  }
  make_calls_of(fd);
  return PairCalls::send(fd, data, size, flags);
}

int SlowDelivery::shutdown(int fd, int how) {
  make_due_calls();
  End* end = own(fd);
  if (end == nullptr || how == SHUT_RD || end->write_shut || !is_quiet(fd)) {
    make_calls_of(fd);
    return PairCalls::shutdown(fd, how);
  }
  if (how == SHUT_RDWR && PairCalls::shutdown(fd, SHUT_RD) != 0) return -1;
  put_off(fd, Kind::fin);
  end->write_shut = true;
  return 0;
}

// The last close is made at once, with all that was put off: afterwards no call would come to make it.
int SlowDelivery::close(int fd) {
  make_due_calls();
  End* end = own(fd);
  if (end == nullptr || peer(fd) == nullptr || !is_quiet(fd)) {
    make_all_calls();
    return PairCalls::close(fd);
  }
  put_off(fd, Kind::close);
  *end = {};
  return 0;
}

// An end whose FIN is late shows itself as if it had been sent.
int SlowDelivery::poll(pollfd* fds, nfds_t count, int timeout) {
  make_due_calls();
  int ready = PairCalls::poll(fds, count, timeout);
  for (nfds_t i = 0; i < count; ++i) {
    if (!has_late_fin(fds[i].fd) || (events_now(fds[i].fd, POLLRDHUP) & POLLRDHUP) == 0) continue;
    if (fds[i].revents == 0) ++ready;
    fds[i].revents |= POLLHUP;
  }
  return ready;
}

ssize_t SlowDelivery::recv(int fd, void* data, size_t size, int flags) {
  make_due_calls();
  return PairCalls::recv(fd, data, size, flags);
}
int SlowDelivery::unread_bytes(int fd, int* bytes) {
  make_due_calls();
  return PairCalls::unread_bytes(fd, bytes);
}
int SlowDelivery::getsockopt(int fd, int level, int option, void* value, socklen_t* length) {
  make_calls_of(fd);
  return PairCalls::getsockopt(fd, level, option, value, length);
}
int SlowDelivery::setsockopt(int fd, int level, int option, const void* value, socklen_t length) {
  make_calls_of(fd);
  return PairCalls::setsockopt(fd, level, option, value, length);
}
int SlowDelivery::getpeername(int fd, sockaddr* address, socklen_t* length) {
  make_calls_of(fd);
  return PairCalls::getpeername(fd, address, length);
}
void SlowDelivery::pair_ends() {
  make_all_calls();
  PairCalls::pair_ends();
}

}  // namespace socketcheck::sut::odd
