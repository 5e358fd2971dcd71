#include "properties/report/ladder/chart.hpp"

#include <algorithm>

namespace socketcheck::properties::ladder {
namespace {

void note(Chart& chart, int lane, std::size_t row) {
  if (lane == no_lane) return;
  Lane& noted = chart.lanes[static_cast<std::size_t>(lane)];
  noted.first = std::min(noted.first, row);
  noted.last = std::max(noted.last, row);
}

// A lane whose connection has not ended goes on, until another one needs its column.
void go_on_to_the_end(Chart& chart) {
  std::vector<std::string> states(chart.lanes.size());
  for (const Row& row : chart.rows)
    if (!row.state.empty()) states[static_cast<std::size_t>(row.lane)] = row.state;
  for (std::size_t i = 0; i < chart.lanes.size(); ++i) {
    if (states[i] == "CLOSED") continue;
    std::size_t end = chart.rows.size();
    for (const Lane& other : chart.lanes)
      if (other.column == chart.lanes[i].column && other.first > chart.lanes[i].last) end = std::min(end, other.first);
    chart.lanes[i].last = end - 1;
  }
}

}  // namespace

std::string legend_of(const Chart& chart, const std::string& model, const std::string& wire) {
  const auto has = [&](Origin origin) {
    return std::any_of(chart.rows.begin(), chart.rows.end(),
                       [&](const Row& row) { return row.kind == Kind::segment && row.origin == origin; });
  };
  std::string text = "Answers and states are the model's.";
  if (chart.was_run) text = "Answers are the stack's, states the model's.";
  if (chart.was_watched)
    text = "Answers are the stack's, states those that its kernel listed after each segment; what waits in a socket, in "
           "brackets, is the model's.";
  if (has(Origin::model)) text += " Segments" + model + " are the model's: loopback hides them.";
  if (has(Origin::wire)) text += " Segments" + wire + " were seen on the wire; an ACK that says nothing new is not written.";
  const auto is_bulk = [](const Row& row) { return row.kind == Kind::segment && row.origin == Origin::wire && row.text.ends_with(')'); };
  if (std::any_of(chart.rows.begin(), chart.rows.end(), is_bulk)) text += " (58): that many segments.";
  const auto is_of_tcp = [](const Row& row) { return !row.state.empty(); };
  if (std::none_of(chart.rows.begin(), chart.rows.end(), is_of_tcp)) return text;  // datagrams have no numbers
  if (has(Origin::model) || has(Origin::wire)) text += " Numbers are relative: the SYN is 0, the first byte 1.";
  return text;
}

std::vector<AllowedLine> first_of_each_rule(const std::vector<AllowedLine>& allowed) {
  std::vector<AllowedLine> lines;
  for (const AllowedLine& line : allowed)
    if (std::none_of(lines.begin(), lines.end(), [&](const AllowedLine& told) { return told.rule == line.rule; }))
      lines.push_back(line);
  return lines;
}

void lay_out(Chart& chart) {
  for (Lane& lane : chart.lanes) {
    lane.first = chart.rows.size();
    lane.last = 0;
  }
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    note(chart, chart.rows[i].lane, i);
    note(chart, chart.rows[i].to, i);
  }
  std::vector<std::size_t> free_from;  // by column: the first row that nothing needs
  std::vector<Lane*> by_first;
  for (Lane& lane : chart.lanes) by_first.push_back(&lane);
  std::stable_sort(by_first.begin(), by_first.end(),
                   [](const Lane* one, const Lane* other) { return one->first < other->first; });
  for (Lane* lane : by_first) {
    std::size_t column = 0;
    while (column < free_from.size() && free_from[column] > lane->first) ++column;
    if (column == free_from.size()) free_from.push_back(0);
    free_from[column] = lane->last + 1;
    lane->column = static_cast<int>(column);
  }
  chart.columns = static_cast<int>(free_from.size());
  go_on_to_the_end(chart);
}

}  // namespace socketcheck::properties::ladder
