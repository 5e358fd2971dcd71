#include "properties/report/ladder/text_arrows.hpp"

#include <algorithm>

namespace socketcheck::properties::ladder {
namespace {

class Arrow {
 public:
  Arrow(const Chart& chart, const Places& places, std::size_t width) : chart_(chart), places_(places), width_(width) {}

  void put(Line& line, const Row& row) const {
    if (row.lane == no_lane || row.to == no_lane) {
      add_stub(line, row);
    } else if (row.lane == row.to || place_of(row.lane) == place_of(row.to)) {
      line.put(place_of(row.lane) + 1, U'◀');
      line.put(place_of(row.lane) + 2, dash(row));
      line.put(place_of(row.lane) + 4, row.text + " to itself");
    } else if (row.fate == Fate::is_lost) {
      put_centred(line, middle_of(row), "  " + row.text + ", lost");
      line.put(middle_of(row) - (row.text.size() + 8) / 2, U'×');
    } else if (row.fate != Fate::arrives) {
      add_half_an_arrow(line, row);
    } else {
      add_arrow(line, row);
    }
  }

 private:
  std::size_t place_of(int number) const { return places_.of(chart_, number); }
  std::size_t room_right(std::size_t at) const { return width_ > at + 2 ? width_ - at - 2 : 0; }
  char32_t dash(const Row& row) const { return row.origin == Origin::model ? U'╌' : U'─'; }

  std::size_t middle_of(const Row& row) const { return (place_of(row.lane) + place_of(row.to)) / 2; }

  // Up to the wire's middle or from there, and the text on the other side of it.
  void add_half_an_arrow(Line& line, const Row& row) const {
    const bool leaves = row.fate == Fate::leaves;
    const std::size_t at = place_of(leaves ? row.lane : row.to);
    const std::size_t middle = middle_of(row);
    line.fill(std::min(at, middle) + 1, std::max(at, middle), dash(row));
    line.put(middle, U'┊');
    if (leaves)
      line.put(at, at < middle ? U'├' : U'┤');
    else
      line.put(at < middle ? at + 1 : at - 1, at < middle ? U'◀' : U'▶');
    const std::size_t other = place_of(leaves ? row.to : row.lane);
    const bool fits = row.text.size() + 2 < std::max(other, middle) - std::min(other, middle);
    const std::size_t beside = fits ? middle : other;
    if (at < middle)
      line.put(beside + 2, row.text);
    else
      line.put(beside > row.text.size() + 1 ? beside - row.text.size() - 1 : 0, row.text);
  }

  // To or from where nobody is.
  void add_stub(Line& line, const Row& row) const {
    const bool comes = row.lane == no_lane;
    const std::size_t at = place_of(comes ? row.to : row.lane);
    const std::string text = row.text + (comes ? " from nobody" : "");
    const bool right = room_right(at) >= text.size() + 3;
    const std::size_t near = right ? at + 1 : at - 1;
    const std::size_t far = right ? at + 2 : at - 2;
    line.put(comes ? near : far, comes != right ? U'▶' : U'◀');
    line.put(comes ? far : near, dash(row));
    if (right)
      line.put(at + 4, text);
    else
      line.put(at > text.size() + 4 ? at - 3 - text.size() : 0, text);
  }

  void add_arrow(Line& line, const Row& row) const {
    const std::size_t from = place_of(row.lane);
    const std::size_t to = place_of(row.to);
    const std::size_t left = std::min(from, to);
    const std::size_t right = std::max(from, to);
    line.put(left, from < to ? U'├' : U'│');
    line.put(right, from < to ? U'│' : U'┤');
    line.fill(left + 1, right, dash(row));
    if (from < to)
      line.put(right - 1, U'▶');
    else
      line.put(left + 1, U'◀');
    const std::string label = " " + row.text + " ";
    if (right - left < label.size() + 3) {
      // No room on the arrow: behind its right end.
      line.put(right + 2, row.text);
      return;
    }
    line.put(left + 1 + (right - left - 1 - label.size()) / 2, label);
  }

  const Chart& chart_;
  const Places& places_;
  std::size_t width_;
};

}  // namespace

void put_segment(Line& line, const Chart& chart, const Places& places, std::size_t width, const Row& row) {
  Arrow(chart, places, width).put(line, row);
}

}  // namespace socketcheck::properties::ladder
