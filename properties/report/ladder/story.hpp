// One world's way through a program, told row by row.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/operations.hpp"
#include "properties/report/ladder/lanes.hpp"
#include "properties/report/ladder/segments.hpp"
#include "properties/report/ladder/shown.hpp"

namespace socketcheck::properties::ladder {

// An end: connection and number.
using EndKey = std::pair<std::size_t, int>;

// Ends whose FIN was seen not to be acknowledged yet: until which call.
using LateAcks = std::map<EndKey, std::size_t>;

class Story {
 public:
  explicit Story(const model::World& start);

  const model::World& world() const { return world_; }
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<Lane>& lanes() const { return lanes_.all(); }

  // The world has become another one without a call: what has travelled, and what has changed by it.
  void go_on(const model::World& after);
  // The same by a call.
  void call(const model::Operation& operation, const std::string& answer, std::size_t number,
            const model::World& after);
  // A row of a kind that changes nothing.
  void add(Row row) { rows_.push_back(std::move(row)); }
  // Acknowledgements of FINs that may be delayed, but seldom are: they come now, unless something later shows that they
  // came after call `late`.
  void acknowledge_fins(const LateAcks& late, std::size_t call);

  // The state that is drawn, which may be one acknowledgement ahead of the world's.
  model::State state_of(std::size_t connection, int end) const;
  int lane_of(model::Slot slot) const { return lanes_.of_slot(world_, slot); }
  // Segments from here on are owed, not certain.
  void everything_is_owed() { owed_ = true; }

 private:
  void move_to(const model::World& after);
  void add_new_names(const std::vector<Lane>& before);
  void add_segment(const Segment& segment);
  void add_begins(const std::vector<Segment>& segments);
  void add_state(int lane, model::State state);
  void add_changes();
  std::map<int, Shown> shown_now() const;

  model::World world_;
  Lanes lanes_;
  std::vector<Row> rows_;
  std::map<int, Shown> shown_;  // by lane
  std::set<EndKey> acknowledged_;
  bool owed_ = false;
};

}  // namespace socketcheck::properties::ladder
