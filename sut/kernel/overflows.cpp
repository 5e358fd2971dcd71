#include "sut/kernel/overflows.hpp"

#include <cstdint>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace socketcheck::sut {
namespace {

// /proc/net/netstat is pairs of lines: names, then values.
std::uint64_t overflow_counter() {
  std::ifstream file("/proc/net/netstat");
  std::string names;
  std::string values;
  while (std::getline(file, names) && std::getline(file, values)) {
    std::istringstream name_stream(names);
    std::istringstream value_stream(values);
    std::string name;
    std::string value;
    while (name_stream >> name && value_stream >> value)
      if (name == "TCPTimeWaitOverflow") return std::stoull(value);
  }
  return 0;
}

const std::uint64_t at_start = overflow_counter();

}  // namespace

bool time_waits_overflowed() {
  static std::uint64_t seen = at_start;
  const std::uint64_t now = overflow_counter();
  const bool moved = now != seen;
  seen = now;
  return moved;
}

}  // namespace socketcheck::sut
