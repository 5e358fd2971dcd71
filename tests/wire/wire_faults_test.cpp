// Each planted fault of the wire is found by random programs and shrunk to exactly the shortest program that shows it.
#include "wire_faults.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "a_wire.hpp"
#include "hunt.hpp"
#include "model/text/show.hpp"
#include "properties/generators/enumerate.hpp"
#include "sut/wire/faults.hpp"

namespace socketcheck::tests {
namespace {

using properties::Enumeration;

constexpr std::uint64_t most_random_programs = 2000;

class WireFaults : public testing::TestWithParam<WireFault> {
 protected:
  void SetUp() override {
    SKIP_WITHOUT_A_WIRE();
    hunt_.emplace(fault_.stack);
  }

  // Shrinks each failure that was not seen before. True: the table's rule is broken.
  bool catches(const model::Program& program) {
    const auto failure = hunt_->failure_of(program);
    if (!failure || !signatures_.insert(failure->signature()).second) return false;
    last_ = hunt_->shrink(program, *failure);
    EXPECT_TRUE(last_.shrunk.complete);
    return last_.failure.rule() == fault_.rule;
  }

  bool search() {
    const auto& property = property_called("TheWireMayDoAnything");
    for (std::uint64_t number = 0; number < most_random_programs; ++number)
      if (catches(hunt_->random_program(property, number))) return true;
    return false;
  }

  const WireFault fault_ = GetParam();
  std::optional<Hunt> hunt_;
  std::set<std::string> signatures_;
  Caught last_;
};

TEST_P(WireFaults, AreShownByTheirProgram) {
  const auto failure = hunt_->failure_of(program_of(fault_.program));
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->rule(), fault_.rule);
  EXPECT_EQ(failure->step + 1, fault_.step);
}

TEST_P(WireFaults, AreFoundByRandomProgramsAndShrunkToTheShortest) {
  ASSERT_TRUE(search()) << "nothing breaks " << fault_.rule;
  // Which of several that are as short depends on the program that was drawn.
  EXPECT_EQ(last_.shrunk.program.calls.size(), program_of(fault_.program).calls.size()) << last_.program() << "\nshrunk from\n"
                                                                                       << model::show(last_.start);
}

TEST_P(WireFaults, ShowInNoShorterProgram) {
  EXPECT_EQ(hunt_->failure_of(model::Program{model::StartPair{}, {}}).has_value(), fault_.shows_without_a_call);
  Enumeration shorter(alphabet_of_the_wire(), program_of(fault_.program).calls.size() - 1);
  while (const model::Program* program = shorter.next()) {
    const auto failure = hunt_->failure_of(*program);
    ASSERT_FALSE(failure) << model::show(*program) << failure->rule() << ": " << failure->seen;
  }
}

std::string stack_name(const testing::TestParamInfo<WireFault>& info) {
  std::string name(info.param.stack);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Each, WireFaults, testing::ValuesIn(wire_faults_and_programs), stack_name);

TEST(TheWireFaults, AreAllInTheTable) {
  std::set<std::string_view> in_table;
  for (const WireFault& fault : wire_faults_and_programs) in_table.insert(fault.stack);
  for (const sut::StackEntry& entry : sut::wire_faults()) EXPECT_TRUE(in_table.contains(entry.name)) << entry.name;
  EXPECT_EQ(in_table.size(), sut::wire_faults().size());
}

TEST(TheWireFaults, ShowNowhereInSoundStacks) {
  SKIP_WITHOUT_A_WIRE();
  for (const std::string_view stack : {"linux-wire4", "linux-wire6"}) {
    Hunt hunt(stack);
    for (const WireFault& fault : wire_faults_and_programs) {
      const auto failure = hunt.failure_of(program_of(fault.program));
      EXPECT_FALSE(failure) << stack << ": " << fault.program << ": " << failure->rule();
    }
  }
}

}  // namespace
}  // namespace socketcheck::tests
