// Stacks that behave oddly, each in a way that every flavour allows, are not reported.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/runner/unit.hpp"
#include "sut/odd/odd_stacks.hpp"

namespace socketcheck::tests {
namespace {

using properties::Property;
using properties::UnitResult;

constexpr std::uint64_t programs_of_each_property = 150;

class Oddities : public testing::TestWithParam<sut::StackEntry> {
 protected:
  // As in a check, with the full deadline.
  UnitResult check(const Property& property, const properties::Budget& budget) {
    properties::CheckContext context;
    context.seed = 1;
    context.memory = &memory_;
    return properties::run_unit(property, GetParam(), *model::flavour(GetParam().flavour), budget, context);
  }

  void expect_silence(const UnitResult& result) {
    EXPECT_EQ(result.verdict(), properties::Verdict::conforms) << result.property;
    for (const properties::Finding& finding : result.findings)
      ADD_FAILURE() << model::show(finding.program) << finding.failure.rule() << " at step " << finding.failure.step + 1
                    << ": " << finding.failure.seen << ", " << finding.failed_runs << " of " << finding.confirming_runs;
    for (const std::string& reason : result.not_tested) ADD_FAILURE() << reason;
  }

  properties::FindingMemory memory_;
};

TEST_P(Oddities, EveryProgramOfThreeTeardownCallsConforms) {
  const UnitResult result = check(properties::exhaustive_property(*properties::find_alphabet("teardown"), 3), {});
  expect_silence(result);
  EXPECT_EQ(result.cases, 1828u);
}

TEST_P(Oddities, RandomProgramsOfEveryPropertyConform) {
  for (const Property& property : properties::all_properties()) {
    if (property.needs_the_wire) continue;  // which none of these stacks gives to the suite
    const UnitResult result = check(property, {.cases = programs_of_each_property});
    expect_silence(result);
    if (!result.not_applicable.empty()) continue;
    EXPECT_GE(result.cases, programs_of_each_property);
  }
}

std::string stack_name(const testing::TestParamInfo<sut::StackEntry>& info) {
  std::string name(info.param.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Each, Oddities, testing::ValuesIn(sut::odd_stacks()), stack_name);

}  // namespace
}  // namespace socketcheck::tests

namespace socketcheck::sut {
void PrintTo(const StackEntry& entry, std::ostream* out) { *out << entry.name; }
}  // namespace socketcheck::sut
