// Stacks that do right as long as one thread uses them, and wrong where two calls on one socket overlap.
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "sut/kernel/calls.hpp"

namespace socketcheck::tests {

// Knows which descriptors a call is being made on. A call of a racing thread waits a while for another one on its
// descriptor, so that those meet that can, however busy the machine is; the thread that made the stack waits for nobody.
class Overlaps : public sut::Calls {
  struct Visits {
    std::uint64_t begun = 0;
    int inside = 0;
  };

 protected:
  // While it lives, a call is being made on the descriptor.
  class Call {
   public:
    Call(Overlaps& all, int fd) : all_(all), visits_(all.visits_[static_cast<std::size_t>(fd) % all.visits_.size()]) {
      std::unique_lock lock(all.mutex_);
      const std::uint64_t own = ++visits_.begun;
      overlaps_ = ++visits_.inside > 1;
      if (overlaps_) all.somebody_came_.notify_all();
      else if (std::this_thread::get_id() != all.settled_)
        overlaps_ = all.somebody_came_.wait_for(lock, longest_wait, [&] { return visits_.begun != own; });  // it may have left again
    }
    ~Call() {
      const std::lock_guard lock(all_.mutex_);
      --visits_.inside;
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    bool overlaps() const { return overlaps_; }  // another one was there, or has come

   private:
    Overlaps& all_;
    Visits& visits_;
    bool overlaps_ = false;
  };

 private:
  static constexpr std::chrono::milliseconds longest_wait{20};
  std::mutex mutex_;
  std::condition_variable somebody_came_;
  std::array<Visits, 1024> visits_{};  // by descriptor, guarded by the mutex
  const std::thread::id settled_ = std::this_thread::get_id();
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
    const std::lock_guard lock(accepting_);
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
  std::mutex accepting_;
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
