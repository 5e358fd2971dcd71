// Numbers in network byte order, and the checksum of the Internet protocols.
#pragma once

#include <cstddef>
#include <cstdint>

namespace socketcheck::sut {

inline std::uint16_t get16(const std::uint8_t* at) { return static_cast<std::uint16_t>(at[0] << 8 | at[1]); }
inline std::uint32_t get32(const std::uint8_t* at) { return static_cast<std::uint32_t>(get16(at)) << 16 | get16(at + 2); }
inline void put16(std::uint8_t* at, std::uint16_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}
inline void put32(std::uint8_t* at, std::uint32_t value) {
  put16(at, static_cast<std::uint16_t>(value >> 16));
  put16(at + 2, static_cast<std::uint16_t>(value));
}

// The ones' complement sum of RFC 1071, not yet folded.
inline std::uint64_t sum(const std::uint8_t* at, std::size_t size) {
  std::uint64_t total = 0;
  for (; size >= 4; at += 4, size -= 4) total += get32(at);
  if (size >= 2) {
    total += get16(at);
    at += 2;
    size -= 2;
  }
  if (size == 1) total += static_cast<std::uint64_t>(*at) << 8;
  return total;
}
inline std::uint16_t folded(std::uint64_t total) {
  total = (total >> 32) + (total & 0xffffffff);
  while (total >> 16 != 0) total = (total >> 16) + (total & 0xffff);
  return static_cast<std::uint16_t>(total);
}

}  // namespace socketcheck::sut
