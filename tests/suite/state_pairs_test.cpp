// Each pair of states that is called possible has a program, and that program reaches it.
#include "properties/report/state_pairs.hpp"

#include <gtest/gtest.h>

#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::tests {
namespace {

using properties::StatePair;

const model::Book& book() { return *model::flavour("linux"); }

std::string name_of(const StatePair& pair) {
  return std::string(model::show(pair.active)) + "/" + std::string(model::show(pair.passive));
}

TEST(AStatePair, ThatIsPossibleHasAProgram) {
  const auto pairs = properties::state_pairs(properties::Coverage(book()), {.fresh_sockets = true, .wire = true});
  for (const StatePair& pair : pairs) {
    EXPECT_EQ(pair.program.empty(), !pair.is_possible) << name_of(pair);
    EXPECT_EQ(pair.reason.empty(), pair.is_possible) << name_of(pair);
  }
  EXPECT_GT(properties::pairs_possible(pairs), 30);
  EXPECT_EQ(properties::pairs_reached(pairs), 0);
}

TEST(AStatePair, IsReachedByItsProgram) {
  std::string no_wire;
  for (const StatePair& pair :
       properties::state_pairs(properties::Coverage(book()), {.fresh_sockets = true, .wire = true})) {
    if (!pair.is_possible) continue;
    const bool is_fresh = pair.program.starts_with("start fresh");
    const auto stack = sut::find_stack(is_fresh || !no_wire.empty() ? "linux-tcp4" : "linux-wire4")->make();
    const auto program = std::get<model::Program>(model::parse_program(pair.program));
    if (!no_wire.empty() && model::needs_the_wire(program)) continue;
    properties::Coverage coverage(book());
    properties::Runner runner(*stack, book(), coverage);
    const properties::Outcome outcome = runner.run(program);
    if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) {
      no_wire = reason->reason;
      continue;
    }
    EXPECT_EQ(properties::failure_of(outcome), nullptr) << pair.program;
    EXPECT_GT(coverage.times(pair.active, pair.passive), 0u) << name_of(pair) << ": " << pair.program;
  }
  if (!no_wire.empty()) GTEST_SKIP() << "those of the wire were left out: " << no_wire;
}

TEST(AState, IsSaidWhyItWasNeverReached) {
  const auto pairs = properties::state_pairs(properties::Coverage(book()), {.fresh_sockets = false, .wire = false});
  EXPECT_EQ(properties::why_never_in(pairs, model::State::listen), "a listener is no end of a connection");
  EXPECT_EQ(properties::why_never_in(pairs, model::State::syn_sent), "the stack makes no sockets one by one");
  EXPECT_EQ(properties::why_never_in(pairs, model::State::established), "");
}

TEST(AnAnswer, IsCountedByItsKind) {
  properties::Coverage coverage(book());
  coverage.answered(model::Recv{}, {.value = 3});
  coverage.answered(model::Recv{}, {.value = 5});
  coverage.answered(model::Recv{}, {.value = 0});
  coverage.answered(model::GetError{}, {.value = 0});
  const auto answers = coverage.answers();
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_EQ(answers[0].call + " = " + answers[0].answer, "recv = more than 0");
  EXPECT_EQ(answers[0].times, 2u);
  EXPECT_EQ(answers[1].answer, "0");
  EXPECT_EQ(answers[2].call, "getsockopt SO_ERROR");
}

}  // namespace
}  // namespace socketcheck::tests
