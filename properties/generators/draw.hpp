// Random choices, all drawn from RapidCheck's generator.
#pragma once

#include <rapidcheck/Random.h>

#include <cstdint>
#include <vector>

namespace socketcheck::properties {

class Draw {
 public:
  explicit Draw(rc::Random random) : random_(random) {}

  std::uint64_t below(std::uint64_t bound) { return random_.next() % bound; }
  double unit() { return static_cast<double>(random_.next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  rc::Random random_;
};

}  // namespace socketcheck::properties
