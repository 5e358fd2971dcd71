// A deadline that is waited for in growing slices: a stack may make progress that no descriptor announces.
#pragma once

#include <algorithm>
#include <chrono>

#include "sut/stack.hpp"

namespace socketcheck::properties {

class Patience {
 public:
  explicit Patience(sut::Milliseconds deadline) : end_(Clock::now() + deadline) {}

  bool is_left() const { return Clock::now() < end_; }
  bool was_used() const { return used_; }

  // How long to wait for readiness before looking again.
  sut::Milliseconds next_wait() {
    used_ = true;
    const auto left = std::chrono::duration_cast<sut::Milliseconds>(end_ - Clock::now());
    const auto slice = std::clamp(left, sut::Milliseconds{1}, slice_);
    slice_ = std::min(2 * slice_, sut::Milliseconds{20});
    return slice;
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point end_;
  sut::Milliseconds slice_{1};
  bool used_ = false;
};

}  // namespace socketcheck::properties
