// Where on a line of text the lanes of a ladder diagram stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

struct Places {
  std::size_t first = 0;      // of the leftmost lane
  std::size_t apart = 0;      // between two lanes
  bool short_states = false;  // too narrow for the states' names
  bool fits = true;           // false: lanes can't be drawn in this width

  std::size_t of(const Chart& chart, int lane) const {
    return first + apart * static_cast<std::size_t>(chart.lanes[static_cast<std::size_t>(lane)].column);
  }
};

Places places_for(const Chart& chart, std::size_t width);

// ESTABLISHED as EST; the others likewise.
std::string_view short_state(std::string_view state);
std::string legend_of_short_states();

}  // namespace socketcheck::properties::ladder
