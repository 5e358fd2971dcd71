#include "properties/report/ladder/text_rows.hpp"

#include <fmt/format.h>

namespace socketcheck::properties::ladder {

std::string call_text(const Row& row) {
  if (row.kind == Kind::look) return row.text;
  return row.number > 0 ? fmt::format("{} {}", row.number, row.text) : "clean-up: " + row.text;
}

std::string wire_text(const Row& row) {
  return (row.number > 0 ? fmt::format("{} ", row.number) : "") + row.text +
         (row.answer.empty() ? "" : " = " + row.answer);
}

std::string line_of_list(const Chart& chart, const Row& row) {
  const auto name = [&](int number) {
    return number == no_lane ? "nobody" : chart.lanes[static_cast<std::size_t>(number)].name;
  };
  const std::string note = row.text.empty() ? "" : (row.state.empty() ? "(" : " (") + row.text + ")";
  switch (row.kind) {
    case Kind::begin:
      return fmt::format("    {} begins: {}{}", row.name, row.state.empty() ? "its SYN is coming" : row.state, note);
    case Kind::call:
    case Kind::look: return fmt::format("{} {} = {}", row.broken ? ">" : " ", call_text(row), row.answer);
    case Kind::nothing: return fmt::format("  {} {}: not made, {}", row.number, row.text, row.answer);
    case Kind::segment:
      return fmt::format("      {} -> {}: {}{}", row.fate == Fate::comes ? "the wire" : name(row.lane),
                         row.fate == Fate::leaves ? "the wire" : name(row.to), row.text,
                         row.fate == Fate::is_lost ? ", lost" : "");
    case Kind::wire: return "  " + wire_text(row);
    case Kind::change: break;
  }
  return fmt::format("    {} {}{}", name(row.lane), row.state, note);
}

}  // namespace socketcheck::properties::ladder
