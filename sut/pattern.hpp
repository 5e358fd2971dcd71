// The bytes of every stream: a fixed pseudo-random sequence, position by position, so that any read can be checked
// without storing what was sent.
#pragma once

#include <cstddef>
#include <span>

#include "model/world/direction.hpp"

namespace socketcheck::sut {

inline constexpr std::size_t largest_transfer = std::size_t{1} << 20;  // bytes in one call

// Whose bytes: of the connection with that number (0: the start's pair), those that end `writer` writes.
struct Stream {
  int connection = 0;
  int writer = 0;
};

// The bytes at `position` of the stream; at most largest_transfer of them.
std::span<const std::byte> pattern(Stream stream, model::Position position, std::size_t size);

// The first index at which `seen` is not what stands at `position`; seen.size() if it all is.
std::size_t first_wrong_byte(Stream stream, model::Position position, std::span<const std::byte> seen);

}  // namespace socketcheck::sut
