// What is shown while a check runs, on stderr: on a terminal a bar that is written over, elsewhere a plain line now and
// then.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "properties/runner/unit.hpp"

namespace socketcheck::properties {

// How far a unit has come.
struct Pace {
  double done = 0;          // from 0 to 1
  double seconds_left = 0;  // of the unit
};
// By its programs where their number is known, else by its time.
Pace pace_of(const UnitResult& unit, const Budget& budget);

// `[=====>     ]  43 %  …`, at most `width` characters.
std::string bar_line(const UnitResult& unit, const Pace& pace, std::size_t width);
std::string plain_line(const UnitResult& unit, const Pace& pace);

class Progress {
 public:
  // Quiet: shows nothing at all.
  explicit Progress(bool quiet);
  void show(const UnitResult& unit, const Budget& budget);
  void show_shrinking(const std::string& what);
  // Takes the bar away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  void write_over(const std::string& line);

  bool quiet_;
  bool terminal_;
  std::size_t width_;
  Clock::time_point last_line_ = Clock::now();
};

}  // namespace socketcheck::properties
