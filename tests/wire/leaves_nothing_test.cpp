// When a wire ends, its threads and descriptors are gone.
#include <gtest/gtest.h>

#include <filesystem>

#include "a_wire.hpp"
#include "hunt.hpp"

namespace socketcheck::tests {
namespace {

std::ptrdiff_t entries(const char* directory) {
  const std::filesystem::directory_iterator all(directory);
  return std::distance(begin(all), end(all));
}

TEST(AWireInThisProcess, LeavesNoThreadAndNoDescriptor) {
  SKIP_WITHOUT_A_WIRE();
  const auto threads = entries("/proc/self/task");
  const auto descriptors = entries("/proc/self/fd");
  {
    Hunt hunt("linux-wire4");
    EXPECT_FALSE(hunt.failure_of(program_of("hold(); send(a, 1); close(b)")));
    EXPECT_GT(entries("/proc/self/task"), threads);
    EXPECT_GT(entries("/proc/self/fd"), descriptors);
  }
  EXPECT_EQ(entries("/proc/self/task"), threads);
  EXPECT_EQ(entries("/proc/self/fd"), descriptors);
}

}  // namespace
}  // namespace socketcheck::tests
