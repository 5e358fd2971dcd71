#include <gtest/gtest.h>

#include "deviating_calls.hpp"
#include "../wire/a_wire.hpp"
#include "properties/article/court.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "properties/runner/run.hpp"
#include "sut/kernel/socket_stack.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::tests {
namespace {

using namespace properties::article;

template <class Deviating>
std::unique_ptr<sut::Calls> make() {
  return std::make_unique<Deviating>();
}

struct Case {
  int claim;
  Ruling as_it_is;
  Ruling turned;
  std::unique_ptr<sut::Calls> (*deviating)() = nullptr;  // what turns it: these calls,
  std::string_view faulty_stack = {};                     // or one of the faulty stacks,
  std::vector<Setting> settings = {};                     // or a setting,
  std::string_view faulty_wire = {};                      // or a faulty stack on the wire
};

constexpr auto yes = Ruling::holds, conditional = Ruling::holds_if, no = Ruling::does_not_hold, untested = Ruling::not_tested;

const Case cases[] = {
    {1, conditional, yes, make<NeverResets>},
    {2, yes, no, nullptr, "faulty-fin-overtakes-data"},
    {3, yes, no, make<AlwaysResets>},
    {4, yes, no, make<AlwaysResets>},
    {5, yes, no, make<AlwaysResets>},
    {6, conditional, no, make<AlwaysResets>},
    {7, yes, no, nullptr, "faulty-half-close-drops-answers"},
    {8, conditional, no, make<AlwaysResets>},
    {9, yes, no, make<AlwaysResets>},
    {10, yes, no, make<AlwaysResets>},
    {11, untested, no, make<TakesAnyOption>},
    {12, conditional, no, make<HasRoomForOneMore>},
    {13, conditional, no, make<HasRoomForMany>},
    {14, no, yes, make<WidensTheLimit>},
    {15, no, yes, nullptr, {}, {{"net/core/somaxconn", "128"}}},
    {16, yes, no, make<ConnectSendsADatagram>},
    {17, yes, no, make<DisconnectDoesNothing>},
    {18, conditional, yes, make<TakesAnyOption>},
    {19, yes, no, make<ForgetsTheSender>},
    {20, conditional, yes, make<StreamsCannotDisconnect>},
    {21, yes, no, make<DisconnectDoesNothing>},
    {22, yes, no, make<SendsIntoTheVoid>},
    {23, conditional, no, make<NeverSignals>},
    {24, yes, no, nullptr, "faulty-half-close-drops-answers"},
    {25, conditional, no, make<AlwaysReuses>},
    {26, conditional, no, make<AlwaysReuses>},
    {27, yes, no, make<TellsEverybody>},
    {28, no, yes, make<ShutsNothing>},
    {29, yes, no, make<TellsOfLoss>},
    {30, no, yes, make<ShutsNothing>},
    {31, conditional, yes, make<NeverResets>},
    {32, yes, no, make<AlwaysResets>},
    {33, conditional, no, make<AlwaysResets>},
    {34, no, yes, make<ServersListenFirst>},
};

// Those that a wire of one's own decides.
const Case cases_on_the_wire[] = {
    {28, no, conditional, nullptr, {}, {}, "wire-closing-is-skipped"},
    {32, yes, no, nullptr, {}, {}, "wire-time-wait-is-silent"},
    {32, yes, no, nullptr, {}, {}, "wire-data-twice"},
};

class AClaim : public testing::TestWithParam<Case> {
 protected:
  const Claim& claim() const { return all_claims()[static_cast<std::size_t>(GetParam().claim - 1)]; }
  static std::string told(const Verdict& verdict) {
    std::string text = std::string(show(verdict.ruling)) + " " + verdict.why;
    for (const std::string& line : verdict.evidence) text += "\n  " + line;
    return text;
  }
};

TEST_P(AClaim, IsDecidedByWhatTheKernelDoes) {
  if (const std::string& why = why_no_wire(); claim().number == 32 && !why.empty()) GTEST_SKIP() << why;
  sut::Calls calls;
  for (const sut::Family family : {sut::Family::ipv4, sut::Family::ipv6}) {
    const Verdict verdict = decide(claim(), {.calls = &calls, .family = family});
    EXPECT_EQ(verdict.ruling, GetParam().as_it_is) << told(verdict);
    EXPECT_FALSE(verdict.evidence.empty());
  }
}

TEST_P(AClaim, IsTurnedByAnotherStackOrSetting) {
  std::unique_ptr<sut::Stack> stack;
  std::unique_ptr<sut::Calls> calls = GetParam().deviating != nullptr ? GetParam().deviating() : std::make_unique<sut::Calls>();
  Site site{.calls = calls.get(), .settings = GetParam().settings};
  if (!GetParam().faulty_stack.empty()) {
    stack = sut::find_stack(GetParam().faulty_stack)->make();
    site.calls = &dynamic_cast<sut::SocketStack&>(*stack).calls();
  }
  const Verdict verdict = decide(claim(), site);
  EXPECT_EQ(verdict.ruling, GetParam().turned) << told(verdict);
}

class AClaimOnTheWire : public testing::TestWithParam<Case> {};

TEST_P(AClaimOnTheWire, IsTurnedByAFaultThere) {
  SKIP_WITHOUT_A_WIRE();
  sut::Calls calls;
  const Claim& claim = all_claims()[static_cast<std::size_t>(GetParam().claim - 1)];
  const Verdict verdict = decide(claim, {.calls = &calls, .wire = GetParam().faulty_wire});
  EXPECT_EQ(verdict.ruling, GetParam().turned) << verdict.why;
}

INSTANTIATE_TEST_SUITE_P(, AClaimOnTheWire, testing::ValuesIn(cases_on_the_wire));

INSTANTIATE_TEST_SUITE_P(, AClaim, testing::ValuesIn(cases), [](const auto& one) { return "C" + std::to_string(one.param.claim); });

TEST(TheClaims, AreThirtyFourAndInOrder) {
  ASSERT_EQ(all_claims().size(), 34u);
  for (std::size_t i = 0; i < all_claims().size(); ++i) EXPECT_EQ(all_claims()[i].number, static_cast<int>(i) + 1);
}

TEST(TheClaims, HaveProgramsThatCanBeRead) {
  for (const Claim& claim : all_claims()) {
    if (claim.program.empty()) continue;
    const auto parsed = model::parse_program(claim.program);
    EXPECT_TRUE(std::holds_alternative<model::Program>(parsed)) << claim.program;
  }
}

TEST(AProgramOfAClaim, ConformsOnItsStack) {
  for (const Claim& claim : all_claims()) {
    const auto parsed = model::parse_program(claim.program);
    const auto* program = std::get_if<model::Program>(&parsed);
    if (program == nullptr || model::needs_the_wire(*program)) continue;
    const model::Transport transport = model::transport_of(program->start);
    const auto stack = sut::find_stack(transport == model::Transport::datagram ? "linux-udp4" : "linux-tcp4")->make();
    properties::Coverage coverage(*model::flavour("linux", transport));
    properties::Runner runner(*stack, coverage.book(), coverage);
    const properties::Outcome outcome = runner.run(*program);
    const properties::Failure* failure = properties::failure_of(outcome);
    EXPECT_EQ(failure, nullptr) << "C" << claim.number << ": " << failure->rule() << ", " << failure->seen;
  }
}

// A process that dies on the way is no verdict.
TEST(AClaimThatCrashes, IsNotTested) {
  sut::Calls calls;
  const Claim crashing{0, "", [](Scene&) -> Verdict { std::abort(); }};
  EXPECT_EQ(decide(crashing, {.calls = &calls}).ruling, Ruling::not_tested);
}

}  // namespace
}  // namespace socketcheck::tests
