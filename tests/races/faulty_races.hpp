// Stacks that do right as long as one thread uses them, and wrong where two calls on one socket overlap.
#pragma once

#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <thread>

#include "sut/kernel/calls.hpp"

namespace socketcheck::tests {

// Knows which descriptors a call is being made on.
class Overlaps : public sut::Calls {
 protected:
  // While it lives, a call is being made on the descriptor.
  class Call {
   public:
    // Gives others the time to come, so that calls which may overlap do.
    Call(Overlaps& all, int fd) : inside_(all.inside_[static_cast<std::size_t>(fd) % all.inside_.size()]), overlaps_(inside_++ > 0) {
      for (int turn = 0; turn < most_turns && !overlaps_; ++turn) {
        std::this_thread::yield();
        overlaps_ = inside_ > 1;
      }
    }
    ~Call() { --inside_; }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    bool overlaps() const { return overlaps_; }  // another one was there, or has come

   private:
    std::atomic<int>& inside_;
    bool overlaps_;
  };

 private:
  static constexpr int most_turns = 100;
  std::array<std::atomic<int>, 1024> inside_{};
};

// Readers that find another one at the queue look at it, and take nothing from it.
class ReadsTwice : public Overlaps {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const Call call(*this, fd);
    return Calls::recv(fd, data, size, flags | (call.overlaps() ? MSG_PEEK : 0));
  }
};

// A reader that finds another one at the queue of a peer that has sent its FIN takes the queue for empty.
class EofBeforeData : public Overlaps {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const Call call(*this, fd);
    pollfd polled{fd, POLLRDHUP, 0};
    if (call.overlaps() && Calls::poll(&polled, 1, 0) == 1 && (polled.revents & POLLRDHUP) != 0) return 0;
    return Calls::recv(fd, data, size, flags);
  }
};

// A byte falls between two readers.
class LosesAByte : public Overlaps {
 public:
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const Call call(*this, fd);
    char lost = 0;
    if (call.overlaps()) Calls::recv(fd, &lost, 1, 0);
    return Calls::recv(fd, data, size, flags);
  }
};

// Two accepts at the same time return one connection.
class AcceptsTwice : public Overlaps {
 public:
  int accept(int fd, sockaddr* address, socklen_t* length) override {
    const Call call(*this, fd);
    const std::lock_guard lock(mutex_);
    if (call.overlaps() && last_listener_ == fd && last_ >= 0) {
      const int copy = Calls::dup(last_);
      if (copy >= 0 && Calls::getpeername(copy, address, length) == 0) return copy;
      if (copy >= 0) Calls::close(copy);
    }
    last_listener_ = fd;
    return last_ = Calls::accept(fd, address, length);
  }
  void program_begins() override { last_ = last_listener_ = -1; }

 private:
  std::mutex mutex_;
  int last_listener_ = -1;
  int last_ = -1;
};

// What is sent while another call is being made on the socket goes nowhere.
class LosesWhatIsSent : public Overlaps {
 public:
  ssize_t send(int fd, const void* data, size_t size, int flags) override {
    const Call call(*this, fd);
    return call.overlaps() ? static_cast<ssize_t>(size) : Calls::send(fd, data, size, flags);
  }
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const Call call(*this, fd);
    return Calls::recv(fd, data, size, flags);
  }
};

// shutdown() under a reader is forgotten.
class ForgetsTheFin : public Overlaps {
 public:
  int shutdown(int fd, int how) override {
    const Call call(*this, fd);
    return call.overlaps() ? 0 : Calls::shutdown(fd, how);
  }
  ssize_t recv(int fd, void* data, size_t size, int flags) override {
    const Call call(*this, fd);
    return Calls::recv(fd, data, size, flags);
  }
};

// Refuses every shutdown(), whether calls overlap or not: a failure that shows each time.
class RefusesToShut : public sut::Calls {
 public:
  int shutdown(int, int) override {
    errno = EINVAL;
    return -1;
  }
};

}  // namespace socketcheck::tests
