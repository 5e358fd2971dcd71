// The claims ledger: which claims were put to the kernel, what came of them, and what decided it.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "properties/report/html/page.hpp"
#include "properties/report/html/sections.hpp"
#include "properties/report/markup.hpp"

namespace socketcheck::properties {
namespace {

using nlohmann::json;

constexpr std::string_view link_to_claims = "<li><a href=\"#claims\">Claims</a></li>\n";
constexpr std::string_view begins = "<!-- claims -->\n";
constexpr std::string_view ends = "<!-- end of claims -->\n";

std::string text_in(const json& object, const char* member) { return object.value(member, std::string()); }

std::string class_of(const std::string& verdict) {
  if (verdict == "does not hold") return "does-not-conform";
  return verdict == "holds" ? "conforms" : verdict == "holds if" ? "known-deviation" : "not-tested";
}

struct Words {
  std::string_view verdict;  // as the ledger has it
  std::string_view label;
  std::string_view before_why;
  std::string_view of_many;  // 15 hold
};
constexpr Words words[] = {{"holds", "holds", "", "hold"},
                           {"holds if", "holds if", "if ", "hold on a condition"},
                           {"does not hold", "does not hold", "", "do not hold"},
                           {"not tested, because", "not tested", "because ", "were not tested"}};

const Words& words_for(const std::string& verdict) {
  for (const Words& one : words)
    if (one.verdict == verdict) return one;
  return std::end(words)[-1];
}

std::string item(const json& claim) {
  const std::string verdict = text_in(claim, "verdict");
  const std::string why = text_in(claim, "why");
  std::string text = fmt::format("<li><span class=\"label {}\">{}</span> <b>{}</b> {}\n", class_of(verdict),
                                 words_for(verdict).label, escaped(text_in(claim, "claim")),
                                 escaped(text_in(claim, "sentence")));
  if (!why.empty()) text += fmt::format("<div>{}{}</div>\n", words_for(verdict).before_why, escaped(why));
  std::string evidence;
  for (const json& line : claim.value("evidence", json::array()))
    if (line.is_string()) evidence += escaped(line.get<std::string>()) + "\n";
  if (!evidence.empty())
    text += fmt::format("<details><summary>What decided it</summary>\n<pre tabindex=\"0\">{}</pre></details>\n",
                        evidence);
  if (const std::string program = text_in(claim, "program"); !program.empty())
    text += fmt::format("<div class=\"soft\">Shown by <code>{}</code></div>\n", escaped(program));
  return text + "</li>\n";
}

std::string section_of(const json& ledger) {
  std::string items;
  for (const json& claim : ledger.at("claims")) items += item(claim);
  std::string sum;
  for (const Words& one : words) {
    const auto& claims = ledger.at("claims");
    const auto number = std::count_if(claims.begin(), claims.end(),
                                      [&](const json& claim) { return &words_for(text_in(claim, "verdict")) == &one; });
    if (number > 0) sum += fmt::format("{}{} {}", sum.empty() ? "" : ", ", number, one.of_many);
  }
  return fmt::format(
      "<section id=\"claims\">\n<h2>Claims</h2>\n<p>On {} ({}): {}.</p>\n<ul class=\"claims\">\n{}</ul>\n</section>\n",
      escaped(text_in(ledger, "stack")), escaped(text_in(ledger, "kernel")), escaped(sum), items);
}

}  // namespace

// A ledger that can't be read is left out; whoever wrote it has said so.
std::string html::claims_section(const std::filesystem::path& directory) {
  std::ifstream file(directory / "claims.json");
  const json ledger = json::parse(file, nullptr, false);
  const bool is_ledger = ledger.is_object() && ledger.contains("claims") && ledger["claims"].is_array();
  return std::string(begins) + (is_ledger ? section_of(ledger) : "") + std::string(ends);
}

std::string with_claims(const std::string& page, const std::filesystem::path& directory) {
  const std::size_t begin = page.find(begins);
  const std::size_t end = page.find(ends);
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  std::string head = page.substr(0, begin);
  const std::size_t link = head.find("<li><a href=\"#not-tested\">");
  if (link != std::string::npos && head.find("#claims") == std::string::npos) head.insert(link, link_to_claims);
  return head + html::claims_section(directory) + page.substr(end + ends.size());
}

}  // namespace socketcheck::properties
