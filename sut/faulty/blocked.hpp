// Faults in calls that wait: not woken, woken for nothing, or given what another one has.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <optional>
#include <set>
#include <vector>

#include "sut/faulty/blocked_calls.hpp"

namespace socketcheck::sut::faulty {

// A recv that waits sleeps through what `sleeps_through` says, and is woken by everything else.
class RecvSleepsThrough : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    const ssize_t got = recv_at_once(fd, data, size, flags);
    if (!must_wait(got)) return got;
    const short shown = sleep_until(fd, POLLIN | POLLRDHUP);
    if (shown == 0) return sleep_was_interrupted();
    return sleeps_through(fd, shown) ? sleep_for_ever() : Calls::recv(fd, data, size, flags);
  }
  int shutdown(int fd, int how) override {
    if (how != SHUT_WR) note_shut(fd);
    return Calls::shutdown(fd, how);
  }

 protected:
  virtual bool sleeps_through(int fd, short shown) = 0;
  bool was_shut(int fd) {
    const std::scoped_lock lock(mutex_);
    return shut_.contains(fd);
  }
  static bool has_data(int fd) {
    char byte;
    return ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
  }

 private:
  static ssize_t sleep_was_interrupted() {
    errno = EINTR;
    return -1;
  }
  void note_shut(int fd) {
    const std::scoped_lock lock(mutex_);
    shut_.insert(fd);
  }
  void forget() override {
    const std::scoped_lock lock(mutex_);
    shut_.clear();
  }
  std::set<int> shut_;  // for reading, by the program
};
class RecvSleepsThroughFin : public RecvSleepsThrough {
  bool sleeps_through(int fd, short shown) override { return (shown & (POLLHUP | POLLERR)) == 0 && !was_shut(fd) && !has_data(fd); }
};
class RecvSleepsThroughReset : public RecvSleepsThrough {
  bool sleeps_through(int, short shown) override { return (shown & POLLERR) != 0; }
};
class RecvSleepsThroughData : public RecvSleepsThrough {
  bool sleeps_through(int fd, short) override { return has_data(fd); }
};
class RecvSleepsThroughShutdown : public RecvSleepsThrough {
  bool sleeps_through(int fd, short) override { return was_shut(fd) && !has_data(fd); }
};

// The reader's own SHUT_WR wakes a recv that waits, with nothing.
class RecvIsWokenForNothing : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    const ssize_t got = recv_at_once(fd, data, size, flags);
    if (!must_wait(got)) return got;
    if (sleep_until(fd, POLLIN | POLLRDHUP) != 0) return recv_at_once(fd, data, size, flags);
    errno = EINTR;
    return -1;
  }
  int shutdown(int fd, int how) override {
    if (how == SHUT_WR) wake_all();
    return Calls::shutdown(fd, how);
  }
};

// A recv that has waited leaves the bytes that it returns where they are.
class WokenReaderLeavesTheBytes : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    const ssize_t got = recv_at_once(fd, data, size, flags);
    return must_wait(got) ? Calls::recv(fd, data, size, flags | MSG_PEEK) : got;
  }
};

// A recv for which there is nothing yet returns 0, as at the end of the stream.
class RecvDoesNotWait : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    const ssize_t got = recv_at_once(fd, data, size, flags);
    return must_wait(got) ? 0 : got;
  }
};

// Of two recvs that wait on one socket the second returns the bytes of the first once more.
class TwoReadersGetTheSame : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    const CountedIn in(*this, fd);
    if (in.others() == 0) {
      const ssize_t got = Calls::recv(fd, data, size, flags);
      if (got > 0 && count(fd) > 1) hand_on(data, static_cast<size_t>(got));
      return got;
    }
    const ssize_t got = recv_at_once(fd, data, size, flags);
    if (!must_wait(got)) return got;
    const short shown = sleep_until(fd, POLLRDHUP);
    if (shown == 0) errno = EINTR;
    return shown == woken ? handed_on(data, size) : shown == 0 ? -1 : Calls::recv(fd, data, size, flags);
  }

 private:
  void hand_on(const void* data, size_t size) {
    const std::scoped_lock lock(mutex_);
    bytes_.assign(static_cast<const char*>(data), static_cast<const char*>(data) + size);
    wake_all();
  }
  ssize_t handed_on(void* data, size_t size) {
    const std::scoped_lock lock(mutex_);
    const size_t copied = std::min(size, bytes_.size());
    std::memcpy(data, bytes_.data(), copied);
    return static_cast<ssize_t>(copied);
  }
  std::vector<char> bytes_;
};

// A signal does not end a recv that waits; only the end of the program does.
class RecvIgnoresSignals : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    const int program = current();
    const ssize_t got = Calls::recv(fd, data, size, flags);
    if (got < 0 && errno == EINTR) wait_for_end_of(program);
    return got;
  }
  void pair_ends() override { end(); }
  void program_ends() override { end(); }

 private:
  int current() {
    const std::scoped_lock lock(mutex_);
    return programs_;
  }
  void wait_for_end_of(int program) {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return programs_ != program; });
  }
  void end() {
    const std::scoped_lock lock(mutex_);
    ++programs_;
    ended_.notify_all();
  }
  int programs_ = 0;  // that have ended
  std::condition_variable ended_;
};

