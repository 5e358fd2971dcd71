// No row allows everything, and no row is there for nothing.
#include <set>

#include "properties/report/unreachable.hpp"
#include "tests/model/flavour_and_configuration.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

class EachRow : public testing::TestWithParam<std::string_view> {
 protected:
  const Book& book() const { return *flavour(GetParam()); }
};

// What a stack might answer in its place: what another row of the same call allows, a byte more, another error.
std::vector<Answer> rivals(const AllowedAnswers& allowed) {
  std::vector<Answer> answers = answers_to_try(allowed);
  const std::size_t size = answers.size();
  for (std::size_t i = 0; i < size; ++i)
    if (!answers[i].failed()) answers.push_back({.value = answers[i].value + 1});
  answers.push_back({.value = -1, .error = Error::other});
  return answers;
}

TEST_P(EachRow, RefusesSomething) {
  std::set<RowNumber> refused;
  std::set<RowNumber> applied;
  const std::vector<Operation> calls = every_call();
  for (const Configuration& configuration : configurations()) {
    const Exploration exploration = explore(book(), configuration);
    for (std::size_t number = 0; number < exploration.size(); ++number) {
      const World world = exploration.world(number);
      for (const Operation& call : calls) {
        if (world.is_empty(slot_of(call))) continue;
        const RowNumber row = rows_that_apply(book(), world, call).at(0);
        if (!applied.insert(row).second) continue;
        AllowedAnswers allowed;
        for (const Allowed& one : allowed_in(book(), world, call)) allowed.push_back({row, one});
        for (const Answer& rival : rivals(allowed)) {
          Worlds after;
          explain(book(), {world}, call, rival, after);
          if (after.empty()) refused.insert(row);
        }
      }
    }
  }
  EXPECT_GT(applied.size(), 40u);
  for (const RowNumber row : applied) EXPECT_TRUE(refused.contains(row)) << book().row(row).id << " refuses nothing";
}

// What the report calls unreachable is what the exploration does not reach.
TEST_P(EachRow, IsReachedUnlessTheReportSaysOtherwise) {
  std::vector<std::uint64_t> uses(book().rows().size());
  for (const Configuration& configuration : configurations()) {
    const Exploration exploration = explore(book(), configuration);
    for (std::size_t row = 0; row < uses.size(); ++row) uses[row] += exploration.uses_of(static_cast<RowNumber>(row));
  }
  for (std::size_t row = 0; row < uses.size(); ++row) {
    const std::string_view id = book().rows()[row].id;
    const std::string_view reason = properties::why_unreachable_on_loopback(id, {});
    if (reason.empty()) EXPECT_GT(uses[row], 0u) << id << " is never reached";
    else EXPECT_EQ(uses[row], 0u) << id << " is reached, though the report says: " << reason;
  }
}

INSTANTIATE_TEST_SUITE_P(, EachRow, testing::ValuesIn(flavour_names()),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace socketcheck::tests
