// A flavour's row chooses inside the standard's freedom, or says that it contradicts the standard.
#include <algorithm>
#include <map>

#include "model/rules/view_for.hpp"
#include "model/text/show.hpp"
#include "tests/model/flavour_and_configuration.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

template <class RuleType>
const RuleType* find(const std::vector<Row<RuleType>>& rows, std::string_view id) {
  for (const auto& row : rows)
    if (row.rule->id == id) return row.rule;
  return nullptr;
}

std::string_view replaced_by(std::string_view refines, std::string_view deviates) {
  return refines.empty() ? deviates : refines;
}

template <class Op>
AllowedAnswers answers_of(const Rule<Op>& rule, const View& view, const Op& op) {
  AllowedAnswers answers = {{0, rule.allows(view, op)}};
  for (const auto& alternative : rule.also)
    if (alternative.allows != nullptr) answers.push_back({0, alternative.allows(view, op)});
  return answers;
}

// Every answer of the sets: also each set of events between the fewest and the most.
std::vector<Answer> all_answers(const AllowedAnswers& allowed) {
  std::vector<Answer> answers;
  for (const auto& [row, set] : allowed) {
    if (set.kind != Allowed::Kind::events) {
      for (const Answer& answer : answers_to_try({{row, set}})) answers.push_back(answer);
      continue;
    }
    const std::int64_t optional = set.most & ~set.least;
    for (std::int64_t some = optional;; some = (some - 1) & optional) {
      answers.push_back({.value = set.least | some});
      if (some == 0) break;
    }
  }
  return answers;
}

bool is_subset(const AllowedAnswers& special, const AllowedAnswers& general) {
  for (const Answer& answer : all_answers(special))
    if (std::none_of(general.begin(), general.end(), [&](const AllowedAnswer& one) { return one.allowed.admits(answer); }))
      return false;
  return true;
}

TEST(ASubset, IsToldFromOtherSets) {
  EXPECT_TRUE(is_subset({{0, bytes(1, 2)}}, {{0, bytes(1, 1)}, {0, bytes(2, 3)}}));
  EXPECT_FALSE(is_subset({{0, bytes(0, 2)}}, {{0, bytes(1, 3)}}));
  EXPECT_TRUE(is_subset({{0, events(event::in, event::out)}}, {{0, events(0, event::in | event::out | event::hup)}}));
  EXPECT_FALSE(is_subset({{0, events(event::in, event::out)}}, {{0, events(event::in)}, {0, events(event::out)}}));
  EXPECT_FALSE(is_subset({{0, fails(Error::broken_pipe)}}, {{0, fails(Error::broken_pipe, 1)}}));
}

class AFlavoursRow : public testing::TestWithParam<Configuration> {
 protected:
  const Book& standard() const { return *flavour("standard"); }
  const Book& of_linux() const { return *flavour("linux"); }
  // Calls f(world) for each world that Linux can reach, until something fails.
  template <class F>
  void in_every_world(F f) const {
    in_every_world_of(GetParam(), f);
  }
  template <class F>
  void in_every_world_of(const Configuration& configuration, F f) const {
    const Exploration exploration = explore(of_linux(), configuration);
    for (std::size_t number = 0; number < exploration.size() && !HasFailure(); ++number) f(exploration.world(number));
  }
  // Calls f(rule, the standard's rule, op, view) for each row that applies and replaces one of the standard's.
  template <class F>
  void for_each_replacement(const World& world, F f) const {
    for (const Operation& call : calls_) {
      if (!is_made(world, call)) continue;
      std::visit(
          [&]<class Op>(const Op& op) {
            const View view = view_for(world, op);
            for (const auto& row : of_linux().rows_of<Op>()) {
              const std::string_view id = replaced_by(row.rule->refines, row.rule->deviates);
              if (id.empty() || !row.rule->when(view, op)) continue;
              const Rule<Op>* replaced = find(standard().rows_of<Op>(), id);
              ASSERT_NE(replaced, nullptr) << row.rule->id << " replaces " << id << ", which does not exist";
              f(*row.rule, *replaced, op, view);
            }
          },
          call);
    }
  }

