// Calls that make their callers wait by themselves, so that a fault can wake them wrongly. Several threads make them at the
// same time.
#pragma once

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <mutex>

#include "sut/kernel/calls.hpp"

namespace socketcheck::sut {

class BlockedCalls : public Calls {
 public:
  BlockedCalls() : woken_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~BlockedCalls() override { ::close(woken_); }

  void pair_begins(int, int) override { begin_anew(); }
  void program_begins() override { begin_anew(); }

 protected:
  // How many calls of the fault's kind are out on a descriptor.
  class CountedIn {
   public:
    CountedIn(BlockedCalls& calls, int fd) : calls_(calls), fd_(fd) { others_ = calls_.change_count(fd, 1) - 1; }
    ~CountedIn() { calls_.change_count(fd_, -1); }
    CountedIn(const CountedIn&) = delete;
    CountedIn& operator=(const CountedIn&) = delete;
    int others() const { return others_; }  // that were out before

   private:
    BlockedCalls& calls_;
    int fd_;
    int others_;
  };
  int count(int fd) { return change_count(fd, 0); }

  static bool is_blocking(int fd) { return (::fcntl(fd, F_GETFL) & O_NONBLOCK) == 0; }
  static short events_now(int fd, short asked) {
    pollfd polled{fd, asked, 0};
    return ::poll(&polled, 1, 0) > 0 ? polled.revents : short{0};
  }
  // The call is made without waiting, and says that it would have to.
  ssize_t recv_at_once(int fd, void* data, size_t size, int flags) { return Calls::recv(fd, data, size, flags | MSG_DONTWAIT); }
  static bool must_wait(ssize_t result) { return result < 0 && errno == EAGAIN; }

  // Sleeps until one of the events is shown, or wake_all() was called since the program began; 0: a signal came.
  short sleep_until(int fd, short asked) {
    pollfd polled[] = {{fd, asked, 0}, {woken_, POLLIN, 0}};
    if (::poll(polled, 2, -1) < 0) return 0;
    return polled[1].revents != 0 ? woken : polled[0].revents;
  }
  static constexpr short woken = POLLNVAL;
  void wake_all() { eventfd_write(woken_, 1); }
  // Nothing but a signal ends this.
  static ssize_t sleep_for_ever() {
    ::poll(nullptr, 0, -1);
    errno = EINTR;
    return -1;
  }

  std::mutex mutex_;

 private:
  void begin_anew() {
    eventfd_t old = 0;
    eventfd_read(woken_, &old);
    forget();
  }
  // What the fault knows of the last program.
  virtual void forget() {}
  int change_count(int fd, int by) {
    const std::scoped_lock lock(mutex_);
    return counts_[fd] += by;
  }

  int woken_;
  std::map<int, int> counts_;
};

}  // namespace socketcheck::sut
