// Every program up to a depth: how many there are, and that they are what they should be.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "properties/generators/enumerate.hpp"

namespace socketcheck::tests {
namespace {

using model::Operation;
using model::Program;
using properties::Enumeration;
using properties::teardown_alphabet;

struct Depth {
  std::size_t calls;
  std::uint64_t programs;
};

class SizeOf : public testing::TestWithParam<Depth> {};

class ProgramsOf : public testing::TestWithParam<Depth> {
 protected:
  std::vector<Program> all() const {
    std::vector<Program> programs;
    Enumeration enumeration(teardown_alphabet(), GetParam().calls);
    while (const Program* program = enumeration.next()) programs.push_back(*program);
    return programs;
  }
};

// The place in the alphabet of each call: a program that can be compared.
std::vector<std::size_t> letters_of(const Program& program) {
  const auto& alphabet = teardown_alphabet().calls;
  std::vector<std::size_t> letters;
  for (const Operation& call : program.calls)
    letters.push_back(static_cast<std::size_t>(std::find(alphabet.begin(), alphabet.end(), call) - alphabet.begin()));
  return letters;
}

bool closes(const Operation& call) {
  return std::holds_alternative<model::Close>(call) || std::holds_alternative<model::Abort>(call);
}

TEST_P(SizeOf, EveryProgramIsKnownBeforehand) {
  EXPECT_EQ(Enumeration(teardown_alphabet(), GetParam().calls).size(), GetParam().programs);
}

TEST_P(ProgramsOf, AreSoMany) {
  EXPECT_EQ(all().size(), GetParam().programs);
}

TEST_P(ProgramsOf, RepeatNoneAndAreNotBeginningsOfOthers) {
  std::set<std::vector<std::size_t>> seen;
  for (const Program& program : all()) EXPECT_TRUE(seen.insert(letters_of(program)).second);
  // In this order a program stands directly before the first one that it is the beginning of.
  for (auto next = std::next(seen.begin()), one = seen.begin(); next != seen.end(); ++next, ++one)
    EXPECT_FALSE(one->size() < next->size() && std::equal(one->begin(), one->end(), next->begin()));
}

TEST_P(ProgramsOf, CallNothingOnAnEmptySlot) {
  for (const Program& program : all()) {
    std::set<model::Slot> empty;
    for (const Operation& call : program.calls) {
      ASSERT_FALSE(empty.contains(model::slot_of(call)));
      if (closes(call)) empty.insert(model::slot_of(call));
    }
    ASSERT_TRUE(program.calls.size() == GetParam().calls || empty.size() == 2) << "it could go on";
  }
}

// Counted without the enumeration: every word over the alphabet that calls nothing on an empty slot.
TEST_P(ProgramsOf, LeaveOutNothingElse) {
  const std::vector<Program> programs = all();
  std::set<std::vector<std::size_t>> beginnings;
  for (const Program& program : programs) {
    const auto letters = letters_of(program);
    for (std::size_t length = 1; length <= letters.size(); ++length)
      beginnings.insert({letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(length)});
  }
  const auto& alphabet = teardown_alphabet().calls;
  const auto count = [&](const auto& self, std::size_t left, bool a, bool b) -> std::size_t {
    if (left == 0) return 0;
    std::size_t words = 0;
    for (const Operation& call : alphabet) {
      const bool at_a = model::slot_of(call) == model::Slot::a;
      if (at_a ? !a : !b) continue;
      words += 1 + self(self, left - 1, a && !(at_a && closes(call)), b && !(!at_a && closes(call)));
    }
    return words;
  };
  EXPECT_EQ(beginnings.size(), count(count, GetParam().calls, true, true));
}

std::string depth_of(const testing::TestParamInfo<Depth>& info) { return "Depth" + std::to_string(info.param.calls); }

constexpr Depth one{1, 14}, two{2, 168}, three{3, 1'828}, four{4, 19'028}, five{5, 194'028}, six{6, 1'959'028};
INSTANTIATE_TEST_SUITE_P(Up, SizeOf, testing::Values(one, two, three, four, five, six), depth_of);
INSTANTIATE_TEST_SUITE_P(Up, ProgramsOf, testing::Values(one, two, three, four), depth_of);

TEST(Enumeration, OfNoCallsHasNoProgram) { EXPECT_EQ(Enumeration(teardown_alphabet(), 0).next(), nullptr); }

TEST(Enumeration, OfAnAlphabetWithoutSignalsIsAsLarge) {
  EXPECT_EQ(Enumeration(teardown_alphabet(true), 4).size(), 19'028u);
}

}  // namespace
}  // namespace socketcheck::tests
