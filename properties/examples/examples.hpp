// Programs with a name, which `socketcheck explain NAME` shows: the subjects that people ask about most.
#pragma once

#include <string_view>
#include <vector>

namespace socketcheck::properties {

struct NamedExample {
  std::string_view name;
  std::string_view sentence;  // what is to be seen
  std::string_view program;
};

const std::vector<NamedExample>& named_examples();
// nullptr: there is none of that name.
const NamedExample* find_example(std::string_view name);

}  // namespace socketcheck::properties
