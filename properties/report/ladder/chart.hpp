// A ladder diagram as data: sockets as lanes, and what happened on and between them, row by row. What it looks like is
// left to the renderers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "properties/runner/failure.hpp"

namespace socketcheck::properties::ladder {

inline constexpr int no_lane = -1;

// A socket, or an end of a connection that has none (yet, or any more).
struct Lane {
  std::string name;       // the last that it has
  std::size_t first = 0;  // the rows in which there is something of it
  std::size_t last = 0;
  int column = 0;  // lanes that are never there at the same time may share one
};

enum class Kind : unsigned char {
  begin,    // the lane begins
  call,     // `text` was called and answered `answer`
  nothing,  // `text` was not called, because of `answer`
  segment,  // `text` went from `lane` to `to`
  change,   // the lane is in `state` now, or `text` is what waits in it now
  look,     // what the suite saw between two calls: `text` was answered `answer`
  wire,     // the wire did `text`, and `answer` came of it; may be empty
};

// How far a segment came at this moment.
enum class Fate : unsigned char {
  arrives,  // all the way
  leaves,   // onto the wire, which keeps it
  comes,    // from the wire, to where it arrives
  is_lost,  // there
};

// Who says that a segment travelled: the model, where the kernel hides it, or somebody who saw it on the wire.
enum class Origin : unsigned char { model, wire };

struct Row {
  Kind kind = Kind::call;
  int lane = no_lane;
  int to = no_lane;        // of a segment; no_lane: nobody is there
  std::size_t number = 0;  // of a call, from 1
  std::string text;
  std::string answer;
  std::string state;
  std::string name;  // of a lane that begins: what it is called then
  Origin origin = Origin::model;
  Fate fate = Fate::arrives;
  bool broken = false;               // here the stack did what no rule allows
  std::vector<AllowedLine> allowed;  // of a broken row
  std::string remark;                // of a broken row
};

struct Chart {
  std::string title;
  bool was_run = false;  // the answers are those of a stack; else the model's own
  bool was_watched = false;  // and the states are those that its kernel listed
  std::vector<Lane> lanes;
  std::vector<Row> rows;
  int columns = 0;
};

// What a reader must know of the answers, the segments and the numbers. `model` and `wire` are how the two are drawn.
std::string legend_of(const Chart& chart, const std::string& model, const std::string& wire);

// One line for each rule, for what is said of the rule itself.
std::vector<AllowedLine> first_of_each_rule(const std::vector<AllowedLine>& allowed);

// Gives each lane the leftmost column that is free from its first row to its last.
void lay_out(Chart& chart);

}  // namespace socketcheck::properties::ladder
