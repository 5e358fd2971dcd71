// What a test asks of a ladder diagram.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "properties/report/ladder/chart.hpp"

namespace socketcheck::tests {

using Texts = std::vector<std::string>;

inline int lane_called(const properties::ladder::Chart& chart, const std::string& name) {
  const auto found = std::find_if(chart.lanes.begin(), chart.lanes.end(),
                                  [&](const auto& lane) { return lane.name == name; });
  return static_cast<int>(found - chart.lanes.begin());
}

inline Texts states_of(const properties::ladder::Chart& chart, const std::string& name) {
  Texts states;
  for (const properties::ladder::Row& row : chart.rows)
    if (row.lane == lane_called(chart, name) && !row.state.empty()) states.push_back(row.state);
  return states;
}

// `a>b FIN 6`; where the wire keeps it or gives it, `a>wire FIN 6` and `wire>b FIN 6`; `lost FIN 6`.
inline Texts segments_of(const properties::ladder::Chart& chart) {
  using namespace properties::ladder;
  const auto name = [&](int lane) {
    return lane == no_lane ? "nobody" : chart.lanes[static_cast<std::size_t>(lane)].name;
  };
  Texts segments;
  for (const Row& row : chart.rows) {
    if (row.kind != Kind::segment) continue;
    const std::string from = row.fate == Fate::comes ? "wire" : name(row.lane);
    const std::string to = row.fate == Fate::leaves ? "wire" : name(row.to);
    segments.push_back((row.fate == Fate::is_lost ? "lost " : from + ">" + to + " ") + row.text);
  }
  return segments;
}

}  // namespace socketcheck::tests
