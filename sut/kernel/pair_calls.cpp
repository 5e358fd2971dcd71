#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut {

int PairCalls::shutdown(int fd, int how) {
  const int result = Calls::shutdown(fd, how);
  if (End* end = own(fd); end != nullptr && result == 0) {
    end->read_shut = end->read_shut || how != SHUT_WR;
    end->write_shut = end->write_shut || how != SHUT_RD;
  }
  return result;
}

int PairCalls::close(int fd) {
  if (End* end = own(fd)) *end = {};
  return Calls::close(fd);
}

void PairCalls::pair_begins(int active, int passive) {
  ends_ = {};
  ends_[0].fd = active;
  ends_[1].fd = passive;
}

void PairCalls::pair_ends() { ends_ = {}; }

PairCalls::End* PairCalls::own(int fd) {
  for (End& end : ends_)
    if (fd >= 0 && end.fd == fd) return &end;
  return nullptr;
}

PairCalls::End* PairCalls::peer(int fd) {
  const End* end = own(fd);
  if (end == nullptr) return nullptr;
  End& other = end == &ends_[0] ? ends_[1] : ends_[0];
  return other.fd >= 0 ? &other : nullptr;
}

int PairCalls::unread(int fd) {
  int bytes = 0;
  return Calls::unread_bytes(fd, &bytes) == 0 ? bytes : 0;
}

void PairCalls::discard_unread(int fd) {
  const int bytes = unread(fd);
  if (bytes > 0) Calls::recv(fd, nullptr, static_cast<size_t>(bytes), MSG_TRUNC | MSG_DONTWAIT);
}

short PairCalls::events_now(int fd, short asked) {
  pollfd polled{fd, asked, 0};
  Calls::poll(&polled, 1, 0);
  return polled.revents;
}

bool PairCalls::lingers_zero(int fd) {
  linger value{};
  socklen_t length = sizeof value;
  return Calls::getsockopt(fd, SOL_SOCKET, SO_LINGER, &value, &length) == 0 && value.l_onoff != 0 &&
         value.l_linger == 0;
}

void PairCalls::set_lingers_zero(int fd, bool on) {
  const linger value{.l_onoff = on ? 1 : 0, .l_linger = 0};
  Calls::setsockopt(fd, SOL_SOCKET, SO_LINGER, &value, sizeof value);
}

}  // namespace socketcheck::sut
