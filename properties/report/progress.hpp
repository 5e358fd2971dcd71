// What a terminal shows while a check runs: one line that is written over. Nothing where stderr is no terminal.
#pragma once

#include <string>

#include "properties/runner/unit.hpp"

namespace socketcheck::properties {

class Progress {
 public:
  Progress();
  void show(const UnitResult& unit, double seconds_left);
  void show_shrinking(const std::string& rule);
  // Takes the line away.
  void clear();

 private:
  void write_over(const std::string& line);
  bool terminal_;
};

}  // namespace socketcheck::properties
