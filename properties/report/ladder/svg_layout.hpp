// Where on a picture the rows and lanes of a ladder diagram stand, in pixels.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

inline constexpr double width_of_a_character = 7.6;
inline constexpr double height_of_a_line = 17;
inline constexpr double away_from_a_lane = 12;

inline double wide(std::string_view text) { return width_of_a_character * static_cast<double>(text.size()); }

struct SvgLayout {
  double left = 80;  // of the first lane
  double gap = 0;    // between two lanes
  double width = 0;
  double height = 0;
  double end = 0;         // of the lanes
  std::vector<double> y;  // of each row
  std::vector<std::string> legend;

  double x_of(const Lane& lane) const { return left + gap * lane.column; }
};

SvgLayout layout_of(const Chart& chart);

// Its text stands on its left.
bool is_leftmost(const Chart& chart, int lane);

// `3  close(a) = 0`.
std::string call_with_answer(const Row& row);
// What stands below a broken row.
std::vector<std::string> lines_below(const Row& row);

}  // namespace socketcheck::properties::ladder
