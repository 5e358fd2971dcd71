#include "properties/report/ladder/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "properties/report/ladder/svg_layout.hpp"
#include "properties/report/ladder/svg_style.hpp"
#include "properties/report/markup.hpp"

namespace socketcheck::properties::ladder {
namespace {

std::string_view class_of(std::string_view state) {
  if (state == "ESTABLISHED") return "s-open";
  if (state == "FIN-WAIT-1" || state == "FIN-WAIT-2" || state == "CLOSE-WAIT") return "s-half";
  if (state == "LAST-ACK" || state == "CLOSING" || state == "TIME-WAIT") return "s-ending";
  return state == "CLOSED" ? "s-none" : "s-begin";
}

class Picture {
 public:
  explicit Picture(const Chart& chart) : chart_(chart), layout_(layout_of(chart)) {}

  std::string take() {
    add_rails();
    for (std::size_t i = 0; i < chart_.rows.size(); ++i) add(chart_.rows[i], layout_.y[i]);
    add_legend();
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ladder\" role=\"img\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
        "viewBox=\"0 0 {0:.0f} {1:.0f}\">\n<title>{2}</title>\n{3}<rect class=\"paper\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\"/>\n{4}</svg>\n",
        layout_.width, layout_.height, escaped(chart_.title.empty() ? "A ladder diagram" : chart_.title), svg_style,
        body_);
  }

 private:
  const Lane& lane(int number) const { return chart_.lanes[static_cast<std::size_t>(number)]; }
  double x_of(int number) const { return layout_.x_of(lane(number)); }

