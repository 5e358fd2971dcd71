#include "properties/report/github.hpp"

#include <cstdlib>
#include <string_view>

#include "properties/report/counterexample.hpp"

namespace socketcheck::properties {
namespace {

// As https://docs.github.com/actions asks: what would end the command or the title is escaped.
std::string escaped(const std::string& text, bool in_title) {
  std::string result;
  for (const char c : text) {
    if (c == '%')
      result += "%25";
    else if (c == '\r')
      result += "%0D";
    else if (c == '\n')
      result += "%0A";
    else if (in_title && c == ':')
      result += "%3A";
    else if (in_title && c == ',')
      result += "%2C";
    else
      result += c;
  }
  return result;
}

bool runs_there() {
  const char* value = std::getenv("GITHUB_ACTIONS");
  return value != nullptr && std::string_view(value) == "true";
}

}  // namespace

std::string github_command(const std::string& level, const std::string& title, const std::string& text) {
  return "::" + level + " title=" + escaped(title, true) + "::" + escaped(text, false) + "\n";
}

std::string github_annotations(const CheckReport& report) {
  if (!runs_there()) return {};
  std::string text;
  for (const UnitResult& unit : report.units) {
    const std::string title = unit.property + " @ " + unit.stack;
    for (const Finding& finding : unit.findings)
      text += github_command("error", title + " does not conform", counterexample_text(finding, report.kernel, ""));
    for (const std::string& reason : unit.not_tested)
      text += github_command("warning", title + " could not be tested", reason);
  }
  return text;
}

}  // namespace socketcheck::properties
