// Which rules and which pairs of states were reached, and how often.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "properties/report/html/sections.hpp"
#include "properties/report/markup.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties::html {
namespace {

std::optional<Coverage> coverage_of(const CheckReport& report, const std::string& stack) {
  std::optional<Coverage> sum;
  for (const UnitResult& unit : report.units) {
    if (unit.stack != stack) continue;
    if (!sum)
      sum.emplace(unit.coverage);
    else
      sum->add(unit.coverage);
  }
  return sum;
}

std::string why_not(const StackResult& stack, std::string_view rule) {
  for (const UnreachedRule& one : stack.unreached)
    if (one.rule == rule) return one.reason.empty() ? "not reached" : one.reason;
  return "not reached";
}

// How often, with a bar on a logarithmic scale: rare rules are the interesting ones.
std::string times_cell(std::uint64_t times, std::uint64_t most) {
  const double share = most > 1 ? std::log1p(static_cast<double>(times)) / std::log1p(static_cast<double>(most)) : 1;
  return fmt::format("<span class=\"times\"><i style=\"width:{:.0f}%\"></i><b>{}</b></span>", 100 * share,
                     count(times));
}

std::string rules_table(const Coverage& coverage, const StackResult& stack) {
  const auto& rows = coverage.book().rows();
  std::uint64_t most = 1;
  for (std::size_t i = 0; i < rows.size(); ++i) most = std::max(most, coverage.times(static_cast<model::RowNumber>(i)));
  std::string text =
      "<table class=\"rules\">\n<thead><tr><th scope=\"col\">rule and its source</th><th scope=\"col\" "
      "class=\"number\">"
      "how often</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto times = coverage.times(static_cast<model::RowNumber>(i));
    text += fmt::format("<tr><td><code>{}</code><br /><span class=\"soft\">{}</span></td><td>{}</td></tr>\n",
                        escaped(rows[i].id), escaped(rows[i].source),
                        times > 0 ? times_cell(times, most) : escaped(why_not(stack, rows[i].id)));
  }
  return text + "</tbody>\n</table>\n";
}

}  // namespace

std::string coverage_section(const CheckReport& report, const std::vector<StackResult>& stacks) {
  std::string text = "<section id=\"coverage\">\n<h2>Coverage</h2>\n";
  for (const StackResult& stack : stacks) {
    const auto coverage = coverage_of(report, stack.stack);
    if (!coverage || !stack.tested) continue;
    text += fmt::format("<h3>{}</h3>\n<details><summary>Rules: {} of {} reached</summary>\n{}</details>\n",
                        escaped(stack.stack), stack.rules_reached, stack.rules, rules_table(*coverage, stack));
    text += states_of(stack);
  }
  return text + "</section>\n";
}

}  // namespace socketcheck::properties::html
