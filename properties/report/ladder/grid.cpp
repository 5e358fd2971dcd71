#include "properties/report/ladder/grid.hpp"

#include <algorithm>

namespace socketcheck::properties::ladder {
namespace {

struct Substitute {
  char32_t glyph;
  char ascii;
};
constexpr Substitute substitutes[] = {{U'│', '|'}, {U'├', '+'}, {U'┤', '+'}, {U'╌', '-'}, {U'─', '='},
                                      {U'▶', '>'}, {U'◀', '<'}, {U'●', 'o'}, {U'×', 'x'}, {U'┬', '+'},
                                      {U'┊', ':'}, {U'┄', '.'}, {U'✗', '!'}};

char as_ascii(char32_t glyph) {
  if (glyph < 0x80) return static_cast<char>(glyph);
  for (const Substitute& one : substitutes)
    if (one.glyph == glyph) return one.ascii;
  return '?';
}

void append_utf8(std::string& text, char32_t glyph) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (glyph < 0x80) return add(glyph);
  if (glyph < 0x800) return add(0xC0 | glyph >> 6), add(0x80 | (glyph & 0x3F));
  add(0xE0 | glyph >> 12);
  add(0x80 | (glyph >> 6 & 0x3F));
  add(0x80 | (glyph & 0x3F));
}

template <class Append>
std::string text_of(const std::u32string& cells, Append append) {
  const std::size_t end = cells.find_last_not_of(U' ');
  std::string text;
  if (end == std::u32string::npos) return text;
  for (std::size_t i = 0; i <= end; ++i) append(text, cells[i]);
  return text;
}

}  // namespace

std::string Line::utf8() const { return text_of(cells_, append_utf8); }

std::string Line::ascii() const {
  return text_of(cells_, [](std::string& text, char32_t glyph) { text += as_ascii(glyph); });
}

void put_centred(Line& line, std::size_t at, std::string_view text) {
  const std::size_t half = text.size() / 2;
  const std::size_t begin = at > half ? at - half : 0;
  line.put(std::min(begin, line.width() > text.size() ? line.width() - text.size() : 0), text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (text.size() > width) {
    std::size_t end = text.rfind(' ', width);
    if (end == std::string_view::npos || end == 0) end = width;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), text[end] == ' ' ? end + 1 : end));
  }
  lines.emplace_back(text);
  return lines;
}

}  // namespace socketcheck::properties::ladder
