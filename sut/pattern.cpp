#include "sut/pattern.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace socketcheck::sut {
namespace {

// A prime, so that no power of two lost or doubled goes unseen.
constexpr std::size_t period = 1'048'573;
// How far apart the streams begin in the table.
constexpr std::size_t shift = 499'979;

std::vector<std::byte> make_table() {
  std::vector<std::byte> table(period + largest_transfer);
  std::uint64_t state = 0x9e3779b97f4a7c15u;
  for (std::size_t i = 0; i < period; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    table[i] = static_cast<std::byte>(state >> 56);
  }
  std::copy_n(table.begin(), largest_transfer, table.begin() + period);
  return table;
}

}  // namespace

std::span<const std::byte> pattern(Stream stream, model::Position position, std::size_t size) {
  static const std::vector<std::byte> table = make_table();
  const auto number = static_cast<std::size_t>(2 * stream.connection + stream.writer);
  const std::size_t at = (position + number * shift) % period;
  return {table.data() + at, size};
}

std::size_t first_wrong_byte(Stream stream, model::Position position, std::span<const std::byte> seen) {
  const auto expected = pattern(stream, position, seen.size());
  if (seen.empty() || std::memcmp(seen.data(), expected.data(), seen.size()) == 0) return seen.size();
  return static_cast<std::size_t>(std::mismatch(seen.begin(), seen.end(), expected.begin()).first - seen.begin());
}

}  // namespace socketcheck::sut
