// A complete test set is complete: each wrong transition and each planted fault of its alphabet is caught.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "command.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "planted_faults.hpp"
#include "properties/complete/completeness.hpp"
#include "properties/complete/test_set.hpp"
#include "properties/complete/watched_walk.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::tests {
namespace {

using namespace properties;

constexpr model::Limits limits{.window = 16384, .backlog = 4096};

const Machine& teardown() {
  static const Machine machine(*model::flavour("linux"), *find_alphabet("teardown"), 2, limits);
  return machine;
}
const Separation& separation() {
  static const Separation separation(teardown());
  return separation;
}

// A stack that resolves every choice in the same way: it gives the last answer that the model allows.
class ASoundStack {
 public:
  explicit ASoundStack(const Machine& machine) : machine_(machine) {}
  virtual ~ASoundStack() = default;

  const Machine::Outcome* answer(StateNumber state, CallNumber call) const {
    const Machine::Edge& edge = machine_.edge(state, call);
    return edge.empty() ? nullptr : &edge.back();
  }
  virtual StateNumber next(StateNumber state, CallNumber call) const { return answer(state, call)->to.back(); }

  Walk walk() const {
    Walk walk(machine_);
    bool more = true;
    while (more) {
      more = false;
      for (const StateNumber state : walk.states())
        for (CallNumber call = 0; call < machine_.calls().size(); ++call)
          if (answer(state, call) != nullptr && walk.to(state, call).empty()) {
            walk.note(state, call, ASoundStack::next(state, call));
            more = true;
          }
    }
    return walk;
  }

 protected:
  const Machine& machine_;
};

class AStackWithOneWrongTransition : public ASoundStack {
 public:
  AStackWithOneWrongTransition(const Machine& machine, StateNumber from, CallNumber call, StateNumber to)
      : ASoundStack(machine), from_(from), call_(call), to_(to) {}
  StateNumber next(StateNumber state, CallNumber call) const override {
    return state == from_ && call == call_ ? to_ : ASoundStack::next(state, call);
  }

