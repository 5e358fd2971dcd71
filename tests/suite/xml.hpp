// GoogleTest's JUnit report.
#pragma once

#include <string>
#include <vector>

namespace socketcheck::tests {

struct JUnit {
  std::size_t tests = 0;
  std::vector<std::string> failures;  // their texts
};

// Throws where it is not well-formed.
JUnit read_junit(const std::string& file);

}  // namespace socketcheck::tests
