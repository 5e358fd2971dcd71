// A vector of at most N elements that lives in place, so that copying a world allocates nothing.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace socketcheck::model {

template <class T, std::size_t N>
class FixedVector {
 public:
  constexpr FixedVector() = default;
  constexpr FixedVector(const FixedVector& other) { assign(other); }
  constexpr FixedVector& operator=(const FixedVector& other) {
    assign(other);
    return *this;
  }
  ~FixedVector() = default;

  constexpr std::size_t size() const { return size_; }
  constexpr bool full() const { return size_ == N; }
  constexpr T& operator[](std::size_t i) { return elements_[i]; }
  constexpr const T& operator[](std::size_t i) const { return elements_[i]; }
  constexpr T* begin() { return elements_.data(); }
  constexpr T* end() { return elements_.data() + size_; }
  constexpr const T* begin() const { return elements_.data(); }
  constexpr const T* end() const { return elements_.data() + size_; }

  // The caller has made sure that there is room.
  constexpr T& push_back(const T& value) {
    assert(size_ < N);
    elements_[size_] = value;
    return elements_[size_++];
  }

  friend constexpr bool operator==(const FixedVector& left, const FixedVector& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }

 private:
  constexpr void assign(const FixedVector& other) {
    size_ = other.size_;
    std::copy(other.begin(), other.end(), elements_.begin());
  }

  std::array<T, N> elements_{};
  std::uint32_t size_ = 0;
};

}  // namespace socketcheck::model
