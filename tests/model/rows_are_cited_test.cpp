// Every row says what it rests on, in one grammar; ids are unique and follow one form.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "model/rules/flavours.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {
namespace {

using model::Book;
using model::RowText;

std::vector<std::string> parts_of(std::string_view source) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = source.find("; ");
    parts.emplace_back(source.substr(0, end));
    if (end == std::string_view::npos) return parts;
    source.remove_prefix(end + 2);
  }
}

const std::string section = R"(\d+(\.\d+)*( \[(MUST|SHLD|MAY)-\d+\])?)";
const std::regex forms[] = {
    std::regex(R"(RFC \d+ )" + section + "( and " + section + R"()*((, |: | says ).+)?)"),
    std::regex(R"(RFC 768((, |: | says | has ).+)?)"),  // it has no sections
    std::regex(R"(POSIX\.1-2017 (\w+\(\)|<[a-z/]+\.h>|XSH \d+(\.\d+)*).*)"),
    std::regex(R"(POSIX is silent.*)"),
    std::regex(R"(Linux \w+\([27]\).*)"),
    std::regex(R"(measured: Linux \d+\.\d+(, .+)?)"),
};

bool is_citation(const std::string& part) {
  for (const std::regex& form : forms)
    if (std::regex_match(part, form)) return true;
  return false;
}

bool mentions(std::string_view source, std::string_view word) { return source.find(word) != std::string_view::npos; }

// A measurement alone says what a stack does, not that it may.
bool rests_on_a_measurement_alone(const RowText& row) {
  return mentions(row.source, "measured: ") && row.deviates.empty() && !mentions(row.source, "is silent") &&
         !mentions(row.source, "RFC ");
}

class Rows : public testing::TestWithParam<std::tuple<std::string_view, model::Transport>> {
 protected:
  const std::vector<RowText>& rows() const { return model::flavour(std::get<0>(GetParam()), std::get<1>(GetParam()))->rows(); }
};

TEST_P(Rows, AreCited) {
  for (const RowText& row : rows())
    for (const std::string& part : parts_of(row.source))
      EXPECT_TRUE(is_citation(part)) << row.id << ": `" << part << "`";
}

TEST_P(Rows, RestOnMoreThanAMeasurement) {
  for (const RowText& row : rows()) EXPECT_FALSE(rests_on_a_measurement_alone(row)) << row.id << ": " << row.source;
}

TEST_P(Rows, HaveIdsOfTheirOwn) {
  std::set<std::string_view> ids;
  for (const RowText& row : rows()) EXPECT_TRUE(ids.insert(row.id).second) << row.id;
}

TEST_P(Rows, AreNamedByOperationAndSituation) {
  const std::regex form(R"((linux\.)?[a-z][a-z-]*(\.[a-z0-9-]+)+)");
  for (const RowText& row : rows()) EXPECT_TRUE(std::regex_match(std::string(row.id), form)) << row.id;
}

constexpr model::Transport transports[] = {model::Transport::stream, model::Transport::datagram};
std::string name_of(model::Transport transport) { return transport == model::Transport::stream ? "tcp" : "udp"; }

INSTANTIATE_TEST_SUITE_P(, Rows, testing::Combine(testing::ValuesIn(model::flavour_names()), testing::ValuesIn(transports)),
                         [](const auto& one) { return std::string(std::get<0>(one.param)) + "_" + name_of(std::get<1>(one.param)); });

class RowsOfLinux : public testing::TestWithParam<model::Transport> {};

TEST_P(RowsOfLinux, AreNamedAfterItAndSayWhatTheyReplace) {
  const Book& standard = *model::flavour("standard", GetParam());
  for (const RowText& row : model::flavour("linux", GetParam())->rows()) {
    if (model::no_row != find_row(standard, row.id)) continue;
    EXPECT_TRUE(row.id.starts_with("linux.")) << row.id;
    EXPECT_NE(row.refines.empty(), row.deviates.empty()) << row.id << " refines or deviates, not both";
    EXPECT_NE(find_row(standard, row.refines.empty() ? row.deviates : row.refines), model::no_row) << row.id;
  }
  for (const RowText& row : standard.rows()) {
    EXPECT_FALSE(row.id.starts_with("linux.")) << row.id;
    EXPECT_TRUE(row.refines.empty() && row.deviates.empty()) << row.id;
  }
}
INSTANTIATE_TEST_SUITE_P(, RowsOfLinux, testing::ValuesIn(transports), [](const auto& one) { return name_of(one.param); });

TEST(ACitation, HasOneOfFewForms) {
  for (const char* good : {"RFC 9293 3.6.1 [SHLD-3]", "RFC 9293 3.6 and 3.10.3, CLOSE-WAIT", "POSIX.1-2017 recv() ERRORS [EAGAIN], shall",
                           "Linux tcp(7) SIOCINQ", "measured: Linux 6.18, the name stays"})
    EXPECT_TRUE(is_citation(good)) << good;
  for (const char* bad : {"RFC 9293", "RFC 9293 3.6.1 [SHOULD-3]", "POSIX recv()", "everybody knows", "measured: Linux", ""})
    EXPECT_FALSE(is_citation(bad)) << bad;
}

}  // namespace
}  // namespace socketcheck::tests
