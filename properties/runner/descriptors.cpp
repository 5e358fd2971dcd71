#include "properties/runner/descriptors.hpp"

#include <filesystem>
#include <system_error>

namespace socketcheck::properties {

int open_descriptors() {
  std::error_code error;
  int count = 0;
  for (auto it = std::filesystem::directory_iterator("/proc/self/fd", error); !error && it != std::filesystem::directory_iterator();
       it.increment(error))
    ++count;
  return error ? -1 : count;
}

}  // namespace socketcheck::properties
