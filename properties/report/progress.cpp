#include "properties/report/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace socketcheck::properties {

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0) {}

void Progress::write_over(const std::string& line) {
  if (!terminal_) return;
  fmt::print(stderr, "\r{:<100.100}\r", line);
  std::fflush(stderr);
}

void Progress::show(const UnitResult& unit, double seconds_left) {
  const double rate = unit.seconds > 0 ? static_cast<double>(unit.calls) / unit.seconds : 0;
  const std::string of = unit.planned_cases > 0 ? fmt::format(" of {}", unit.planned_cases) : "";
  if (unit.planned_cases > 0 && unit.cases > 0)
    seconds_left = unit.seconds * static_cast<double>(unit.planned_cases - unit.cases) / static_cast<double>(unit.cases);
  write_over(fmt::format("{:.46} @ {}: {}{} programs, {:.0f} calls/s, {:.0f} s left", unit.property, unit.stack, unit.cases,
                         of, rate, seconds_left));
}

void Progress::show_shrinking(const std::string& rule) { write_over(fmt::format("{} is broken: shrinking", rule)); }

void Progress::clear() { write_over(""); }

}  // namespace socketcheck::properties
