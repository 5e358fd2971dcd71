// report.html: one page that needs nothing else, whatever a check has found.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "command.hpp"
#include "example_findings.hpp"
#include "model/rules/flavours.hpp"
#include "properties/report/html/page.hpp"
#include "xml.hpp"

namespace socketcheck::tests {
namespace {

using properties::CheckReport;
using properties::UnitResult;

UnitResult unit_on(const std::string& stack) {
  UnitResult unit(*model::flavour("linux"));
  unit.property = "every answer is one the model allows";
  unit.property_name = "EveryAnswerIsOneTheModelAllows";
  unit.stack = stack;
  unit.cases = 12345;
  unit.calls = 1234567;
  unit.seconds = 1.5;
  for (std::size_t row = 0; row < unit.coverage.book().rows().size(); row += 2)
    unit.coverage.used(static_cast<model::RowNumber>(row));
  unit.coverage.reached(model::world_of(model::StartPair{}, {}));
  return unit;
}

CheckReport conforming() {
  CheckReport report;
  report.kernel = "Linux 6.18.44";
  report.seed = 7;
  report.seconds = 60;
  report.units.push_back(unit_on("linux-tcp4"));
  return report;
}

// With everything in it that a report can say, and names that must not be taken for markup.
CheckReport failing() {
  CheckReport report = conforming();
  report.complete = true;
  for (const Example& example : example_findings()) {
    UnitResult unit = unit_on(example.finding.stack);
    unit.findings.push_back(example.finding);
    unit.shoulds_broken = 2;
    unit.not_judged = 3;
    report.units.push_back(unit);
  }
  UnitResult nothing = unit_on("a-<stack>&\"more\"");
  nothing.not_applicable = "it <can't> & \"won't\"";
  report.units.push_back(nothing);
  UnitResult broken = unit_on("linux-tcp6");
  broken.not_tested.push_back("there is no IPv6");
  report.units.push_back(broken);
  report.known.push_back({.stack = "*", .rule = "send.full", .reason = "because", .times = 3});
  return report;
}

std::set<std::string> all(const std::string& page, const std::string& pattern) {
  std::set<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator it(page.begin(), page.end(), expression), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

class TheReport : public testing::TestWithParam<bool> {
 protected:
  const CheckReport report_ = GetParam() ? failing() : conforming();
  const std::string page_ = properties::report_html(report_, "socketcheck-out");
};

TEST_P(TheReport, IsWellFormed) { EXPECT_NO_THROW(read_xml_text(page_)) << page_; }

TEST_P(TheReport, NeedsNothingFromElsewhereAndRunsNoScript) {
  for (const char* word : {"<script", "<iframe", "<link", "<img", "<image", "<object", "@import", "url(",
                           "src=", " onload", " onclick", "javascript:"})
    EXPECT_EQ(page_.find(word), std::string::npos) << word;
  // The one address is the name of SVG's namespace, which nobody fetches.
  for (const std::string& address : all(page_, "(https?://[^\"' ]*)")) EXPECT_EQ(address, "http://www.w3.org/2000/svg");
  EXPECT_NE(page_.find("default-src 'none'"), std::string::npos) << "what the page forbids itself";
}

TEST_P(TheReport, LeadsOnlyToItselfAndToFilesThatAreWritten) {
  TemporaryDirectory directory;
  ASSERT_EQ(properties::write_report(report_, directory.path()), "");
  const std::string page = text_of(directory / "report.html");
  for (const std::string& target : all(page, "href=\"([^\"]*)\"")) {
    if (target.starts_with("#"))
      EXPECT_NE(page.find("id=\"" + target.substr(1) + "\""), std::string::npos) << target;
    else
      EXPECT_TRUE(std::filesystem::exists(directory / target)) << target;
  }
}

TEST_P(TheReport, HasTheVerdictBeforeAllElse) {
  const std::size_t verdict = page_.find("class=\"verdict " +
                                         std::string(GetParam() ? "does-not-conform" : "conforms"));
  const std::size_t first = GetParam() ? page_.find("<article") : page_.find("id=\"properties\"");
  EXPECT_LT(verdict, first);
  EXPECT_NE(first, std::string::npos);
}

TEST_P(TheReport, IsForLightAndDarkForPhonesForPrintAndForTheKeyboard) {
  EXPECT_NE(page_.find("prefers-color-scheme: dark"), std::string::npos);
  EXPECT_NE(page_.find("name=\"viewport\""), std::string::npos);
  EXPECT_NE(page_.find("@media (max-width"), std::string::npos);
  EXPECT_NE(page_.find("@media print"), std::string::npos);
  EXPECT_NE(page_.find("lang=\"en\""), std::string::npos);
  // Whatever scrolls by itself can be reached without a mouse.
  for (const std::string& attributes : all(page_, "<pre([^>]*)>"))
    EXPECT_NE(attributes.find("tabindex"), std::string::npos);
  for (const std::string& attributes : all(page_, "<div class=\"(?:scroll|ladder-box)\"([^>]*)>"))
    EXPECT_NE(attributes.find("tabindex"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Of, TheReport, testing::Bool(),
                         [](const auto& test) { return test.param ? "AFailingRun" : "AConformingRun"; });

constexpr const char* ledger = R"json({"version": 1, "kernel": "Linux 6.18.44", "stack": "linux-tcp4", "claims": [
  {"claim": "C1", "sentence": "a FIN <goes> out", "verdict": "holds if", "why": "all was read", "evidence": ["send(a, 1) = 1"],
   "program": "start pair a b; close(a)"},
  {"claim": "C2", "sentence": "it is 128", "verdict": "does not hold", "why": "it is 4096", "evidence": [], "program": ""}]})json";

// In either order of the two runs.
TEST(AReport, HasTheClaimsLedgerThatStandsBesideIt) {
  const TemporaryDirectory directory;
  const std::string without = properties::report_html(conforming(), directory.path());
  EXPECT_EQ(without.find("id=\"claims\""), std::string::npos);
  write_file(directory / "claims.json", ledger);
  const std::string with = properties::report_html(conforming(), directory.path());
  for (const char* text : {"href=\"#claims\"", "a FIN &lt;goes&gt; out", "if all was read", "it is 4096", "send(a, 1) = 1",
                           "1 hold on a condition, 1 do not hold"})
    EXPECT_NE(with.find(text), std::string::npos) << text;
  EXPECT_NO_THROW(read_xml_text(with));
  const std::string added = properties::with_claims(without, directory.path());
  EXPECT_NE(added.find("if all was read"), std::string::npos);
  EXPECT_NE(added.find("id=\"properties\""), std::string::npos);
  EXPECT_NE(added.find("href=\"#claims\""), std::string::npos);
  EXPECT_NO_THROW(read_xml_text(added));
  EXPECT_NO_THROW(read_xml_text(properties::claims_html(directory.path())));
  EXPECT_EQ(properties::with_claims("<html></html>", directory.path()), "");
  write_file(directory / "claims.json", "{\"claims\": 7}");
  EXPECT_EQ(properties::report_html(conforming(), directory.path()), without);
}

TEST(AReport, SaysWhichPairsOfStatesWereNotReachedAndWhatWouldReachThem) {
  const std::string page = properties::report_html(conforming(), "socketcheck-out");
  EXPECT_NE(page.find("Pairs of states: 1 of 38 reached"), std::string::npos);
  EXPECT_NE(page.find("<code>start pair a b; hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a); deliver(b)</code>"),
            std::string::npos);
  EXPECT_NE(page.find("a listener is no end of a connection"), std::string::npos);
}

TEST(TheReportOfAFailingRun, HasEachCounterexampleWithPictureTextFilesAndLinesToPaste) {
  const std::string page = properties::report_html(failing(), "socketcheck-out");
  const auto times = [&](const std::string& word) {
    std::size_t count = 0;
    for (std::size_t at = page.find(word); at != std::string::npos; at = page.find(word, at + 1)) ++count;
    return count;
  };
  const std::size_t findings = example_findings().size();
  EXPECT_EQ(times("<article"), findings);
  EXPECT_EQ(times("<svg "), findings);
  EXPECT_EQ(times("build/socketcheck replay "), findings);
  EXPECT_EQ(times("TEST(Regressions, "), findings);
  EXPECT_NE(page.find("-1 EPIPE, SIGPIPE"), std::string::npos);
  for (const char* text : {"there is no IPv6", "it &lt;can't&gt; &amp; &quot;won't&quot;", "3 times: because",
                           "broke a SHOULD", "were not judged"})
    EXPECT_NE(page.find(text), std::string::npos) << text;
}

}  // namespace
}  // namespace socketcheck::tests
