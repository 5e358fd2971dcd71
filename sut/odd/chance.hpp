// Decisions that look random and are a function of how many were made before them.
#pragma once

#include <cstdint>

namespace socketcheck::sut::odd {

class Chance {
 public:
  void restart() { made_ = 0; }
  // 0 to choices - 1.
  std::uint64_t pick(std::uint64_t choices) { return mixed(++made_) % choices; }
  bool one_in(std::uint64_t choices) { return pick(choices) == 0; }

 private:
  // The finalizer of SplitMix64.
  static std::uint64_t mixed(std::uint64_t count) {
    std::uint64_t z = count * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  std::uint64_t made_ = 0;
};

}  // namespace socketcheck::sut::odd
