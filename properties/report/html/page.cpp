#include "properties/report/html/page.hpp"

#include <fmt/format.h>

#include "properties/report/html/sections.hpp"
#include "properties/report/html/style.hpp"
#include "properties/report/markup.hpp"

namespace socketcheck::properties {
namespace {

// Nothing may be loaded from anywhere, and no script may run.
constexpr std::string_view policy = "default-src 'none'; style-src 'unsafe-inline'";

bool has_findings(const CheckReport& report) {
  for (const UnitResult& unit : report.units)
    if (!unit.findings.empty()) return true;
  return false;
}

std::string navigation(const CheckReport& report, const std::string& claims) {
  std::string items;
  const auto add = [&](std::string_view id, std::string_view name) {
    items += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, name);
  };
  if (has_findings(report)) add("counterexamples", "Counterexamples");
  add("properties", "Properties");
  add("coverage", "Coverage");
  if (claims.find("<section") != std::string::npos) add("claims", "Claims");
  add("not-tested", "Not tested, and known");
  add("environment", "Environment");
  return "<nav aria-label=\"Sections\"><ul>\n" + items + "</ul></nav>\n";
}

std::string page_of(std::string_view title, const std::string& header, const std::string& main,
                    std::string_view footer) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n";
  page += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />\n", policy);
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n";
  page += fmt::format("<title>SocketCheck: {}</title>\n{}</head>\n<body>\n", title, html::style);
  page += "<a class=\"skip\" href=\"#main\">Skip to the result</a>\n";
  page += fmt::format("<header class=\"top\">\n{}</header>\n<main id=\"main\">\n{}</main>\n", header, main);
  return page + fmt::format("<footer>{}</footer>\n</body>\n</html>\n", footer);
}

}  // namespace

std::string report_html(const CheckReport& report, const std::filesystem::path& directory) {
  const std::vector<StackResult> stacks = report.stacks();
  const std::string claims = html::claims_section(directory);
  const std::string header = fmt::format("<h1>SocketCheck on {}</h1>\n", escaped(report.kernel)) +
                             navigation(report, claims);
  return page_of(show(report.verdict()), header,
                 html::verdict_section(report, stacks) + html::counterexamples_section(report, directory) +
                     html::properties_section(report) + html::coverage_section(report, stacks) + claims +
                     html::not_tested_section(report, stacks) + html::environment_section(report),
                 "Made by <code>socketcheck check</code>. run.json beside this page has everything that stands here.");
}

std::string claims_html(const std::filesystem::path& directory) {
  return page_of(
      "claims", "<h1>SocketCheck: claims put to the kernel</h1>\n", html::claims_section(directory),
      "Made by <code>socketcheck check --claims</code>. claims.json beside this page has everything that stands here.");
}

}  // namespace socketcheck::properties