// close() waits for calls of other threads on the same descriptor, which its own close does not wake.
class CloseWaitsForReaders : public BlockedCalls {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    if (!is_blocking(fd)) return Calls::recv(fd, data, size, flags);
    change(fd, 1);
    const ssize_t got = Calls::recv(fd, data, size, flags);
    const int error = errno;
    change(fd, -1);
    errno = error;
    return got;
  }
  int close(int fd) override {
    {
      std::unique_lock lock(mutex_);
      ended_.wait(lock, [&] { return readers_[fd] == 0; });
    }
    return Calls::close(fd);
  }

 private:
  void change(int fd, int by) {
    const std::scoped_lock lock(mutex_);
    readers_[fd] += by;
    ended_.notify_all();
  }
  std::condition_variable ended_;
  std::map<int, int> readers_;
};

// A poll that waits returns when an event comes, and not when it is there already.
class PollMissesWhatIsThere : public BlockedCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    if (timeout >= 0 || events_now(fds[0].fd, fds[0].events) == 0) return Calls::poll(fds, count, timeout);
    return static_cast<int>(sleep_for_ever());
  }
};

// Of two polls that wait on one socket only the first is woken.
class OnePollIsWoken : public BlockedCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    if (timeout >= 0 || events_now(fds[0].fd, fds[0].events) != 0) return Calls::poll(fds, count, timeout);
    const CountedIn in(*this, fds[0].fd);
    return in.others() == 0 ? Calls::poll(fds, count, timeout) : static_cast<int>(sleep_for_ever());
  }
};

// A poll for POLLRDHUP sleeps through the peer's FIN.
class PollSleepsThroughFin : public BlockedCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    if (timeout >= 0 || events_now(fds[0].fd, fds[0].events) != 0) return Calls::poll(fds, count, timeout);
    fds[0].events = static_cast<short>(fds[0].events & ~POLLRDHUP);
    return Calls::poll(fds, count, timeout);
  }
};

// A poll of a listener is not told of a connection.
class PollSleepsThroughConnection : public BlockedCalls {
 public:
  int poll(pollfd* fds, nfds_t count, int timeout) override {
    if (timeout < 0 && listens(fds[0].fd) && events_now(fds[0].fd, fds[0].events) == 0)
      fds[0].events = static_cast<short>(fds[0].events & ~POLLIN);
    return Calls::poll(fds, count, timeout);
  }

 private:
  static bool listens(int fd) {
    int on = 0;
    socklen_t length = sizeof on;
    return ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &on, &length) == 0 && on != 0;
  }
};

// Who waits in accept() is not told that the socket listens no more.
class AcceptSleepsThroughShutdown : public BlockedCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    if (!is_blocking(fd) || events_now(fd, POLLIN) != 0) return Calls::accept(fd, address, length);
    const short shown = sleep_until(fd, POLLIN);
    if (shown == 0) errno = EINTR;
    if (shown == 0) return -1;
    return (shown & POLLHUP) != 0 ? static_cast<int>(sleep_for_ever()) : Calls::accept(fd, address, length);
  }
};

// Who waits in accept() is not told of a connection.
class AcceptSleepsThroughConnection : public BlockedCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    if (!is_blocking(fd) || events_now(fd, POLLIN | POLLOUT) != 0) return Calls::accept(fd, address, length);
    if (sleep_until(fd, POLLOUT) != 0) return Calls::accept(fd, address, length);
    errno = EINTR;
    return -1;
  }
};

// Of two accepts that wait, both return the same connection.
class TwoAcceptsGetTheSame : public BlockedCalls {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    if (!is_blocking(fd)) return Calls::accept(fd, address, length);
    const CountedIn in(*this, fd);
    if (in.others() == 0) {
      const int made = Calls::accept(fd, address, length);
      if (made >= 0 && count(fd) > 1) hand_on(made, address, *length);
      return made;
    }
    const short shown = sleep_until(fd, 0);
    if (shown == woken) return handed_on(address, length);
    if (shown != 0) return Calls::accept(fd, address, length);
    errno = EINTR;
    return -1;
  }

 private:
  void hand_on(int made, const sockaddr* address, socklen_t length) {
    const std::scoped_lock lock(mutex_);
    made_ = ::fcntl(made, F_DUPFD_CLOEXEC, 0);
    std::memcpy(&from_, address, std::min<size_t>(length, sizeof from_));
    from_length_ = length;
    wake_all();
  }
  int handed_on(sockaddr* address, socklen_t* length) {
    const std::scoped_lock lock(mutex_);
    std::memcpy(address, &from_, std::min(*length, from_length_));
    *length = from_length_;
    return made_;
  }
  int made_ = -1;
  sockaddr_storage from_{};
  socklen_t from_length_ = 0;
};

}  // namespace socketcheck::sut::faulty
