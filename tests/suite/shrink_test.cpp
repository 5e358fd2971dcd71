// The shrinker alone, against failures that need no socket.
#include "properties/runner/shrink.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "hunt.hpp"
#include "model/text/show.hpp"
#include "properties/generators/random_program.hpp"

namespace socketcheck::tests {
namespace {

using model::Operation;
using model::Program;
using model::Recv;
using model::Send;
using model::Shutdown;
using model::Slot;

constexpr int starts = 50;

// Where the program fails; empty: it does not.
using FailsAt = std::optional<std::size_t> (*)(const Program&);

// The call at which the last of these has been seen, in this order.
template <class... Conditions>
std::optional<std::size_t> in_order(const Program& program, Conditions... conditions) {
  const std::vector<std::function<bool(const Operation&)>> all{conditions...};
  std::size_t next = 0;
  for (std::size_t i = 0; i < program.calls.size(); ++i)
    if (all[next](program.calls[i]) && ++next == all.size()) return i;
  return std::nullopt;
}

template <class Op>
std::function<bool(const Operation&)> call_at(Slot slot) {
  return [slot](const Operation& call) { return std::holds_alternative<Op>(call) && model::slot_of(call) == slot; };
}

struct Synthetic {
  std::string name;
  FailsAt fails_at;
  std::string optimum;
  std::uint64_t most_runs;  // shrinking never takes more
};

std::optional<std::size_t> subsequence(const Program& program) {
  return in_order(program, call_at<model::GetError>(Slot::a), call_at<model::GetLinger>(Slot::b), call_at<model::Poll>(Slot::a));
}

std::optional<std::size_t> sum_of_bytes(const Program& program) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < program.calls.size(); ++i)
    if (const auto* send = std::get_if<Send>(&program.calls[i]); send != nullptr && send->slot == Slot::a)
      if ((sum += send->size) >= 7) return i;
  return std::nullopt;
}

std::optional<std::size_t> both_slots(const Program& program) {
  return in_order(program, call_at<Shutdown>(Slot::b), call_at<Recv>(Slot::a), call_at<Recv>(Slot::b));
}

std::optional<std::size_t> rare_flags(const Program& program) {
  return in_order(program, call_at<Send>(Slot::a), [](const Operation& call) {
    const auto* recv = std::get_if<Recv>(&call);
    return recv != nullptr && recv->slot == Slot::a && recv->peek && recv->truncate;
  });
}

std::optional<std::size_t> two_equal_sends(const Program& program) {
  std::size_t sends = 0;
  for (std::size_t i = 0; i < program.calls.size(); ++i)
    if (std::holds_alternative<Send>(program.calls[i]) && ++sends == 2) return i;
  return std::nullopt;
}

const Synthetic failures[] = {
    {"ASubsequenceOfThreeCalls", subsequence, "getsockopt(a, SO_ERROR); getsockopt(b, SO_LINGER); poll(a)", 300},
    {"ASumOfBytes", sum_of_bytes, "send(a, 7)", 300},
    {"CallsAtBothSlots", both_slots, "shutdown(b, SHUT_WR); recv(a, 1); recv(b, 1)", 300},
    {"RareFlags", rare_flags, "send(a, 1); recv(a, 1, MSG_PEEK|MSG_TRUNC)", 300},
    {"TwoOfOneKind", two_equal_sends, "send(a, 1); send(a, 1)", 300},
};
void PrintTo(const Synthetic& failure, std::ostream* out) { *out << failure.name; }

class Shrinking : public testing::TestWithParam<Synthetic> {
 protected:
  // Long random programs that fail.
  std::vector<Program> failing_programs() {
    properties::Property property = property_called("EveryAnswerIsOneTheModelAllows");
    property.profile.longest = 100;
    property.profile.flags = 0.4;
    std::vector<Program> programs;
    for (std::uint64_t number = 0; programs.size() < starts; ++number) {
      Program program = properties::draw_program(
          property.profile, {}, properties::random_for(1, property.name, GetParam().name, number));
      if (program.calls.size() >= 10 && GetParam().fails_at(program)) programs.push_back(std::move(program));
    }
    return programs;
  }

  properties::Shrunk shrink(const Program& program) {
    return properties::shrink(program, *GetParam().fails_at(program), GetParam().fails_at, [] { return true; });
  }
};

TEST_P(Shrinking, ReachesTheOptimumFromEveryStart) {
  std::vector<std::uint64_t> runs;
  for (const Program& program : failing_programs()) {
    const properties::Shrunk shrunk = shrink(program);
    EXPECT_EQ(model::show(shrunk.program), model::show(program_of(GetParam().optimum))) << "from\n" << model::show(program);
    EXPECT_TRUE(shrunk.complete);
    runs.push_back(shrunk.runs);
  }
  std::sort(runs.begin(), runs.end());
  RecordProperty("median_runs", std::to_string(runs[runs.size() / 2]));
  std::printf("             %llu runs in the median, at most %llu\n", static_cast<unsigned long long>(runs[runs.size() / 2]),
              static_cast<unsigned long long>(runs.back()));
  EXPECT_LE(runs.back(), GetParam().most_runs);
}

TEST_P(Shrinking, EndsWhereEveryCallIsNeeded) {
  for (const Program& program : failing_programs()) {
    const Program shrunk = shrink(program).program;
    EXPECT_TRUE(GetParam().fails_at(shrunk));
    for (std::size_t i = 0; i < shrunk.calls.size(); ++i) {
      Program without = shrunk;
      without.calls.erase(without.calls.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(GetParam().fails_at(without)) << model::show(shrunk) << "does not need call " << i + 1;
    }
  }
}

TEST_P(Shrinking, StoppedEarlyItStillHasAProgramThatFails) {
  for (const Program& program : failing_programs())
    for (const int most : {0, 1, 5, 20}) {
      int runs = 0;
      const auto shrunk = properties::shrink(program, *GetParam().fails_at(program), GetParam().fails_at,
                                             [&] { return runs++ < most; });
      EXPECT_TRUE(GetParam().fails_at(shrunk.program));
      EXPECT_LE(shrunk.runs, static_cast<std::uint64_t>(most));
      EXPECT_LE(shrunk.program.calls.size(), program.calls.size());
    }
}

INSTANTIATE_TEST_SUITE_P(Of, Shrinking, testing::ValuesIn(failures),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace socketcheck::tests
