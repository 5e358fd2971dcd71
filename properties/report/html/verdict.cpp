// What comes first: does the stack conform?
#include <fmt/format.h>

#include <algorithm>

#include "properties/report/html/sections.hpp"
#include "properties/report/markup.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties::html {
namespace {

std::string sentence(const CheckReport& report) {
  std::uint64_t cases = 0, calls = 0;
  std::size_t findings = 0;
  for (const UnitResult& unit : report.units) {
    cases += unit.cases;
    calls += unit.calls;
    findings += unit.findings.size();
  }
  std::string text = fmt::format("{} programs, {} calls in {:.0f} s, seed {}.", count(cases), count(calls),
                                 report.seconds, report.seed);
  if (findings > 0)
    text += fmt::format(" {} {} below.", findings, findings == 1 ? "counterexample" : "counterexamples");
  if (report.interrupted) text += " The run was interrupted: this is what was done until then.";
  return text;
}

std::string stack_item(const StackResult& stack) {
  std::string text = fmt::format("<li><b>{}</b> {}\n", escaped(stack.stack), label_of(stack.verdict));
  if (stack.tested)
    text += fmt::format("<div class=\"soft\">flavour {}; {} programs, {} calls; {} reached</div>\n", escaped(stack.flavour),
                        count(stack.cases), count(stack.calls), rules_and_pairs(stack));
  if (!stack.why.empty()) text += fmt::format("<div>{}</div>\n", escaped(stack.why));
  return text + "</li>\n";
}

}  // namespace

std::string class_of(Verdict verdict) {
  std::string name(show(verdict));
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string label_of(Verdict verdict) {
  return fmt::format("<span class=\"label {}\">{}</span>", class_of(verdict), show(verdict));
}

std::string verdict_section(const CheckReport& report, const std::vector<StackResult>& stacks) {
  std::string text = fmt::format(
      "<section aria-label=\"Verdict\">\n<div class=\"verdict {}\"><strong>{}</strong>\n<p>{}</p></div>\n",
      class_of(report.verdict()), show(report.verdict()), escaped(sentence(report)));
  text += "<ul class=\"stacks\">\n";
  for (const StackResult& stack : stacks) text += stack_item(stack);
  return text + "</ul>\n</section>\n";
}

}  // namespace socketcheck::properties::html
