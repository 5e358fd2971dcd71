#include "properties/report/ladder/places.hpp"

#include <algorithm>

namespace socketcheck::properties::ladder {
namespace {

constexpr std::size_t widest_gap = 26;
constexpr std::size_t narrowest_gap = 13;  // a state's name and a blank
constexpr std::size_t narrowest_gap_of_short = 6;
constexpr std::size_t left_edge = 7;  // half a state's name, and the mark of what broke

struct ShortState {
  std::string_view state;
  std::string_view short_name;
};
constexpr ShortState short_states[] = {{"CLOSED", "CLO"},       {"LISTEN", "LIS"},      {"SYN-SENT", "S-S"},
                                       {"SYN-RECEIVED", "S-R"}, {"ESTABLISHED", "EST"}, {"FIN-WAIT-1", "FW1"},
                                       {"FIN-WAIT-2", "FW2"},   {"CLOSE-WAIT", "C-W"},  {"CLOSING", "CLG"},
                                       {"LAST-ACK", "L-A"},     {"TIME-WAIT", "T-W"}};

// Calls stand outside of the lanes.
Places for_two(std::size_t lanes, std::size_t width) {
  if (lanes == 1) return {.first = width / 4, .apart = 0, .short_states = false, .fits = width >= 40};
  const std::size_t apart = std::clamp(width * 3 / 10, narrowest_gap + 7, widest_gap);
  const std::size_t taken = apart * (lanes - 1);
  return {.first = width > taken ? (width - taken) / 2 : left_edge,
          .apart = apart,
          .short_states = false,
          .fits = width >= 60};
}

}  // namespace

Places places_for(const Chart& chart, std::size_t width) {
  const auto lanes = static_cast<std::size_t>(std::max(1, chart.columns));
  if (lanes <= 2) return for_two(lanes, width);
  const std::size_t room = width > 2 * left_edge ? width - 2 * left_edge : 0;
  const std::size_t apart = std::min(widest_gap, room / (lanes - 1));
  return {.first = left_edge,
          .apart = apart,
          .short_states = apart < narrowest_gap,
          .fits = apart >= narrowest_gap_of_short};
}

std::string_view short_state(std::string_view state) {
  for (const ShortState& one : short_states)
    if (one.state == state) return one.short_name;
  return state;
}

std::string legend_of_short_states() {
  std::string text;
  for (const ShortState& one : short_states) {
    if (!text.empty()) text += ", ";
    text += std::string(one.short_name) + " " + std::string(one.state);
  }
  return text;
}

}  // namespace socketcheck::properties::ladder
