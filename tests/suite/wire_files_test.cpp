// What a finding on the wire leaves beside its text: the frames, and a packetdrill script where one can say it.
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "command.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "properties/report/check_report.hpp"
#include "properties/report/packetdrill/script.hpp"
#include "properties/report/packetdrill/segment_text.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::tests {
namespace {

using properties::Finding;

const model::Book& book() { return *model::flavour("linux"); }

class AFindingOnTheWire : public testing::Test {
 protected:
  // Empty, and the test skipped: there is no wire here.
  std::optional<Finding> finding_of(const std::string& text, const char* stack_name) {
    const auto stack = sut::find_stack(stack_name)->make();
    properties::Coverage coverage(book());
    properties::Runner runner(*stack, book(), coverage);
    Finding finding{.property = "a property", .property_name = "AProperty", .stack = stack_name, .flavour = "linux"};
    finding.program = std::get<model::Program>(model::parse_program(text));
    const properties::Outcome outcome = runner.run(finding.program, finding.steps);
    if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) {
      why_skipped_ = reason->reason;
      return std::nullopt;
    }
    if (const auto* failure = properties::failure_of(outcome)) finding.failure = *failure;
    return finding;
  }
  std::string why_skipped_;
};

// packetdrill's own grammar, as far as scripts of ours go: a time, and a call with its result or a segment.
bool is_a_line_of_packetdrill(const std::string& line) {
  static const std::regex comment("//.*");
  static const std::string time = R"((0|\+\d*\.?\d+|\+?\d*\.?\d+~\+\d*\.?\d+) +)";
  static const std::string argument = R"((\.\.\.|-?\d+|[A-Z_]+(\|[A-Z_]+)*|\[\d+\]|\{onoff=\d+, linger=\d+\}))";
  static const std::regex call(time + R"([a-z]+\()" + argument + "(, " + argument +
                               R"()*\) = -?\d+( E[A-Z]+ \([^()]+\))?)");
  static const std::regex segment(time + R"([<>] [FSRP.]+ \d+:\d+\(\d+\)( ack \d+)?( win \d+)?( <(\.\.\.|mss \d+)>)?)");
  return std::regex_match(line, comment) || std::regex_match(line, call) || std::regex_match(line, segment);
}

TEST(APacketdrillScript, HasLinesThatAreToldFromOthers) {
  for (const char* line : {"+0   > F. 6:6(0) ack 1", "+0   close(4) = 0", "+0~+.5 > . 2:2(0) ack 2", "// words"})
    EXPECT_TRUE(is_a_line_of_packetdrill(line)) << line;
  for (const char* line : {"> F. 6:6(0) ack 1", "+0 close(4)", "+0 > FIN 6", "+0 recv(4, ..., 1, 0) = -1 EAGAIN"})
    EXPECT_FALSE(is_a_line_of_packetdrill(line)) << line;
}

TEST_F(AFindingOnTheWire, OfAnAnswerThatDidNotComeIsAPacketdrillScript) {
  for (const char* text :
       {"start pair a b; send(a, 3); shutdown(a, SHUT_WR)", "start pair a b; recv(b, 9); send(b, 3); close(b)"}) {
    const auto finding = finding_of(text, "wire-fin-not-acknowledged");
    if (!finding) GTEST_SKIP() << why_skipped_;
    ASSERT_FALSE(finding->failure.allowed.empty());
    const auto script = properties::packetdrill_script(*finding);
    ASSERT_TRUE(script.has_value());
    std::istringstream lines(*script);
    std::string last;
    for (std::string line; std::getline(lines, line); last = line) EXPECT_TRUE(is_a_line_of_packetdrill(line)) << line;
    // The sound kernel sends what the last line waits for.
    const auto sound = finding_of(text, "linux-wire4");
    ASSERT_TRUE(sound.has_value());
    bool came = false;
    for (const properties::Step& step : sound->steps)
      for (const sut::Sighting& one : step.sightings)
        came = came ||
               (one.kind == sut::Sighting::Kind::emitted && last == "+0~+.5 > " + properties::packetdrill_text(one));
    EXPECT_TRUE(came) << *script;
  }
}

TEST_F(AFindingOnTheWire, OfASegmentThatMustNotComeIsNoScript) {
  const auto finding = finding_of("start pair a b; send(a, 3)", "wire-fin-with-data");
  if (!finding) GTEST_SKIP() << why_skipped_;
  ASSERT_FALSE(finding->failure.allowed.empty());
  EXPECT_FALSE(properties::packetdrill_script(*finding).has_value());
}

// https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng: a section header block, whatever the byte order.
TEST_F(AFindingOnTheWire, LeavesItsFrames) {
  const auto finding = finding_of("start pair a b; send(a, 3)", "wire-fin-with-data");
  if (!finding) GTEST_SKIP() << why_skipped_;
  properties::CheckReport report;
  properties::UnitResult unit(book());
  unit.stack = finding->stack;
  unit.findings.push_back(*finding);
  report.units.push_back(unit);
  const TemporaryDirectory directory;
  EXPECT_EQ(properties::write_report(report, directory.path()), "");
  const std::string frames = text_of(std::filesystem::path(directory.path()) / "counterexamples" /
                                     "AProperty@wire-fin-with-data.pcapng");
  EXPECT_TRUE(frames.starts_with("\x0a\x0d\x0d\x0a"));
  EXPECT_GT(frames.size(), 500u);
  EXPECT_NE(text_of(directory / "report.html").find("AProperty@wire-fin-with-data.pcapng"), std::string::npos);
}

}  // namespace
}  // namespace socketcheck::tests
