// A page of characters that can be written on anywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace socketcheck::properties::ladder {

class Line {
 public:
  explicit Line(std::size_t width) : cells_(width, U' ') {}

  std::size_t width() const { return cells_.size(); }
  void put(std::size_t at, char32_t glyph) {
    if (at < cells_.size()) cells_[at] = glyph;
  }
  void put(std::size_t at, std::string_view ascii) {
    for (std::size_t i = 0; i < ascii.size(); ++i) put(at + i, static_cast<unsigned char>(ascii[i]));
  }
  void fill(std::size_t from, std::size_t to, char32_t glyph) {
    for (std::size_t i = from; i < to; ++i) put(i, glyph);
  }
  // Without blanks at the end.
  std::string utf8() const;
  // Each glyph by one character that every terminal has.
  std::string ascii() const;

 private:
  std::u32string cells_;
};

// Within the line, whatever it costs.
void put_centred(Line& line, std::size_t at, std::string_view text);

// Lines of at most `width` characters, broken between words.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace socketcheck::properties::ladder
