// Ladder diagrams: that they say what happened, that nothing of a program is lost, and that they fit.
// SOCKETCHECK_UPDATE_GOLDENS=1 writes the goldens anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "charts.hpp"
#include "command.hpp"
#include "example_findings.hpp"
#include "hunt.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/examples/examples.hpp"
#include "properties/report/ladder/draw.hpp"
#include "properties/report/ladder/svg.hpp"
#include "properties/report/ladder/text.hpp"
#include "xml.hpp"

namespace socketcheck::tests {
namespace {

using properties::NamedExample;
using properties::ladder::Chart;
using properties::ladder::Kind;
using properties::ladder::Row;
namespace ladder = properties::ladder;

const model::Limits usual_limits{.window = 32768};

const model::Book& book() { return *model::flavour("linux"); }
model::Program parsed(std::string_view text) { return std::get<model::Program>(model::parse_program(text)); }
Chart chart_of(std::string_view text) { return ladder::draw(parsed(text), book(), usual_limits); }


// RFC 9293 3.6, figure 12.
TEST(Ladder, OfTheFourWayCloseShowsBothSidesStatesAndFourSegments) {
  const Chart chart = chart_of("start pair a b; close(a); close(b)");
  EXPECT_EQ(states_of(chart, "a"), (Texts{"ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"}));
  EXPECT_EQ(states_of(chart, "b"), (Texts{"ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"}));
  EXPECT_EQ(segments_of(chart), (Texts{"a>b FIN 1", "b>a ACK 2", "b>a FIN 1", "a>b ACK 2"}));
}

// RFC 9293 3.5, figure 6.
TEST(Ladder, OfConnectingShowsThreeSegments) {
  const Chart chart = chart_of("start listening a b; connect(b, p); c = accept(a)");
  EXPECT_EQ(states_of(chart, "b"), (Texts{"CLOSED", "SYN-SENT", "ESTABLISHED"}));
  EXPECT_EQ(states_of(chart, "c"), (Texts{"SYN-RECEIVED", "ESTABLISHED"}));
  EXPECT_EQ(segments_of(chart), (Texts{"b>c SYN", "c>b SYN+ACK", "b>c ACK"}));
}

TEST(Ladder, ShowsDataThatIsRefusedAndTheResetThatAnswers) {
  const Chart chart = chart_of("start pair a b; send(a, 5); close(a); recv(b, 5); send(b, 6); send(b, 1)");
  EXPECT_EQ(segments_of(chart),
            (Texts{"a>b data 1..5", "a>b FIN 6", "b>a ACK 7", "b>a data 1..6, refused", "a>b RST"}));
}

TEST(Ladder, ShowsThatNobodyListens) {
  const Chart chart = chart_of("start fresh; a = socket(); connect(a, p)");
  EXPECT_EQ(segments_of(chart), (Texts{"a>nobody SYN to nobody", "nobody>a RST"}));
  EXPECT_EQ(states_of(chart, "a"), (Texts{"CLOSED", "SYN-SENT", "CLOSED"}));
}

Chart chart_of_datagrams(std::string_view text) {
  return ladder::draw(parsed(text), *model::flavour("linux", model::Transport::datagram), {.datagram_buffer = 212'992});
}

TEST(Ladder, OfDatagramsShowsWhereEachGoes) {
  const Chart chart = chart_of_datagrams("start datagrams a b; sendto(b, 2, p); c = socket(); sendto(a, 1, b); sendto(c, 0, q); sendto(a, 3, p)");
  EXPECT_EQ(chart.lanes.size(), 3u);
  EXPECT_EQ(segments_of(chart), (Texts{"b>a 2 bytes", "a>b 1 byte", "c>nobody 0 bytes to nobody", "a>a 3 bytes"}));
}

TEST(Ladder, OfDatagramsShowsThePendingErrorUntilItIsTold) {
  const Chart chart = chart_of_datagrams("start datagrams a b; connect(b, q); send(b, 1); recv(b, 1); accept(b, RLIMIT_NOFILE)");
  Texts changes;
  for (const ladder::Row& row : chart.rows)
    if (row.kind == ladder::Kind::change) changes.push_back(row.text);
  EXPECT_EQ(changes, (Texts{"ECONNREFUSED pending", "nothing waits"}));
  EXPECT_EQ(chart.rows.back().kind, ladder::Kind::nothing);
  EXPECT_EQ(chart.rows.back().answer, "the call is one of TCP");
}

TEST(Ladder, OfAConnectionToItselfHasOneLane) {
  const Chart chart = chart_of(properties::find_example("self-connect")->program);
  EXPECT_EQ(chart.lanes.size(), 1u);
  EXPECT_EQ(segments_of(chart), (Texts{"a>a SYN", "a>a data 1..2", "a>a FIN 3"}));
}

// A state that was seen comes before the acknowledgement that ends it, however early that may have been.
TEST(Ladder, PutsAnAcknowledgementBehindWhatWasSeenWithoutIt) {
  const model::Program program = parsed("start pair a b; shutdown(a, SHUT_WR); getsockopt(a, TCP_INFO); send(b, 1)");
  const auto step = [](std::int64_t value) {
    properties::Step one;
    one.answer.value = value;
    return one;
  };
  const auto waiting = ladder::draw(program, book(), usual_limits,
                                    {step(0), step(static_cast<std::int64_t>(model::State::fin_wait_1)), step(1)},
                                    nullptr);
  EXPECT_EQ(segments_of(waiting), (Texts{"a>b FIN 1", "b>a ACK 2", "b>a data 1"}));
  const auto find = [](const Chart& chart, const std::string& text) {
    return std::find_if(chart.rows.begin(), chart.rows.end(), [&](const Row& row) { return row.text == text; }) -
           chart.rows.begin();
  };
  EXPECT_LT(find(waiting, "getsockopt(a, TCP_INFO)"), find(waiting, "ACK 2"));
  const auto quick = ladder::draw(program, book(), usual_limits,
                                  {step(0), step(static_cast<std::int64_t>(model::State::fin_wait_2)), step(1)},
                                  nullptr);
  EXPECT_LT(find(quick, "ACK 2"), find(quick, "getsockopt(a, TCP_INFO)"));
}

// Whoever looks at the wire says so in the chart.
TEST(Ladder, TellsSegmentsThatWereSeenFromTheModels) {
  Chart chart = chart_of("start pair a b; send(a, 1)");
  EXPECT_EQ(ladder::text_of(chart, {}).find("wire"), std::string::npos);
  EXPECT_NE(ladder::svg_of(chart).find("class=\"arrow model\""), std::string::npos);
  for (Row& row : chart.rows) row.origin = ladder::Origin::wire;
  EXPECT_NE(ladder::text_of(chart, {.width = 200}).find("seen on the wire"), std::string::npos);
  EXPECT_NE(ladder::text_of(chart, {.ascii = true}).find("====== data 1 ======"), std::string::npos)
      << ladder::text_of(chart, {.ascii = true});
  EXPECT_EQ(ladder::svg_of(chart).find("class=\"arrow model\""), std::string::npos);
}

TEST(Ladder, ACallThatIsNotMadeIsSaidToBe) {
  const Chart chart = chart_of("start fresh; close(b)");
  ASSERT_EQ(chart.rows.size(), 1u);
  EXPECT_EQ(chart.rows[0].kind, Kind::nothing);
  EXPECT_EQ(chart.rows[0].answer, "the slot is empty");
}

// ---- the named examples

class TheExample : public testing::TestWithParam<NamedExample> {};

TEST_P(TheExample, ConformsForReal) {
  const auto failure = Hunt("linux-tcp4").failure_of(parsed(GetParam().program));
  EXPECT_FALSE(failure.has_value()) << failure->rule() << ": " << failure->subject << " " << failure->seen;
}

TEST_P(TheExample, MakesEachOfItsCalls) {
  const Chart chart = chart_of(GetParam().program);
  EXPECT_TRUE(std::none_of(chart.rows.begin(), chart.rows.end(),
                           [](const Row& row) { return row.kind == Kind::nothing || row.broken; }));
}

TEST_P(TheExample, IsDrawnAsItsGolden) {
  const std::string text = ladder::text_of(chart_of(GetParam().program), {.width = 80});
  const auto file = std::filesystem::path(SOCKETCHECK_GOLDENS) / "ladder" / (std::string(GetParam().name) + ".txt");
  if (std::getenv("SOCKETCHECK_UPDATE_GOLDENS") != nullptr) write_file(file, text);
  EXPECT_EQ(text, text_of(file)) << file;
}

INSTANTIATE_TEST_SUITE_P(Of, TheExample, testing::ValuesIn(properties::named_examples()), [](const auto& test) {
  std::string name(test.param.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(TheExamples, AreADozenOrMoreAndHaveDifferentNames) {
  std::vector<std::string_view> names;
  for (const NamedExample& example : properties::named_examples()) names.push_back(example.name);
  EXPECT_GE(names.size(), 12u);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

// ---- the pictures beside the examples

std::string without_title(const std::string& svg) {
  const std::size_t begin = svg.find("<title>");
  return svg.substr(0, begin) + svg.substr(svg.find("</title>"));
}

TEST(ThePicture, OfTheReadmeIsWhatIsDrawnToday) {
  const auto file = std::filesystem::path(SOCKETCHECK_GOLDENS).parent_path().parent_path().parent_path() /
                    "properties/examples/fin-for-unread-data.svg";
  const TemporaryDirectory directory;
  const std::string drawn = (directory / "picture.svg").string();
  const Ran ran = run({"explain", "start pair a b; send(a, 1); close(b)", "--real", "--stack",
                       "faulty-fin-for-unread-data", "--svg", drawn});
  EXPECT_EQ(ran.status, 1) << ran.err;
  if (std::getenv("SOCKETCHECK_UPDATE_GOLDENS") != nullptr) write_file(file, text_of(drawn));
  EXPECT_EQ(without_title(text_of(drawn)), without_title(text_of(file)));
}

// ---- any program

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text)
    if (c == '\n')
      lines.emplace_back();
    else
      lines.back() += c;
  return lines;
}

// Long random programs, of pairs and of many sockets.
std::vector<model::Program> long_programs() {
  std::vector<model::Program> programs;
  for (const char* name : {"EveryAnswerIsOneTheModelAllows", "TheWholeLifeOfAConnection"}) {
    properties::Property all = property_called(name);
    all.profile.longest = 200;
    const Hunt hunt("linux-tcp4");
    for (std::uint64_t number = 0; number < 20; ++number) programs.push_back(hunt.random_program(all, number));
  }
  return programs;
}

TEST(AnyProgram, IsDrawnInEachWidthWithEachOfItsCalls) {
  std::size_t longest = 0;
  int most_columns = 0;
  for (const model::Program& program : long_programs()) {
    const Chart chart = ladder::draw(program, book(), usual_limits);
    longest = std::max(longest, program.calls.size());
    most_columns = std::max(most_columns, chart.columns);
    const auto told = std::count_if(chart.rows.begin(), chart.rows.end(),
                                    [](const Row& row) { return row.kind == Kind::call || row.kind == Kind::nothing; });
    EXPECT_EQ(static_cast<std::size_t>(told), program.calls.size()) << model::show(program);
    for (const std::size_t width : {40u, 60u, 80u, 120u, 200u}) {
      const std::string text = ladder::text_of(chart, {.width = width, .ascii = true});
      for (const std::string& line : lines_of(text)) EXPECT_LE(line.size(), width) << line;
      EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }))
          << text;
      if (width < 60) continue;
      for (const Row& row : chart.rows) {
        if (row.kind != Kind::call) continue;
        EXPECT_NE(text.find(row.text), std::string::npos) << row.text << "\n" << text;
      }
    }
  }
  EXPECT_GE(longest, 150u) << "the programs are not long enough to say anything";
  EXPECT_GE(most_columns, 6) << "nor have they enough sockets";
}

TEST(AnyProgram, IsWellFormedAsSvgAndNamesNothingElsewhere) {
  for (const model::Program& program : long_programs()) {
    const std::string svg = ladder::svg_of(ladder::draw(program, book(), usual_limits));
    EXPECT_NO_THROW(read_xml_text(svg)) << model::show(program);
    for (const char* reference : {"href", "url(", "@import", "<script", "<image"})
      EXPECT_EQ(svg.find(reference), std::string::npos) << reference;
    EXPECT_NE(svg.find("prefers-color-scheme: dark"), std::string::npos);
  }
}

TEST(AnyProgram, HasNoColourCodesUnlessTheyAreAskedFor) {
  for (const Example& example : example_findings()) {
    const Chart chart = ladder::draw(example.finding, book());
    EXPECT_EQ(ladder::text_of(chart, {}).find('\033'), std::string::npos);
    EXPECT_NE(ladder::text_of(chart, {.colour = true}).find('\033'), std::string::npos);
  }
}

// ---- findings

class LadderOf : public testing::TestWithParam<Example> {};

TEST_P(LadderOf, HasOneBrokenRowWithWhatWasAllowedAndSeen) {
  const auto& finding = GetParam().finding;
  const Chart chart = ladder::draw(finding, book());
  const auto is_broken = [](const Row& row) { return row.broken; };
  ASSERT_EQ(std::count_if(chart.rows.begin(), chart.rows.end(), is_broken), 1);
  EXPECT_TRUE(chart.rows.back().broken) << "nothing follows what broke";
  EXPECT_EQ(chart.rows.back().answer, finding.failure.seen);
  EXPECT_EQ(chart.rows.back().allowed.size(), finding.failure.allowed.size());
}

TEST_P(LadderOf, IsPrintedAsItsGolden) {
  const std::string text = ladder::text_of(ladder::draw(GetParam().finding, book()), {.width = 80, .ascii = true});
  const auto file = std::filesystem::path(SOCKETCHECK_GOLDENS) / "ladder" / ("finding_" + GetParam().name + ".txt");
  if (std::getenv("SOCKETCHECK_UPDATE_GOLDENS") != nullptr) write_file(file, text);
  EXPECT_EQ(text, text_of(file)) << file;
}

INSTANTIATE_TEST_SUITE_P(A, LadderOf, testing::ValuesIn(example_findings()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace socketcheck::tests
