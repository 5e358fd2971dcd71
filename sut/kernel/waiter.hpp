// Waits for descriptors to change, on edges: more data behind unread data is no change of level.
#pragma once

#include <span>

#include "sut/stack.hpp"

namespace socketcheck::sut {

class Waiter {
 public:
  Waiter();
  ~Waiter();
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  // Returns at the next change at any of the descriptors, at the latest after `at_most`.
  // The first call after begin() may return at once for what is already there.
  void wait(std::span<const int> descriptors, Milliseconds at_most);

 private:
  int epoll_;
};

}  // namespace socketcheck::sut