 private:
  StateNumber from_;
  CallNumber call_;
  StateNumber to_;
};

bool look_alike(const Machine& machine, StateNumber one, StateNumber other) {
  return model::may_look_alike(machine.book(), machine.worlds(one).front(), machine.worlds(other).front());
}

// Whether a program shows that the stack is not where the model says: by an answer, or by what the sockets show.
bool is_caught_by(const model::Program& program, const ASoundStack& stack, const Machine& machine) {
  StateNumber is = 0;
  StateNumber should = 0;
  for (const model::Operation& operation : program.calls) {
    const CallNumber call = *machine.number_of(operation);
    const Machine::Outcome* answer = stack.answer(is, call);
    const Machine::Outcome* expected = ASoundStack(machine).answer(should, call);
    if (answer == nullptr || expected == nullptr) return answer != expected && is != should;
    const Machine::Edge& edge = machine.edge(should, call);
    const auto allowed = std::find_if(edge.begin(), edge.end(), [&](const auto& one) { return one.answer == answer->answer; });
    if (allowed == edge.end()) return true;
    is = stack.next(is, call);
    should = allowed->to.back();
    if (!look_alike(machine, is, should)) return true;
  }
  return false;
}

TEST(ACompleteTestSet, CatchesEveryWrongTransition) {
  const Machine& machine = teardown();
  const Walk walk = ASoundStack(machine).walk();
  const TestSet set = complete_test_set(walk, separation());
  const std::vector<StateNumber> states = walk.states();
  std::minstd_rand random(1);
  int tried = 0;
  while (tried < 300) {
    const StateNumber from = states[random() % states.size()];
    const auto call = static_cast<CallNumber>(random() % machine.calls().size());
    const StateNumber wrong = states[random() % states.size()];
    if (walk.to(from, call).empty() || !separation().are_apart(wrong, *walk.to(from, call).begin())) continue;
    ++tried;
    const AStackWithOneWrongTransition stack(machine, from, call, wrong);
    EXPECT_TRUE(std::any_of(set.programs.begin(), set.programs.end(),
                            [&](const auto& program) { return is_caught_by(program, stack, machine); }))
        << "state " << from << ", call " << call << ", to " << wrong;
  }
}

TEST(ACompleteTestSet, AccusesNoSoundStack) {
  const TestSet set = complete_test_set(ASoundStack(teardown()).walk(), separation());
  for (const model::Program& program : set.programs) EXPECT_FALSE(is_caught_by(program, ASoundStack(teardown()), teardown()));
}

// What tells two states apart is looked for from both sides, so that it must be the same.
TEST(TheSeparation, IsSymmetricalAndNoStateIsApartFromItself) {
  for (StateNumber one = 0; one < teardown().size(); one += 7) {
    EXPECT_FALSE(separation().are_apart(one, one));
    for (StateNumber other = 0; other < teardown().size(); other += 5)
      EXPECT_EQ(separation().are_apart(one, other), separation().are_apart(other, one));
  }
}

// With sends of size 2 and one byte nothing can be sent: what is left is shutting and closing, by either end.
TEST(TheMachine, StaysWithinItsBounds) {
  const Machine machine(*model::flavour("linux"), *find_alphabet("teardown"), 1, limits);
  const auto send = machine.number_of(model::Send{.slot = model::Slot::a, .size = 2});
  ASSERT_TRUE(send.has_value());
  EXPECT_TRUE(machine.edge(0, *send).empty());
  for (StateNumber state = 0; state < machine.size(); ++state)
    for (const model::World& world : machine.worlds(state))
      for (const model::Direction& d : world.connections[0].directions) EXPECT_LE(d.accepted - d.read, 1u);
}

// A fault that shows in plain sends, reads, shutdowns, closes and aborts.
bool is_of_the_teardown_alphabet(const PlantedFault& fault) {
  if (fault.alphabet != "teardown") return false;
  const auto program = std::get<model::Program>(model::parse_program("start pair a b; " + std::string(fault.program)));
  return std::all_of(program.calls.begin(), program.calls.end(), [](model::Operation call) {
    if (auto* send = std::get_if<model::Send>(&call)) send->size = send->size == 0 ? 0 : 2;
    if (auto* recv = std::get_if<model::Recv>(&call)) recv->size = recv->size == 0 ? 0 : 1;
    const auto& calls = find_alphabet("teardown")->calls;
    return std::find(calls.begin(), calls.end(), call) != calls.end();
  });
}

class AFaultOfTheAlphabet : public testing::TestWithParam<PlantedFault> {};

// Until the first program that fails: a check then shrinks it.
bool is_caught(const std::string& name) {
  const sut::StackEntry& entry = *sut::find_stack(name);
  const auto stack = entry.make();
  const model::Book& book = *model::flavour(entry.flavour);
  Coverage coverage(book);
  Runner runner(*stack, book, coverage);
  runner.set_deadline(runner.short_deadline());
  const Machine machine(book, *find_alphabet("teardown"), CompleteScope{}.most_outstanding, runner.limits());
  WatchedWalk watched(machine);
  runner.set_observer(&watched);
  const auto fails = [&](const model::Program& program) {
    const Outcome outcome = runner.run(program);
    return failure_of(outcome) != nullptr;
  };
  std::set<std::vector<CallNumber>> given;
  for (auto programs = next_steps(watched.walk(), given); !programs.empty(); programs = next_steps(watched.walk(), given))
    if (std::any_of(programs.begin(), programs.end(), fails)) return true;
  const TestSet set = complete_test_set(watched.walk(), Separation(machine), CompleteScope{}.extra_states);
  return std::any_of(set.programs.begin(), set.programs.end(), fails);
}

TEST_P(AFaultOfTheAlphabet, IsCaught) { EXPECT_TRUE(is_caught(std::string(GetParam().stack))); }

std::vector<PlantedFault> faults_of_the_alphabet() {
  std::vector<PlantedFault> faults;
  std::copy_if(std::begin(planted_faults), std::end(planted_faults), std::back_inserter(faults), is_of_the_teardown_alphabet);
  return faults;
}

INSTANTIATE_TEST_SUITE_P(, AFaultOfTheAlphabet, testing::ValuesIn(faults_of_the_alphabet()), [](const auto& fault) {
  std::string name(fault.param.stack);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(TheFaultsOfTheAlphabet, AreMany) { EXPECT_GE(faults_of_the_alphabet().size(), 10u); }

TEST(CheckComplete, SaysWhatItGuarantees) {
  const TemporaryDirectory directory;
  const Ran ran = run({"check", "--complete", "--unread", "2", "--extra-states", "0", "--stack", "linux-tcp4", "--out", directory.path()});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("complete for the calls of the alphabet teardown with at most 2 bytes unread each way"), std::string::npos)
      << ran.out;
  const nlohmann::json report = json_of(std::filesystem::path(directory.path()) / "run.json");
  const nlohmann::json& complete = report["units"][0]["completeness"];
  EXPECT_GT(complete["worlds"], 500);
  EXPECT_EQ(complete["edges_taken"], complete["edges"]) << "Linux takes one way where the model leaves it a choice, and all edges of it";
}

TEST(CheckComplete, TakesNoAlphabetWithoutEnd) {
  const Ran ran = run({"check", "--complete", "--alphabet", "listeners"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("have no end"), std::string::npos) << ran.err;
}

// What has returned is no part of the machine's worlds.
TEST(CheckComplete, TakesNoAlphabetWhoseCallsWait) {
  const Ran ran = run({"check", "--complete", "--alphabet", "waiting"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("--complete takes teardown or urgent"), std::string::npos) << ran.err;
}

TEST(CheckComplete, GoesWithItsOwnOptionsOnly) {
  EXPECT_EQ(run({"check", "--alphabet", "teardown"}).status, 2);
  EXPECT_EQ(run({"check", "--unread", "2"}).status, 2);
  EXPECT_EQ(run({"check", "--complete", "--exhaustive", "3"}).status, 2);
}

}  // namespace
}  // namespace socketcheck::tests
