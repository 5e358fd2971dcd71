#include "properties/report/ladder/text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "properties/report/ladder/grid.hpp"
#include "properties/report/ladder/places.hpp"
#include "properties/report/ladder/text_arrows.hpp"
#include "properties/report/ladder/text_rows.hpp"

namespace socketcheck::properties::ladder {
namespace {

constexpr const char* red = "\033[1;31m";
constexpr const char* plain = "\033[0m";

class Page {
 public:
  Page(const Chart& chart, const TextStyle& style)
      : chart_(chart),
        style_(style),
        width_(std::max<std::size_t>(style.width, 30)),
        places_(places_for(chart, width_)) {}

  std::string take() {
    for (row_ = 0; row_ < chart_.rows.size(); ++row_) {
      const Row& row = chart_.rows[row_];
      if (places_.fits)
        add(row);
      else
        add_to_list(row);
      if (row.broken) add_allowed(row);
    }
    add_legend();
    return std::move(text_);
  }

 private:
  const Lane& lane(int number) const { return chart_.lanes[static_cast<std::size_t>(number)]; }
  std::size_t place_of(int number) const { return places_.of(chart_, number); }

  // ---- lines

  void write(const Line& line, bool broken = false) {
    const bool colours = broken && style_.colour;
    text_ += (colours ? red : "") + (style_.ascii ? line.ascii() : line.utf8()) + (colours ? plain : "") + "\n";
  }
  void write(const std::string& text, bool broken = false) {
    Line line(std::max(width_, text.size()));
    line.put(0, text);
    write(line, broken);
  }

  // The lanes that are there in this row; the last ones in their columns go on to the end.
  Line line_with_lanes() const {
    Line line(width_);
    for (std::size_t i = 0; i < chart_.lanes.size(); ++i) {
      const Lane& one = chart_.lanes[i];
      if (row_ > one.first && row_ <= one.last) line.put(places_.of(chart_, static_cast<int>(i)), U'│');
    }
    return line;
  }

  // ---- text beside a lane

  bool is_leftmost(int number) const { return lane(number).column == 0; }
  std::size_t room_left(std::size_t at) const { return at > 4 ? at - 4 : 0; }
  std::size_t room_right(std::size_t at) const { return width_ > at + 2 ? width_ - at - 2 : 0; }

  // Outside of the outermost lanes if there is room, else over the lanes on the side with more of it.
  bool goes_left(int number, std::size_t at, std::size_t size) const {
    const bool own_side_is_left = chart_.columns == 2 && is_leftmost(number);
    if (own_side_is_left) return room_left(at) >= size || room_right(at) < size;
    return room_right(at) < size && room_left(at) > room_right(at);
  }
  bool has_room_on_its_side(int number, std::size_t size) const {
    const std::size_t at = place_of(number);
    if (chart_.columns == 2) return (is_leftmost(number) ? room_left(at) : room_right(at)) >= size;
    return std::max(room_left(at), room_right(at)) >= size;
  }

  void put_beside(Line& line, int number, const std::string& text) {
    const std::size_t at = place_of(number);
    if (goes_left(number, at, text.size()))
      line.put(at > text.size() + 1 ? at - 2 - text.size() + 1 : 2, text);
    else
      line.put(at + 2, text);
  }

  // ---- rows

  void add(const Row& row) {
    switch (row.kind) {
      case Kind::begin: return add_begin(row);
      case Kind::call:
      case Kind::look: return add_call(row);
      case Kind::nothing: return write(fmt::format("  {} {}: not made, {}", row.number, row.text, row.answer));
      case Kind::segment: return add_segment(row);
      case Kind::change: return add_change(row);
      case Kind::wire: return add_wire(row);
    }
  }

  std::size_t middle() const {
    return places_.first + places_.apart * static_cast<std::size_t>(chart_.columns - 1) / 2;
  }

  // Across all lanes, which are what the wire is between.
  void add_wire(const Row& row) {
    const std::string text = " " + wire_text(row) + " ";
    Line line = line_with_lanes();
    const std::size_t left = places_.first;
    const std::size_t right = places_.first + places_.apart * static_cast<std::size_t>(chart_.columns - 1);
    for (std::size_t i = left + 1; i < right; ++i)
      if (i % 2 == 0) line.put(i, U'┄');
    put_centred(line, middle(), text.substr(0, width_));
    write(line, row.broken);
  }

