// A vector of at most N elements that lives in place: copying a world allocates nothing, and copies only what is there.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>

namespace socketcheck::model {

template <class T, std::size_t N>
class FixedVector {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  FixedVector() = default;
  FixedVector(const FixedVector& other) { assign(other); }
  FixedVector& operator=(const FixedVector& other) {
    if (this != &other) assign(other);
    return *this;
  }
  ~FixedVector() = default;

  std::size_t size() const { return size_; }
  bool full() const { return size_ == N; }
  T& operator[](std::size_t i) { return begin()[i]; }
  const T& operator[](std::size_t i) const { return begin()[i]; }
  T* begin() { return std::launder(reinterpret_cast<T*>(storage_)); }
  T* end() { return begin() + size_; }
  const T* begin() const { return std::launder(reinterpret_cast<const T*>(storage_)); }
  const T* end() const { return begin() + size_; }

  // The caller has made sure that there is room.
  T& push_back(const T& value) {
    assert(size_ < N);
    return *new (storage_ + sizeof(T) * size_++) T(value);
  }

  friend bool operator==(const FixedVector& left, const FixedVector& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }

 private:
  void assign(const FixedVector& other) {
    size_ = other.size_;
    std::memcpy(storage_, other.storage_, sizeof(T) * size_);
  }

  alignas(T) std::byte storage_[N * sizeof(T)];  // the first size_ elements are there; the rest is not initialised
  std::uint32_t size_ = 0;
};

}  // namespace socketcheck::model
