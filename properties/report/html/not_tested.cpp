// What was not tested and why, which deviations are known, and what the verdict depends on.
#include <fmt/format.h>

#include <map>

#include "properties/report/environment.hpp"
#include "properties/report/html/sections.hpp"
#include "properties/report/markup.hpp"
#include "properties/report/numbers.hpp"

namespace socketcheck::properties::html {
namespace {

class List {
 public:
  void add(const std::string& what, const std::string& why) {
    items_ += fmt::format("<li><code>{}</code>{}</li>\n", escaped(what), why.empty() ? "" : ": " + escaped(why));
  }
  std::string under(std::string_view heading) const {
    return items_.empty() ? "" : fmt::format("<h3>{}</h3>\n<ul>\n{}</ul>\n", heading, items_);
  }

 private:
  std::string items_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// Rules that share stack and reason stand together.
std::string unreached(const CheckReport& report, const std::vector<StackResult>& stacks) {
  List missing, impossible;
  for (const StackResult& stack : stacks) {
    if (!stack.tested) continue;
    std::map<std::string, std::vector<std::string>> by_reason;
    for (const UnreachedRule& rule : stack.unreached) by_reason[rule.reason].push_back(rule.rule);
    for (const auto& [reason, rules] : by_reason) {
      if (!reason.empty())
        impossible.add(joined(rules), "on " + stack.stack + ", " + reason);
      else if (report.complete)
        missing.add(joined(rules), "on " + stack.stack);
    }
  }
  return missing.under("Rules that could have been reached, and were not") +
         impossible.under("Rules that can't be reached here");
}

std::string units(const CheckReport& report) {
  List could_not, not_applicable, others;
  for (const UnitResult& unit : report.units) {
    const std::string where = unit.property_name + " on " + unit.stack;
    for (const std::string& reason : unit.not_tested) could_not.add(where, reason);
    if (!unit.not_applicable.empty()) not_applicable.add(where, unit.not_applicable);
    if (unit.shoulds_broken > 0)
      others.add(where, count(unit.shoulds_broken) +
                            " programs broke a SHOULD (RFC 9293 3.6.1 [SHLD-3], no RST for undelivered data)");
    if (unit.not_judged > 0)
      others.add(where,
                 count(unit.not_judged) + " programs were not judged, because " + std::string(why_not_judged(unit)));
  }
  return could_not.under("Could not be tested") + not_applicable.under("Not tested") +
         others.under("SHOULDs, and what was not judged");
}

std::string known(const CheckReport& report, const std::vector<StackResult>& stacks) {
  List list;
  for (const KnownDeviation& one : report.known)
    list.add(one.rule + " on " + (one.stack == "*" ? "any stack" : one.stack),
             one.times > 0 ? count(one.times) + " times: " + one.reason : "no longer shows: " + one.reason);
  for (const StackResult& stack : stacks)
    for (const RowDeviation& one : stack.deviations)
      list.add(one.rule + " on " + stack.stack,
               one.times > 0 ? fmt::format("{} times, instead of {} ({})", count(one.times), one.instead_of, one.source)
                             : "did not show");
  return list.under("Known deviations");
}

}  // namespace

std::string not_tested_section(const CheckReport& report, const std::vector<StackResult>& stacks) {
  const std::string text = units(report) + unreached(report, stacks) + known(report, stacks);
  return "<section id=\"not-tested\">\n<h2>Not tested, and known</h2>\n" + (text.empty() ? "<p>Nothing.</p>\n" : text) +
         "</section>\n";
}

std::string environment_section(const CheckReport& report) {
  std::string text = fmt::format(
      "<section id=\"environment\">\n<h2>Environment</h2>\n<p>{}</p>\n<table class=\"rules\">\n<tbody>\n",
      escaped(report.kernel));
  for (const auto& [name, value] : sysctls_in_force())
    text += fmt::format("<tr><th scope=\"row\"><code>{}</code></th><td>{}</td></tr>\n", escaped(name), escaped(value));
  return text + "</tbody>\n</table>\n</section>\n";
}

}  // namespace socketcheck::properties::html
