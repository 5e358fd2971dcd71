// A system call that a thread of its own makes, and that may wait in the kernel while the program goes on.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace socketcheck::sut {

class BlockedCall {
 public:
  struct Result {
    long value = 0;
    int error = 0;  // errno where value < 0
  };

  // `call` is made at once, by another thread. Whatever it uses must live until it has returned; where it can't be woken
  // that is never, so it should own what it uses.
  explicit BlockedCall(std::function<long()> call);
  // Interrupts the call; a thread that can't be woken is left alone.
  ~BlockedCall();
  BlockedCall(const BlockedCall&) = delete;
  BlockedCall& operator=(const BlockedCall&) = delete;

  // Returns when the thread sleeps within its call or has returned, at the latest after `at_most`. Linux says of each thread
  // whether it sleeps (proc(5), /proc/self/task/TID/stat); one that was woken is runnable at once, before it runs.
  void await_rest(std::chrono::milliseconds at_most) const;
  // The result; empty: it has not returned after `at_most`.
  std::optional<Result> await_result(std::chrono::milliseconds at_most) const;
  // Sends a signal that has no handler to speak of, so that a sleeping call fails with EINTR; false: it has not returned.
  bool interrupt(std::chrono::milliseconds at_most);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;  // with the thread
};

}  // namespace socketcheck::sut
