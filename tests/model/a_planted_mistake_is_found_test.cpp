// The claims of properties_of_the_model_test can fail: one wrong row is enough.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/rules/flavours.hpp"
#include "tests/model/claims.hpp"
#include "tests/model/configurations.hpp"
#include "tests/model/planted_mistakes.hpp"

namespace socketcheck::tests {

void PrintTo(const PlantedMistake& mistake, std::ostream* out) { *out << mistake.name; }

namespace {

class APlantedMistake : public testing::TestWithParam<PlantedMistake> {};

TEST_P(APlantedMistake, IsFound) {
  const auto found = violations(GetParam().book, configuration_named(GetParam().where), GetParam().claim);
  const bool as_expected =
      std::any_of(found.begin(), found.end(), [](const Violation& v) { return v.claim == GetParam().claim; });
  EXPECT_TRUE(as_expected) << "expected: " << GetParam().claim;
  if (as_expected) return;
  for (const Violation& violation : found) ADD_FAILURE() << violation.claim << ": " << violation.story;
}

INSTANTIATE_TEST_SUITE_P(, APlantedMistake, testing::ValuesIn(planted_mistakes()),
                         [](const auto& mistake) { return std::string(mistake.param.name); });

TEST(TheSoundBook, BreaksNoClaimWhereTheMistakesDo) {
  for (const std::string_view name : {"an open window", "a window of one", "a whole life", "a full queue"})
    EXPECT_TRUE(violations(*model::flavour("linux"), configuration_named(name)).empty()) << name;
}

// Each claim is one that some mistake breaks, as IsFound shows, or it would be no check at all. No row can break
// "settled is settled": it is a claim about settle() alone.
TEST(EveryClaim, IsBrokenBySomeMistake) {
  const std::vector<PlantedMistake> mistakes = planted_mistakes();
  const auto expect_broken = [&](std::string_view claim) {
    EXPECT_TRUE(std::any_of(mistakes.begin(), mistakes.end(), [&](const auto& mistake) { return mistake.claim == claim; })) << claim;
  };
  for (const WorldClaim& claim : world_claims()) expect_broken(claim.name);
  for (const StepClaim& claim : step_claims())
    if (claim.name != "settled is settled") expect_broken(claim.name);
}

}  // namespace
}  // namespace socketcheck::tests
