#include "properties/report/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "properties/report/numbers.hpp"
#include "properties/report/terminal.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::size_t width_of_bar = 10;
// A log that nobody watches needs to show that the run is alive, and no more.
constexpr std::chrono::seconds between_plain_lines{30};

double share(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0; }

std::string numbers(const UnitResult& unit, const Pace& pace) {
  const double rate = unit.seconds > 0 ? static_cast<double>(unit.calls) / unit.seconds : 0;
  const std::string calls = rate < 10'000 ? fmt::format("{:.0f}", rate) : fmt::format("{:.0f}k", rate / 1000);
  return fmt::format("{} programs, {} calls/s, {:.0f} s left", count(unit.cases), calls, pace.seconds_left);
}

}  // namespace

Pace pace_of(const UnitResult& unit, const Budget& budget) {
  const auto cases = static_cast<double>(unit.cases);
  double done = share(unit.seconds, budget.time.count());
  const std::uint64_t planned = budget.cases && unit.planned_cases > 0 ? std::min(*budget.cases, unit.planned_cases)
                                                                       : budget.cases.value_or(unit.planned_cases);
  done = std::max(done, share(cases, static_cast<double>(planned)));
  return {.done = done, .seconds_left = done > 0 ? unit.seconds * (1 - done) / done : 0};
}

std::string bar_line(const UnitResult& unit, const Pace& pace, std::size_t width) {
  const auto full = static_cast<std::size_t>(pace.done * static_cast<double>(width_of_bar));
  std::string bar(full, '=');
  if (full < width_of_bar) bar += '>';
  bar.resize(width_of_bar, ' ');
  const std::string begin = fmt::format("[{}] {:>3.0f} %  ", bar, 100 * pace.done);
  const std::string end = "  " + numbers(unit, pace);
  std::string name = unit.property + " @ " + unit.stack;
  const std::size_t room = width > begin.size() + end.size() ? width - begin.size() - end.size() : 0;
  if (name.size() > room) name = room > 3 ? name.substr(0, room - 3) + "..." : "";
  return (begin + name + end).substr(0, width);
}

std::string plain_line(const UnitResult& unit, const Pace& pace) {
  return fmt::format("{} @ {}: {:.0f} %, {}", unit.property, unit.stack, 100 * pace.done, numbers(unit, pace));
}

Progress::Progress(bool quiet)
    : quiet_(quiet),
      terminal_(!quiet && isatty(STDERR_FILENO) != 0),
      width_(terminal_ ? terminal_width(STDERR_FILENO) : 0) {}

// The last column stays empty, because some terminals begin a new line when it is written.
void Progress::write_over(const std::string& line) {
  if (!terminal_) return;
  fmt::print(stderr, "\r{:<{}}\r", line.substr(0, width_ - 1), width_ - 1);
  std::fflush(stderr);
}

void Progress::show(const UnitResult& unit, const Budget& budget) {
  const Pace pace = pace_of(unit, budget);
  if (terminal_) return write_over(bar_line(unit, pace, width_ - 1));
  if (quiet_ || pace.done >= 1 || Clock::now() - last_line_ < between_plain_lines) return;
  last_line_ = Clock::now();
  fmt::print(stderr, "{}\n", plain_line(unit, pace));
}

void Progress::show_shrinking(const std::string& what) { write_over(what); }

void Progress::clear() { write_over(""); }

}  // namespace socketcheck::properties
