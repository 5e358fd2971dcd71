#include "properties/report/ladder/svg_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "properties/report/ladder/grid.hpp"

namespace socketcheck::properties::ladder {
namespace {

constexpr double of_a_row = 26;
constexpr double of_a_begin = 54;
constexpr std::size_t characters_of_allowed = 96;

std::string text_beside(const Row& row) {
  if (row.kind == Kind::call || row.kind == Kind::look) return call_with_answer(row);
  return row.text.empty() ? "" : "(" + row.text + ")";
}

void measure_across(const Chart& chart, SvgLayout& layout) {
  layout.gap = chart.columns <= 2 ? 280 : 150;
  double right = 0;
  for (const Row& row : chart.rows) {
    if (row.lane == no_lane || row.kind == Kind::segment || row.kind == Kind::nothing) continue;
    const bool is_beside_a_chip = row.kind == Kind::change && !row.state.empty() && !row.text.empty();
    const double chip = is_beside_a_chip ? wide(row.state) / 2 + 7 : 0;
    const double size = wide(text_beside(row)) + chip + 2 * away_from_a_lane;
    if (is_leftmost(chart, row.lane))
      layout.left = std::max(layout.left, size);
    else
      right = std::max(right, layout.gap * chart.lanes[static_cast<std::size_t>(row.lane)].column + size);
  }
  layout.width = std::max(layout.left + std::max(right, layout.gap * (chart.columns - 1) + 80), 420.0);
  for (const Row& row : chart.rows)
    if (row.broken)
      for (const std::string& line : lines_below(row)) layout.width = std::max(layout.width, wide(line) + 60);
}

void measure_down(const Chart& chart, SvgLayout& layout) {
  double y = 20;
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const Row& row = chart.rows[i];
    const bool with_the_last = row.kind == Kind::begin && i > 0 && chart.rows[i - 1].kind == Kind::begin;
    if (with_the_last) {
      layout.y.push_back(layout.y.back());
      continue;
    }
    layout.y.push_back(y);
    y += row.kind == Kind::begin && !row.state.empty() ? of_a_begin : of_a_row;
    if (row.broken) y += height_of_a_line * static_cast<double>(lines_below(row).size()) + 16;
  }
  layout.end = y;
  layout.height = y + 20 + height_of_a_line * static_cast<double>(layout.legend.size());
}

}  // namespace

bool is_leftmost(const Chart& chart, int lane) {
  return chart.lanes[static_cast<std::size_t>(lane)].column == 0 && chart.columns > 1;
}

SvgLayout layout_of(const Chart& chart) {
  SvgLayout layout;
  measure_across(chart, layout);
  layout.legend = wrapped(legend_of(chart, ", dashed,", ", drawn through,"),
                          static_cast<std::size_t>((layout.width - 28) / width_of_a_character));
  measure_down(chart, layout);
  return layout;
}

std::string call_with_answer(const Row& row) {
  const std::string text = row.text + " = " + row.answer;
  if (row.kind == Kind::look) return text;
  return row.number > 0 ? fmt::format("{}  {}", row.number, text) : "clean-up: " + text;
}

std::vector<std::string> lines_below(const Row& row) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& text) {
    for (std::string& part : wrapped(text, characters_of_allowed)) lines.push_back(std::move(part));
  };
  if (!row.remark.empty()) add(row.remark);
  for (const AllowedLine& line : row.allowed)
    add((&line == &row.allowed.front() ? "allowed only: " : "or: ") + line.answer);
  for (const AllowedLine& line : first_of_each_rule(row.allowed)) add("because " + line.rule + ": " + line.source);
  return lines;
}

}  // namespace socketcheck::properties::ladder
