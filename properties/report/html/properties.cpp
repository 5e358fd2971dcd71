// Which properties were put to the test, and how much of it there was.
#include <fmt/format.h>

#include "properties/report/html/sections.hpp"
#include "properties/report/markup.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties::html {
namespace {

std::string cell(std::string_view name, const std::string& text) {
  return fmt::format("<td class=\"number\" data-name=\"{}\">{}</td>", name, text);
}

std::string row(const UnitResult& unit) {
  std::string text = fmt::format("<tr><th scope=\"row\">{}</th><td data-name=\"stack\">{}</td>", escaped(unit.property),
                                 escaped(unit.stack));
  if (!unit.not_applicable.empty())
    return text +
           fmt::format(
               "<td data-name=\"verdict\"><span class=\"label not-tested\">not tested</span></td><td colspan=\"5\" "
               "data-name=\"because\">{}</td></tr>\n",
               escaped(unit.not_applicable));
  text += fmt::format("<td data-name=\"verdict\">{}</td>", label_of(unit.verdict()));
  const std::string of = unit.planned_cases > 0 ? " of " + count(unit.planned_cases) : "";
  return text + cell("programs", count(unit.cases) + of) + cell("calls", count(unit.calls)) +
         cell("time", fmt::format("{:.1f} s", unit.seconds)) +
         cell("rules", std::to_string(unit.coverage.rows_reached())) +
         cell("state pairs", std::to_string(unit.coverage.pairs_reached())) + "</tr>\n";
}

}  // namespace

std::string properties_section(const CheckReport& report) {
  std::string text =
      "<section id=\"properties\">\n<h2>Properties</h2>\n<table class=\"cards\">\n<thead><tr><th "
      "scope=\"col\">property</th>"
      "<th scope=\"col\">stack</th><th scope=\"col\">verdict</th>";
  for (const char* name : {"programs", "calls", "time", "rules", "state pairs"})
    text += fmt::format("<th scope=\"col\" class=\"number\">{}</th>", name);
  text += "</tr></thead>\n<tbody>\n";
  for (const UnitResult& unit : report.units) text += row(unit);
  text += "</tbody>\n</table>\n";
  for (const UnitResult& unit : report.units)
    if (unit.completeness) text += fmt::format("<p>{}:{}</p>\n", escaped(unit.stack), escaped(guarantee_text(*unit.completeness)));
  return text + "</section>\n";
}

}  // namespace socketcheck::properties::html