  void add_text(double x, double y, std::string_view text, std::string_view anchor, std::string_view classes) {
    body_ += fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", classes, x, y,
                         anchor, escaped(text));
  }
  void add_line(double x1, double y1, double x2, double y2, std::string_view classes) {
    body_ += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n", classes, x1,
                         y1, x2, y2);
  }

  // The lane's line, in the colour of its state.
  void add_rails() {
    std::map<int, std::pair<double, std::string>> from;  // by lane: since when in which state
    const auto end_rail = [&](int number, double y) {
      const auto& [since, state] = from[number];
      if (!state.empty() && y > since)
        add_line(x_of(number), since, x_of(number), y, "rail " + std::string(class_of(state)));
    };
    for (std::size_t i = 0; i < chart_.rows.size(); ++i) {
      const Row& row = chart_.rows[i];
      if (row.state.empty()) continue;
      end_rail(row.lane, layout_.y[i]);
      from[row.lane] = {layout_.y[i] + (row.kind == Kind::begin ? 40 : 0), row.state};
    }
    for (std::size_t i = 0; i < chart_.lanes.size(); ++i) {
      const Lane& one = chart_.lanes[i];
      const bool shared = std::any_of(chart_.lanes.begin(), chart_.lanes.end(), [&](const Lane& other) {
        return other.column == one.column && other.first > one.last;
      });
      const bool is_gone = from[static_cast<int>(i)].second == "CLOSED" && one.last < chart_.rows.size();
      end_rail(static_cast<int>(i), shared || is_gone ? layout_.y[one.last] + 8 : layout_.end);
    }
  }

  void add(const Row& row, double y) {
    switch (row.kind) {
      case Kind::begin: add_begin(row, y); break;
      case Kind::call:
      case Kind::look: add_call(row, y); break;
      case Kind::nothing:
        add_text(14, y + 4, fmt::format("{}  {}: not made, {}", row.number, row.text, row.answer), "start",
                 "soft halo");
        break;
      case Kind::segment: add_segment(row, y); break;
      case Kind::change:
        if (!row.state.empty()) add_chip(row.lane, y, row.state);
        if (!row.text.empty()) add_note(row, y);
        break;
      case Kind::wire: add_wire(row, y); break;
    }
  }

  // Across all lanes, which are what the wire is between.
  void add_wire(const Row& row, double y) {
    const double right = layout_.left + layout_.gap * (chart_.columns - 1);
    std::string text = (row.number > 0 ? fmt::format("{}  ", row.number) : "") + row.text;
    if (!row.answer.empty()) text += " = " + row.answer;
    const double middle = (layout_.left + right) / 2;
    const double half = wide(text) / 2 + 6;
    if (middle - half > layout_.left + 4) {
      add_line(layout_.left + 4, y, middle - half, y, "on-wire");
      add_line(middle + half, y, right - 4, y, "on-wire");
    }
    add_text(middle, y + 4.5, text, "middle", row.broken ? "broken halo" : "wire halo");
  }

  void add_begin(const Row& row, double y) {
    add_text(x_of(row.lane), y + 6, row.name, "middle", "name halo");
    if (!row.state.empty()) add_chip(row.lane, y + 28, row.state);
    if (!row.text.empty()) add_note(row, y + 28);
  }

  void add_chip(int number, double y, std::string_view state) {
    const double size = wide(state) + 14;
    body_ += fmt::format(
        "<rect class=\"chip {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"20\" rx=\"6\"/>\n",
        class_of(state), x_of(number) - size / 2, y - 10, size);
    add_text(x_of(number), y + 4.5, state, "middle", "state");
  }

  void add_beside(int number, double y, double away, std::string_view text, std::string_view classes) {
    if (is_leftmost(chart_, number))
      add_text(x_of(number) - away, y + 4.5, text, "end", classes);
    else
      add_text(x_of(number) + away, y + 4.5, text, "start", classes);
  }

  void add_note(const Row& row, double y) {
    const double away = row.state.empty() ? away_from_a_lane : wide(row.state) / 2 + 7 + away_from_a_lane;
    add_beside(row.lane, y, away, "(" + row.text + ")", "soft halo");
  }

  void add_call(const Row& row, double y) {
    const std::string_view classes = row.broken ? "broken halo" : "halo";
    if (row.broken) add_allowed(row, y);
    if (row.lane == no_lane) {
      add_text(30, y + 4.5, call_with_answer(row), "start", classes);
      return;
    }
    add_beside(row.lane, y, away_from_a_lane, call_with_answer(row), classes);
    body_ += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>\n", row.broken ? "broken" : "dot",
                         x_of(row.lane), y, row.broken ? 6 : 4);
  }

  void add_allowed(const Row& row, double y) {
    const auto lines = lines_below(row);
    body_ += fmt::format("<rect class=\"wash\" x=\"10\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"8\"/>\n",
                         y + 14, layout_.width - 20, height_of_a_line * static_cast<double>(lines.size()) + 12);
    double below = y + 33;
    for (const std::string& line : lines) {
      add_text(24, below, line, "start",
               line.starts_with("allowed only: ") || line.starts_with("or: ") ? "broken" : "allowed");
      below += height_of_a_line;
    }
  }

  void add_segment(const Row& row, double y) {
    const std::string kind = std::string(row.broken || row.text.starts_with("RST") ? " reset" : "");
    const std::string dashed = row.origin == Origin::model ? "arrow model" : "arrow";
    const double away = 60;
    if (row.lane == row.to) {
      body_ += fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f} h26 v12 h-20\"/>\n", dashed + kind, x_of(row.lane),
                           y - 6);
      add_head(x_of(row.lane) + 3, y + 6, -1, kind);
      add_text(x_of(row.lane) + 36, y + 4.5, row.text + " to itself", "start", "halo");
      return;
    }
    double from = row.lane == no_lane ? x_of(row.to) + away : x_of(row.lane);
    double to = row.to == no_lane ? x_of(row.lane) + away : x_of(row.to);
    const int way = to > from ? 1 : -1;
    if (row.broken) add_allowed(row, y);
    if (row.fate != Fate::arrives) return add_on_the_wire(row, y, from, to, way, dashed + kind, kind);
    add_line(from + 3 * way, y, to - 6 * way, y, dashed + kind);
    add_head(to - 3 * way, y, way, kind);
    if (row.lane == no_lane || row.to == no_lane)
      add_text(std::max(from, to) + 8, y + 4.5, row.text + (row.lane == no_lane ? " from nobody" : ""), "start",
               "halo");
    else
      add_text((from + to) / 2, y - 4, row.text, "middle", row.broken ? "broken halo" : "halo");
  }

  // Up to the wire's middle or from there, and the text on the other side of it.
  void add_on_the_wire(const Row& row, double y, double from, double to, int way, const std::string& line,
                       const std::string& head) {
    const double middle = (from + to) / 2;
    if (row.fate == Fate::is_lost) {
      add_text(middle, y + 4.5, "✗ " + row.text + ", lost", "middle", "broken halo");
      return;
    }
    const bool leaves = row.fate == Fate::leaves;
    add_line(leaves ? from + 3 * way : middle, y, leaves ? middle : to - 6 * way, y, line);
    body_ += fmt::format("<path class=\"arrow\" d=\"M{:.1f} {:.1f} v14\"/>\n", middle, y - 7);
    if (!leaves) add_head(to - 3 * way, y, way, head);
    const bool text_is_right = leaves == (way > 0);
    add_text(middle + (text_is_right ? 8 : -8), y + 4.5, row.text, text_is_right ? "start" : "end", "halo");
  }

  void add_head(double x, double y, int way, const std::string& kind) {
    body_ += fmt::format("<path class=\"head{}\" d=\"M{:.1f} {:.1f} l{} -5 v10 z\"/>\n", kind, x, y, -9 * way);
  }

  void add_legend() {
    double y = layout_.end + 16;
    for (const std::string& line : layout_.legend) {
      add_text(14, y, line, "start", "soft");
      y += height_of_a_line;
    }
  }

  const Chart& chart_;
  SvgLayout layout_;
  std::string body_;
};

}  // namespace

std::string svg_of(const Chart& chart) { return Picture(chart).take(); }

}  // namespace socketcheck::properties::ladder
