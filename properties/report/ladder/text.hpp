// A ladder diagram as text, for terminals of any width.
#pragma once

#include <string>

#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

struct TextStyle {
  std::size_t width = 80;
  bool ascii = false;   // no character outside of ASCII
  bool colour = false;  // the broken row in red
};

std::string text_of(const Chart& chart, const TextStyle& style);

}  // namespace socketcheck::properties::ladder