  std::string state_text(const Row& row) const {
    return std::string(places_.short_states ? short_state(row.state) : std::string_view(row.state));
  }

  // Lanes that begin together have their names in one line and their states in the next.
  void add_begin(const Row& row) {
    if (row_ > 0 && chart_.rows[row_ - 1].kind == Kind::begin) return;
    Line names = line_with_lanes();
    Line states = line_with_lanes();
    std::string texts;
    bool any = false;
    for (std::size_t i = row_; i < chart_.rows.size() && chart_.rows[i].kind == Kind::begin; ++i) {
      const Row& one = chart_.rows[i];
      put_centred(names, place_of(one.lane), one.name);
      if (one.state.empty()) continue;
      put_centred(states, place_of(one.lane), state_text(one));
      any = true;
      if (!one.text.empty()) texts = one.text;
    }
    write(names);
    if (any) write(states);
    if (!texts.empty()) add_note(row.lane, texts);
  }

  void add_call(const Row& row) {
    const std::string call = call_text(row);
    const std::string answer = "= " + row.answer;
    if (row.lane == no_lane) return write("> " + call + " " + answer, row.broken);
    if (has_room_on_its_side(row.lane, call.size() + 1 + answer.size()))
      return add_beside(row, call + " " + answer, true);
    if (has_room_on_its_side(row.lane, std::max(call.size(), answer.size()))) {
      add_beside(row, call, true);
      return add_beside(row, answer, false);
    }
    const std::string mark = row.broken ? "> " : "  ";
    for (const std::string& part : wrapped(call + " " + answer, width_ - 2)) write(mark + part, row.broken);
  }

  void add_beside(const Row& row, const std::string& text, bool marked) {
    Line line = line_with_lanes();
    put_beside(line, row.lane, text);
    line.put(place_of(row.lane), marked ? (row.broken ? U'✗' : U'●') : U'│');
    if (row.broken && marked) line.put(0, ">");
    write(line, row.broken);
  }

  void add_note(int number, const std::string& text) {
    Line line = line_with_lanes();
    put_beside(line, number, "(" + text + ")");
    write(line);
  }

  void add_change(const Row& row) {
    if (!row.state.empty()) {
      Line line = line_with_lanes();
      put_centred(line, place_of(row.lane), state_text(row));
      write(line);
    }
    if (!row.text.empty()) add_note(row.lane, row.text);
  }

  void add_segment(const Row& row) {
    Line line = line_with_lanes();
    put_segment(line, chart_, places_, width_, row);
    if (row.broken) line.put(0, ">");
    write(line, row.broken);
  }

  // ---- below a broken row

  void add_wrapped(const std::string& label, const std::string& text) {
    std::string indent = label;
    for (const std::string& part : wrapped(text, width_ > label.size() + 12 ? width_ - label.size() : 24)) {
      write(indent + part, true);
      indent = std::string(label.size(), ' ');
    }
  }

  void add_allowed(const Row& row) {
    if (!row.remark.empty()) add_wrapped("  ", "(" + row.remark + ")");
    std::string label = "  allowed only: ";
    for (const AllowedLine& line : row.allowed) {
      add_wrapped(label, line.answer);
      label = "            or: ";
    }
    for (const AllowedLine& line : first_of_each_rule(row.allowed)) {
      add_wrapped("  because ", line.rule + ": " + line.source);
    }
  }

  void add_to_list(const Row& row) {
    for (const std::string& part : wrapped(line_of_list(chart_, row), width_)) write(part, row.broken);
  }

  void add_legend() {
    write("");
    std::string text = legend_of(chart_, "", style_.ascii ? " (===)" : " (drawn through)");
    if (places_.fits && places_.short_states) text += " " + legend_of_short_states() + ".";
    for (const std::string& part : wrapped(text, width_)) write(part);
  }

  const Chart& chart_;
  TextStyle style_;
  std::size_t width_;
  Places places_;
  std::string text_;
  std::size_t row_ = 0;
};

}  // namespace

std::string text_of(const Chart& chart, const TextStyle& style) { return Page(chart, style).take(); }

}  // namespace socketcheck::properties::ladder
