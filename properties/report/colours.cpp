#include "properties/report/colours.hpp"

#include <string_view>

namespace socketcheck::properties {
namespace {

constexpr std::string_view red = "\033[1;31m";
constexpr std::string_view green = "\033[32m";
constexpr std::string_view yellow = "\033[33m";
constexpr std::string_view plain = "\033[0m";

struct Coloured {
  std::string_view words;
  std::string_view colour;
};
// `conforms` comes last, because "does not conform" must not be taken for it.
constexpr Coloured verdicts[] = {
    {"does not conform", red}, {"could not test", yellow}, {"known deviation", yellow}, {"conforms", green}};

std::string in(std::string_view colour, std::string_view text) {
  return std::string(colour) + std::string(text) + std::string(plain);
}

std::string line_with_colours(std::string_view line) {
  if (line.starts_with(">")) return in(red, line);
  for (const Coloured& one : verdicts) {
    const std::size_t at = line.rfind(one.words);
    // A verdict ends its line, or stands behind a colon.
    if (at == std::string_view::npos || at == 0) continue;
    const bool ends = at + one.words.size() == line.size();
    if (!ends && line.substr(0, at).find(": ") == std::string_view::npos) continue;
    if (!ends && line[at - 1] != ' ') continue;
    return std::string(line.substr(0, at)) + in(one.colour, one.words) +
           std::string(line.substr(at + one.words.size()));
  }
  return std::string(line);
}

}  // namespace

std::string with_colours(const std::string& text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    result += line_with_colours(std::string_view(text).substr(begin, end == std::string::npos ? end : end - begin));
    if (end == std::string::npos) break;
    result += '\n';
    begin = end + 1;
  }
  return result;
}

}  // namespace socketcheck::properties
