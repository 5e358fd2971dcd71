// Each planted fault is found and shrunk to exactly the shortest program that shows it.
#include "planted_datagram_faults.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "hunt.hpp"
#include "model/text/show.hpp"
#include "properties/generators/enumerate.hpp"
#include "sut/faulty/faulty_datagrams.hpp"
#include "sut/faulty/faulty_stacks.hpp"

namespace socketcheck::tests {
namespace {

using properties::Alphabet;
using properties::Enumeration;

constexpr std::uint64_t most_random_programs = 2000;       // of a pair
constexpr std::uint64_t most_programs_of_a_whole_life = 20'000;

class PlantedFaults : public testing::TestWithParam<PlantedFault> {
 protected:
  // Shrinks each failure that was not seen before. True: the table's rule is broken.
  bool catches(const model::Program& program) {
    const auto failure = hunt_.failure_of(program);
    if (!failure || !signatures_.insert(failure->signature()).second) return false;
    caught_.push_back(hunt_.shrink(program, *failure));
    const Caught& last = caught_.back();
    EXPECT_TRUE(last.shrunk.complete);
    EXPECT_GE(last.shrunk.program.calls.size(), shortest().calls.size()) << last.program();
    return last.failure.rule() == fault_.rule;
  }

  // Short programs first, as in a check.
  bool search() {
    Enumeration short_programs(alphabet_, fault_.alphabet == "listeners" ? 4 : 3);
    while (const model::Program* program = short_programs.next())
      if (catches(*program)) return true;
    const bool of_a_pair = std::holds_alternative<model::StartPair>(alphabet_.start);
    const std::string_view usual = of_a_pair ? "EveryAnswerIsOneTheModelAllows" : "TheWholeLifeOfAConnection";
    const auto& property = property_called(fault_.property.empty() ? usual : fault_.property);
    const std::uint64_t most = of_a_pair ? most_random_programs : most_programs_of_a_whole_life;
    for (std::uint64_t number = 0; number < most; ++number)
      if (catches(hunt_.random_program(property, number))) return true;
    return false;
  }

  model::Program shortest() const { return program_of(fault_.program, alphabet_.start); }

  const PlantedFault fault_ = GetParam();
  const Alphabet& alphabet_ = *properties::find_alphabet(fault_.alphabet);
  Hunt hunt_{fault_.stack};
  std::set<std::string> signatures_;
  std::vector<Caught> caught_;
};

TEST_P(PlantedFaults, IsShrunkToTheShortestProgram) {
  ASSERT_TRUE(search()) << "nothing breaks " << fault_.rule;
  const Caught& last = caught_.back();
  EXPECT_EQ(last.program(), fault_.program) << "shrunk from\n" << model::show(last.start);
  EXPECT_EQ(last.shrunk.program.start, alphabet_.start);
  EXPECT_EQ(last.failure.step + 1, fault_.step);
}

// The alphabet's calls, and those of the program that are none of them, with the sizes that it has, at either end.
Alphabet alphabet_for(const model::Program& program, Alphabet alphabet) {
  for (const model::Operation& call : program.calls)
    for (const model::Slot slot : {model::Slot::a, model::Slot::b}) {
      model::Operation at_slot = call;
      std::visit([slot](auto& op) { op.slot = slot; }, at_slot);
      if (std::find(alphabet.calls.begin(), alphabet.calls.end(), at_slot) == alphabet.calls.end())
        alphabet.calls.push_back(at_slot);
    }
  return alphabet;
}

TEST_P(PlantedFaults, ShowsInNoShorterProgram) {
  const Alphabet alphabet = alphabet_for(shortest(), alphabet_);
  EXPECT_FALSE(hunt_.failure_of(model::Program{alphabet.start, {}})) << "the program without a call";
  Enumeration shorter(alphabet, shortest().calls.size() - 1);
  while (const model::Program* program = shorter.next()) {
    const auto failure = hunt_.failure_of(*program);
    ASSERT_FALSE(failure) << model::show(*program) << failure->rule() << ": " << failure->seen;
  }
}

std::string stack_name(const testing::TestParamInfo<PlantedFault>& info) {
  std::string name(info.param.stack);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Each, PlantedFaults, testing::ValuesIn(planted_faults), stack_name);
INSTANTIATE_TEST_SUITE_P(EachOfDatagrams, PlantedFaults, testing::ValuesIn(planted_datagram_faults), stack_name);

template <std::size_t size>
void expect_all_in(const PlantedFault (&table)[size], const std::vector<sut::StackEntry>& stacks) {
  std::set<std::string_view> in_table;
  for (const PlantedFault& fault : table) in_table.insert(fault.stack);
  for (const sut::StackEntry& entry : stacks) EXPECT_TRUE(in_table.contains(entry.name)) << entry.name;
  EXPECT_EQ(in_table.size(), stacks.size());
}

TEST(ThePlantedFaults, AreAllInTheTable) { expect_all_in(planted_faults, sut::faulty_stacks()); }
TEST(ThePlantedFaults, OfDatagramsAreAllInTheTable) { expect_all_in(planted_datagram_faults, sut::faulty_datagrams()); }

}  // namespace
}  // namespace socketcheck::tests
