// What a reference model of TCP must be: proved in every reachable world of each flavour.
#include "tests/model/claims.hpp"

#include "tests/model/flavour_and_configuration.hpp"

namespace socketcheck::tests {
namespace {

class TheModel : public InEveryWorld {};

TEST_P(TheModel, KeepsEveryClaim) {
  for (const Violation& violation : violations(book(), configuration()))
    ADD_FAILURE() << violation.claim << ", broken " << violation.times << " times: " << violation.story;
}

INSTANTIATE_TEST_SUITE_P(, TheModel, all_flavours_and_configurations(), name_of);

}  // namespace
}  // namespace socketcheck::tests
