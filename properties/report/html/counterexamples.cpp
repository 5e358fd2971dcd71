// Each finding: what it is in words and as a picture, its files, and the lines to paste.
#include <fmt/format.h>

#include <algorithm>

#include "properties/report/counterexample.hpp"
#include "properties/report/html/sections.hpp"
#include "properties/report/ladder/draw.hpp"
#include "properties/report/ladder/svg.hpp"
#include "properties/report/markup.hpp"
#include "properties/report/packetdrill/script.hpp"
#include "properties/report/reproduction/reproduction.hpp"

namespace socketcheck::properties::html {
namespace {

// Beside the page, in counterexamples/.
std::string files(const std::string& name, bool reproduction, const Finding& finding) {
  std::string text;
  const auto add = [&](const char* extension, const char* what) {
    text += fmt::format("{}<a href=\"counterexamples/{}.{}\">{}</a>", text.empty() ? "" : " · ", escaped(name),
                        extension, what);
  };
  add("txt", "the program");
  add("json", "everything as JSON");
  if (ladder::can_be_drawn(finding.program)) add("svg", "the picture");
  if (reproduction) add("c", "a C program that needs nothing of SocketCheck");
  const bool was_watched = std::any_of(finding.steps.begin(), finding.steps.end(), [](const Step& step) { return step.world.has_value(); });
  if (was_watched) add("pcapng", "the frames, for Wireshark");
  if (packetdrill_script(finding)) add("pkt", "a packetdrill script");
  return "<p>Files: " + text + "</p>\n";
}

std::string one(const Finding& finding, const UnitResult& unit, std::size_t number, const std::string& kernel,
                const std::filesystem::path& directory) {
  const std::string name = finding_name(finding, number);
  const std::string file = (directory / "counterexamples" / (name + ".txt")).string();
  const bool reproduction = reproduction_of(finding, unit.coverage.book(), kernel).has_value();
  std::string text = fmt::format("<article class=\"finding\">\n<h3>{} <span class=\"soft\">on {}</span></h3>\n",
                                 escaped(finding.property), escaped(finding.stack));
  if (!finding.failure.allowed.empty())
    text += fmt::format("<p><code>{}</code>: {}</p>\n", escaped(finding.failure.rule()),
                        escaped(finding.failure.allowed.front().source));
  text += fmt::format("<pre tabindex=\"0\" aria-label=\"The counterexample as text\">{}</pre>\n",
                      escaped(counterexample_body(finding)));
  if (ladder::can_be_drawn(finding.program))
    text += fmt::format(
      "<div class=\"ladder-box\" tabindex=\"0\" aria-label=\"The counterexample as a ladder diagram\">\n{}</div>\n",
      ladder::svg_of(ladder::draw(finding, unit.coverage.book())));
  text += files(name, reproduction, finding) + "<dl class=\"paste\">\n";
  for (const Paste& paste : lines_to_paste(finding, file, reproduction))
    text += fmt::format("<dt>{}</dt><dd><pre tabindex=\"0\">{}</pre></dd>\n", escaped(paste.purpose),
                        escaped(paste.line));
  return text + "</dl>\n</article>\n";
}

}  // namespace

std::string counterexamples_section(const CheckReport& report, const std::filesystem::path& directory) {
  std::string text;
  for (const UnitResult& unit : report.units)
    for (std::size_t i = 0; i < unit.findings.size(); ++i)
      text += one(unit.findings[i], unit, i, report.kernel, directory);
  if (text.empty()) return {};
  return "<section id=\"counterexamples\">\n<h2>Counterexamples</h2>\n" + text + "</section>\n";
}

}  // namespace socketcheck::properties::html
