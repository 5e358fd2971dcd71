// Findings made by hand, one for each way in which a stack can be caught.
#pragma once

#include <string>
#include <vector>

#include "properties/runner/finding.hpp"

namespace socketcheck::tests {

struct Example {
  std::string name;  // of its golden
  properties::Finding finding;
};

const std::vector<Example>& example_findings();

}  // namespace socketcheck::tests
