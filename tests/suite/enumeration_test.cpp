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
using properties::find_alphabet;

struct Depth {
  std::string_view alphabet;
  std::size_t calls;
  std::uint64_t programs;
};

const properties::Alphabet& alphabet_of(const Depth& depth) { return *find_alphabet(depth.alphabet); }

class SizeOf : public testing::TestWithParam<Depth> {};

class ProgramsOf : public testing::TestWithParam<Depth> {
 protected:
  std::vector<Program> all() const {
    std::vector<Program> programs;
    Enumeration enumeration(alphabet_of(GetParam()), GetParam().calls);
    while (const Program* program = enumeration.next()) programs.push_back(*program);
    return programs;
  }
};

// The place in the alphabet of each call: a program that can be compared.
std::vector<std::size_t> letters_of(const Program& program, const std::vector<Operation>& alphabet) {
  std::vector<std::size_t> letters;
  for (const Operation& call : program.calls)
    letters.push_back(static_cast<std::size_t>(std::find(alphabet.begin(), alphabet.end(), call) - alphabet.begin()));
  return letters;
}

bool closes(const Operation& call) {
  return std::holds_alternative<model::Close>(call) || std::holds_alternative<model::Abort>(call);
}

TEST_P(SizeOf, EveryProgramIsKnownBeforehand) {
  EXPECT_EQ(Enumeration(alphabet_of(GetParam()), GetParam().calls).size(), GetParam().programs);
}

TEST_P(ProgramsOf, AreSoMany) {
  EXPECT_EQ(all().size(), GetParam().programs);
}

TEST_P(ProgramsOf, RepeatNoneAndAreNotBeginningsOfOthers) {
  std::set<std::vector<std::size_t>> seen;
  const auto& alphabet = alphabet_of(GetParam()).calls;
  for (const Program& program : all()) EXPECT_TRUE(seen.insert(letters_of(program, alphabet)).second);
  // In this order a program stands directly before the first one that it is the beginning of.
  for (auto next = std::next(seen.begin()), one = seen.begin(); next != seen.end(); ++next, ++one)
    EXPECT_FALSE(one->size() < next->size() && std::equal(one->begin(), one->end(), next->begin()));
}

// What the slots hold, followed here call by call: the letters of those that may be occupied.
using Occupied = std::set<model::Slot>;

Occupied occupied_at_the_start(const Program& program) {
  if (std::holds_alternative<model::StartFresh>(program.start)) return {};
  return {model::Slot::a, model::Slot::b};
}

bool may_be_made(const Operation& call, const Occupied& occupied) {
  const auto made = model::slot_made_by(call);
  if (made && occupied.contains(*made)) return false;
  if (const auto* connect = std::get_if<model::Connect>(&call);
      connect != nullptr && connect->place == model::Place::none && !occupied.contains(connect->to))
    return false;
  return std::holds_alternative<model::NewSocket>(call) || occupied.contains(model::slot_of(call));
}

void make(const Operation& call, Occupied& occupied) {
  if (closes(call)) occupied.erase(model::slot_of(call));
  if (const auto made = model::slot_made_by(call)) occupied.insert(*made);
}

TEST_P(ProgramsOf, HaveNoCallThatCertainlyDoesNothing) {
  const auto& alphabet = alphabet_of(GetParam()).calls;
  for (const Program& program : all()) {
    Occupied occupied = occupied_at_the_start(program);
    for (const Operation& call : program.calls) {
      ASSERT_TRUE(may_be_made(call, occupied));
      make(call, occupied);
    }
    const bool could_go_on =
        std::any_of(alphabet.begin(), alphabet.end(), [&](const Operation& call) { return may_be_made(call, occupied); });
    ASSERT_TRUE(program.calls.size() == GetParam().calls || !could_go_on);
  }
}

// Counted without the enumeration: every word over the alphabet whose calls may all be made.
TEST_P(ProgramsOf, LeaveOutNothingElse) {
  const auto& alphabet = alphabet_of(GetParam()).calls;
  std::set<std::vector<std::size_t>> beginnings;
  const std::vector<Program> programs = all();
  for (const Program& program : programs) {
    const auto letters = letters_of(program, alphabet);
    for (std::size_t length = 1; length <= letters.size(); ++length)
      beginnings.insert({letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(length)});
  }
  const auto count = [&](const auto& self, std::size_t left, const Occupied& occupied) -> std::size_t {
    if (left == 0) return 0;
    std::size_t words = 0;
    for (const Operation& call : alphabet) {
      if (!may_be_made(call, occupied)) continue;
      Occupied after = occupied;
      make(call, after);
      words += 1 + self(self, left - 1, after);
    }
    return words;
  };
  EXPECT_EQ(beginnings.size(), count(count, GetParam().calls, occupied_at_the_start(programs.front())));
}

std::string depth_of(const testing::TestParamInfo<Depth>& info) {
  return std::string(info.param.alphabet) + "Depth" + std::to_string(info.param.calls);
}

// The teardown's sizes follow from a formula: 14 calls at two ends, of which four close one.
constexpr Depth teardown[] = {{"teardown", 1, 14},     {"teardown", 2, 168},     {"teardown", 3, 1'828},
                              {"teardown", 4, 19'028}, {"teardown", 5, 194'028}, {"teardown", 6, 1'959'028}};
constexpr Depth teardown_in_full[] = {teardown[0], teardown[1], teardown[2], teardown[3]};
// Counted by hand for one call, and for more by a script that knows only which slots a call needs, fills and empties.
constexpr Depth others[] = {{"handshake", 1, 14},
                            {"handshake", 2, 182},
                            {"handshake", 3, 2'326},
                            {"handshake", 4, 29'516},
                            {"listeners", 1, 11},
                            {"listeners", 2, 107},
                            {"listeners", 3, 962},
                            {"listeners", 4, 8'337},
                            {"sharing", 1, 13},
                            {"sharing", 2, 164},
                            {"sharing", 3, 2'024},
                            {"sharing", 4, 24'572}};
INSTANTIATE_TEST_SUITE_P(Teardown, SizeOf, testing::ValuesIn(teardown), depth_of);
INSTANTIATE_TEST_SUITE_P(Teardown, ProgramsOf, testing::ValuesIn(teardown_in_full), depth_of);
INSTANTIATE_TEST_SUITE_P(WholeLife, SizeOf, testing::ValuesIn(others), depth_of);
INSTANTIATE_TEST_SUITE_P(WholeLife, ProgramsOf, testing::ValuesIn(others), depth_of);

TEST(Enumeration, OfNoCallsHasNoProgram) { EXPECT_EQ(Enumeration(*find_alphabet("teardown"), 0).next(), nullptr); }

TEST(Enumeration, OfAnAlphabetWithoutSignalsIsAsLarge) {
  EXPECT_EQ(Enumeration(*find_alphabet("teardown"), 4, true).size(), 19'028u);
}

}  // namespace
}  // namespace socketcheck::tests
