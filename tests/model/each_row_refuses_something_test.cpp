// No row allows everything, and no row is there for nothing.
#include <set>

#include "properties/claims/examples.hpp"
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
        if (!is_made(world, call)) continue;
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

class Uses : public RowSink {
 public:
  explicit Uses(const Book& book) : of_(book.rows().size()) {}
  void used(RowNumber row) override { ++of_[static_cast<std::size_t>(row)]; }
  const std::vector<std::uint64_t>& all() const { return of_; }

 private:
  std::vector<std::uint64_t> of_;
};

// Follows a program through all worlds that any of the allowed answers leads to.
void follow(const Book& book, const Program& program, Uses& uses) {
  constexpr std::size_t most_worlds = 2000;
  Worlds worlds{world_of(program.start, {.window = 1000})};
  for (const Operation& call : program.calls) {
    Worlds after;
    for (const World& world : worlds) {
      if (!is_made(world, call)) {
        after.push_back(world);
        continue;
      }
      for (const Answer& seen : answers_to_try(allowed_answers(book, {world}, call))) {
        Worlds moved;
        explain(book, {world}, call, seen, moved, &uses);
        settle_each(book, moved, after, &uses);
      }
      remove_duplicates(after);
      if (after.size() > most_worlds) break;
    }
    worlds = after;
  }
}

// Each number of bytes that may be taken is another way to go on.
bool sends_much(const Program& program) {
  return std::any_of(program.calls.begin(), program.calls.end(), [](const Operation& call) {
    const auto* send = std::get_if<Send>(&call);
    return send != nullptr && send->size > 10;
  });
}

// What the report calls unreachable is what neither the exploration nor the examples of a whole life reach.
TEST_P(EachRow, IsReachedUnlessTheReportSaysOtherwise) {
  Uses of_examples(book());
  for (const Program& program : properties::examples_of_a_whole_life())
    if (!sends_much(program)) follow(book(), program, of_examples);
  std::vector<std::uint64_t> uses = of_examples.all();
  for (const Configuration& configuration : configurations()) {
    const Exploration exploration = explore(book(), configuration);
    for (std::size_t row = 0; row < uses.size(); ++row) uses[row] += exploration.uses_of(static_cast<RowNumber>(row));
  }
  for (std::size_t row = 0; row < uses.size(); ++row) {
    const std::string_view id = book().rows()[row].id;
    const std::string_view reason = properties::why_unreachable_on_loopback(book().rows()[row], {});
    if (reason.empty()) EXPECT_GT(uses[row], 0u) << id << " is never reached";
    else EXPECT_EQ(uses[row], 0u) << id << " is reached, though the report says: " << reason;
  }
}

INSTANTIATE_TEST_SUITE_P(, EachRow, testing::ValuesIn(flavour_names()),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace socketcheck::tests
