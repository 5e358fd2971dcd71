// Instantiates a suite of tests for each flavour in each configuration.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "model/rules/flavours.hpp"
#include "tests/model/configurations.hpp"

namespace socketcheck::tests {

using FlavourAndConfiguration = std::tuple<std::string_view, Configuration>;

class InEveryWorld : public testing::TestWithParam<FlavourAndConfiguration> {
 protected:
  const model::Book& book() const { return *model::flavour(std::get<0>(GetParam())); }
  const Configuration& configuration() const { return std::get<1>(GetParam()); }
};

inline void PrintTo(const Configuration& configuration, std::ostream* out) { *out << configuration.name; }

inline std::string name_of(const testing::TestParamInfo<FlavourAndConfiguration>& info) {
  std::string name = std::string(std::get<0>(info.param)) + "_in_" + std::get<1>(info.param).name;
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

inline auto all_flavours_and_configurations() {
  return testing::Combine(testing::ValuesIn(model::flavour_names()), testing::ValuesIn(configurations()));
}

}  // namespace socketcheck::tests