 private:
  std::vector<Operation> calls_ = every_call();
};

TEST_P(AFlavoursRow, AllowsNothingElseIfItRefines) {
  in_every_world([&](const World& world) {
    for_each_replacement(world, [&](const auto& rule, const auto& replaced, const auto& op, const View& view) {
      if (rule.refines.empty() || !replaced.when(view, op)) return;
      EXPECT_TRUE(is_subset(answers_of(rule, view, op), answers_of(replaced, view, op)))
          << rule.id << " allows what " << replaced.id << " does not: " << show(Operation(op)) << " in " << show(world);
    });
  });
}

// Otherwise a world would be left to no row, or to a row that was meant for another.
TEST_P(AFlavoursRow, AppliesOnlyWhereTheReplacedRowDid) {
  in_every_world([&](const World& world) {
    for_each_replacement(world, [&](const auto& rule, const auto& replaced, const auto& op, const View& view) {
      EXPECT_TRUE(replaced.when(view, op)) << rule.id << " applies where " << replaced.id << " does not: "
                                           << show(Operation(op)) << " in " << show(world);
    });
  });
}

template <class Op>
bool some_replacement_applies(const Book& book, std::string_view id, const View& view, const Op& op) {
  for (const auto& row : book.rows_of<Op>())
    if (replaced_by(row.rule->refines, row.rule->deviates) == id && row.rule->when(view, op)) return true;
  return false;
}

TEST_P(AFlavoursRow, LeavesNoWorldOfTheReplacedRowOut) {
  const std::vector<Operation> calls = every_call();
  in_every_world([&](const World& world) {
    for (const Operation& call : calls) {
      if (!is_made(world, call)) continue;
      std::visit(
          [&]<class Op>(const Op& op) {
            const View view = view_for(world, op);
            for (const auto& row : standard().rows_of<Op>()) {
              if (find(of_linux().rows_of<Op>(), row.rule->id) != nullptr || !row.rule->when(view, op)) continue;
              EXPECT_TRUE(some_replacement_applies(of_linux(), row.rule->id, view, op))
                  << show(call) << ": " << row.rule->id << " in " << show(world);
            }
          },
          call);
    }
  });
}

INSTANTIATE_TEST_SUITE_P(, AFlavoursRow, testing::ValuesIn(configurations()), [](const auto& one) {
  std::string name = one.param.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
});

// A row that claims to deviate and never does would excuse nothing.
class ADeviation : public AFlavoursRow {};

TEST_P(ADeviation, ContradictsTheStandardSomewhere) {
  std::map<std::string_view, bool> contradicts;
  for (const Configuration& configuration : {configuration_named("an open window"), configuration_named("a whole life"),
                                             configuration_named("names of an orphan"),
                                             configuration_named("urgent data behind a full window")})
    in_every_world_of(configuration, [&](const World& world) {
      for_each_replacement(world, [&](const auto& rule, const auto& replaced, const auto& op, const View& view) {
        if (rule.deviates.empty()) return;
        bool& known = contradicts[rule.id];
        known = known || !is_subset(answers_of(rule, view, op), answers_of(replaced, view, op));
      });
    });
  EXPECT_EQ(contradicts.size(), static_cast<std::size_t>(std::count_if(
                                    of_linux().rows().begin(), of_linux().rows().end(),
                                    [](const RowText& row) { return !row.deviates.empty(); })));
  for (const auto& [id, does] : contradicts) EXPECT_TRUE(does) << id;
}

INSTANTIATE_TEST_SUITE_P(InAnOpenWindow, ADeviation, testing::Values(configurations()[0]),
                         [](const auto&) { return std::string("linux"); });

}  // namespace
}  // namespace socketcheck::tests
