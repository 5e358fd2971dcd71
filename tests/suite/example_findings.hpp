// Findings made by hand, one for each way in which a stack can be caught.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "properties/runner/finding.hpp"

namespace socketcheck::tests {

struct Example {
  std::string name;  // of its golden
  properties::Finding finding;
};
void PrintTo(const Example& example, std::ostream* out);

const std::vector<Example>& example_findings();

}  // namespace socketcheck::tests
