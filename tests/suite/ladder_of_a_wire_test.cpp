// Ladder diagrams of runs whose wire was watched: what they show is what travelled. Skipped where there is no wire to
// watch.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "charts.hpp"
#include "command.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/parse.hpp"
#include "properties/examples/examples.hpp"
#include "properties/report/ladder/draw.hpp"
#include "properties/report/ladder/svg.hpp"
#include "properties/report/ladder/text.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"
#include "xml.hpp"

namespace socketcheck::tests {
namespace {

using properties::ladder::Chart;
using properties::ladder::Kind;
using properties::ladder::Origin;
using properties::ladder::Row;
namespace ladder = properties::ladder;

class TheLadderOfAWire : public testing::Test {
 protected:
  // Empty, and the test skipped: there is no wire here.
  std::optional<Chart> chart_of(const std::string& text, const char* stack_name = "linux-wire4") {
    const auto stack = sut::find_stack(stack_name)->make();
    const model::Book& book = *model::flavour("linux");
    properties::Coverage coverage(book);
    properties::Runner runner(*stack, book, coverage);
    runner.await_every_ack(true);
    const auto program = std::get<model::Program>(model::parse_program(text));
    std::vector<properties::Step> steps;
    const properties::Outcome outcome = runner.run(program, steps);
    if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) {
      why_skipped_ = reason->reason;
      return std::nullopt;
    }
    return ladder::draw(program, book, runner.limits(), steps, properties::failure_of(outcome));
  }
  std::string why_skipped_;
};

// RFC 9293 3.6, figure 12: FIN m, ACK m+1, FIN n, ACK n+1.
TEST_F(TheLadderOfAWire, ShowsTheFourSegmentsOfAClose) {
  const auto chart = chart_of(std::string(properties::find_example("four-way-close")->program));
  if (!chart) GTEST_SKIP() << why_skipped_;
  EXPECT_EQ(segments_of(*chart),
            (Texts{"a>b data 1..5", "b>a ACK 6", "a>b FIN 6", "b>a ACK 7", "b>a FIN 1", "a>b ACK 2"}));
  EXPECT_EQ(states_of(*chart, "a"), (Texts{"ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"}));
  EXPECT_EQ(states_of(*chart, "b"), (Texts{"ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"}));
  EXPECT_TRUE(chart->was_watched);
  for (const Row& row : chart->rows) EXPECT_TRUE(row.kind != Kind::segment || row.origin == Origin::wire) << row.text;
  const std::string text = ladder::text_of(*chart, {.ascii = true});
  EXPECT_NE(text.find("======= FIN 6 ======="), std::string::npos) << text;
  EXPECT_EQ(text.find("the model's: loopback"), std::string::npos) << text;
  EXPECT_EQ(ladder::svg_of(*chart).find("class=\"arrow model\""), std::string::npos);
}

// The two ways to end one's side while the other still answers.
TEST_F(TheLadderOfAWire, ShowsTheResetThatAnswersWhoWritesToAClosedEnd) {
  const auto chart = chart_of("start pair a b; send(a, 3); send(a, 4); close(a); recv(b, 7); send(b, 6); send(b, 6)");
  if (!chart) GTEST_SKIP() << why_skipped_;
  EXPECT_EQ(segments_of(*chart), (Texts{"a>b data 1..3", "b>a ACK 4", "a>b data 4..7", "b>a ACK 8", "a>b FIN 8",
                                        "b>a ACK 9", "b>a data 1..6", "a>b RST 9"}));
  EXPECT_EQ(chart->rows.back().text, "error gone");
  EXPECT_EQ(states_of(*chart, "b").back(), "CLOSED");
}
TEST_F(TheLadderOfAWire, ShowsTheAnswerThatArrivesBehindAFin) {
  const auto chart = chart_of(
      "start pair a b; send(a, 3); send(a, 4); shutdown(a, SHUT_WR); recv(b, 7); send(b, 6); close(b)");
  if (!chart) GTEST_SKIP() << why_skipped_;
  EXPECT_EQ(segments_of(*chart), (Texts{"a>b data 1..3", "b>a ACK 4", "a>b data 4..7", "b>a ACK 8", "a>b FIN 8",
                                        "b>a ACK 9", "b>a data 1..6", "a>b ACK 7", "b>a FIN 7", "a>b ACK 8"}));
  EXPECT_EQ(states_of(*chart, "a").back(), "TIME-WAIT");
}

TEST_F(TheLadderOfAWire, ShowsWhatTheWireKeepsAndLoses) {
  const auto chart = chart_of("start pair a b; hold(); send(a, 5); drop(a); retransmission(a); deliver(a); deliver(b)");
  if (!chart) GTEST_SKIP() << why_skipped_;
  const Texts segments = segments_of(*chart);
  ASSERT_GE(segments.size(), 6u);
  EXPECT_EQ(Texts(segments.begin(), segments.begin() + 6),
            (Texts{"a>wire data 1..5", "lost data 1..5", "a>wire data 1..5, again", "wire>b data 1..5, again",
                   "b>wire ACK 6", "wire>a ACK 6"}));
  const std::string text = ladder::text_of(*chart, {.width = 100});
  for (const char* operation : {"1 hold()", "3 drop(a)", "4 retransmission(a)", "5 deliver(a)", "data 1..5, lost"})
    EXPECT_NE(text.find(operation), std::string::npos) << operation << "\n" << text;
  EXPECT_NO_THROW(read_xml_text(ladder::svg_of(*chart)));
}

// Segments without number are one arrow.
TEST_F(TheLadderOfAWire, TellsManySegmentsInOneLine) {
  const auto chart = chart_of("start pair a b; send(a, 60000); recv(b, 60000); recv(b, 60000)");
  if (!chart) GTEST_SKIP() << why_skipped_;
  ASSERT_LE(segments_of(*chart).size(), 12u);
  EXPECT_TRUE(segments_of(*chart).front().starts_with("a>b data 1..")) << segments_of(*chart).front();
  EXPECT_TRUE(segments_of(*chart).front().ends_with(")"));
}

TEST_F(TheLadderOfAWire, EndsWithTheSegmentThatMustNotHaveBeenSent) {
  const auto chart = chart_of("start pair a b; send(a, 3); close(a); close(b)", "wire-fin-with-data");
  if (!chart) GTEST_SKIP() << why_skipped_;
  const auto broken = std::find_if(chart->rows.begin(), chart->rows.end(), [](const Row& row) { return row.broken; });
  ASSERT_NE(broken, chart->rows.end());
  EXPECT_EQ(broken->text, "data 1..3, FIN 4");
  EXPECT_EQ(broken->allowed.front().rule, "frame.fin.asked-for");
  EXPECT_EQ(std::count_if(broken, chart->rows.end(), [](const Row& row) { return row.kind == Kind::segment; }), 1);
  EXPECT_NE(ladder::svg_of(*chart).find("frame.fin.asked-for"), std::string::npos);
}

TEST_F(TheLadderOfAWire, IsWhatExplainShowsUnlessAStackIsNamed) {
  const Ran ran = run({"explain", "four-way-close", "--real", "--ladder"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const bool has_wire = chart_of("start pair a b").has_value();
  EXPECT_NE(ran.out.find(has_wire ? "Seen on linux-wire4" : "Seen on linux-tcp4"), std::string::npos) << ran.out;
  // A program that the wire can't run.
  EXPECT_NE(run({"explain", "refused", "--real", "--ladder"}).out.find("linux-tcp4:"), std::string::npos);
}

TEST(TheWire, IsOnlyExplainedAsItWasRun) {
  const Ran ran = run({"explain", "start pair a b; hold(); send(a, 1)"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("--real"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace socketcheck::tests
