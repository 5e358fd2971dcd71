// One stretch of memory as the several buffers of sendmsg() and recvmsg(), which share it as evenly as they can.
#pragma once

#include <sys/uio.h>

#include <array>
#include <cstddef>

namespace socketcheck::sut {

inline constexpr std::size_t most_buffers = 8;

class SharedBuffers {
 public:
  // `count` is 1 to most_buffers. The memory is the caller's.
  SharedBuffers(void* data, std::size_t size, std::size_t count) : count_(count) {
    auto* at = static_cast<std::byte*>(data);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t share = size / count + (i < size % count ? 1 : 0);
      parts_[i] = {at, share};
      at += share;
    }
  }
  iovec* parts() { return parts_.data(); }
  std::size_t count() const { return count_; }

 private:
  std::array<iovec, most_buffers> parts_{};
  std::size_t count_;
};

}  // namespace socketcheck::sut
