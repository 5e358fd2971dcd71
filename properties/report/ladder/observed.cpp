#include "properties/report/ladder/observed.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "model/text/show.hpp"
#include "model/wire/delivery.hpp"
#include "properties/report/ladder/broken.hpp"
#include "properties/report/ladder/lanes.hpp"
#include "properties/report/ladder/shown.hpp"
#include "properties/report/ladder/travels.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::State;
using model::View;
using model::World;
using sut::Sighting;

// The number that a connection keeps, and its end.
using End = std::pair<int, int>;

bool brings_a_segment(const Step& step) {
  return std::any_of(step.sightings.begin(), step.sightings.end(),
                     [](const Sighting& one) { return one.kind != Sighting::Kind::looked; });
}

class Observed {
 public:
  Observed(const model::Program& program, const World& start, const std::vector<Step>& steps, const Failure* failure)
      : program_(program), steps_(steps), failure_(failure), world_(start) {}

  Chart take() {
    lanes_.follow({}, world_);
    find_lanes();
    add_begins();
    tell();
    Chart chart{.title = {}, .was_run = true, .was_watched = true, .lanes = lanes_.all(), .rows = std::move(rows_)};
    lay_out(chart);
    return chart;
  }

 private:
  void tell() {
    std::size_t next = 0;
    for (std::size_t i = 0; i < program_.calls.size(); ++i) {
      const model::Operation& call = program_.calls[i];
      if (!model::is_made(world_, call)) {
        rows_.push_back({.kind = Kind::nothing,
                         .number = i + 1,
                         .text = model::show(call),
                         .answer = std::string(why_not_made(world_, call))});
        continue;
      }
      if (next == steps_.size()) break;
      const bool is_last = next + 1 == steps_.size();
      tell(call, steps_[next++], i + 1, is_last);
    }
    if (failure_ != nullptr && !failure_->subject.empty() && !failed_segment_is_drawn_) add_look();
  }

  void tell(const model::Operation& call, const Step& step, std::size_t number, bool is_last) {
    const bool broke = is_last && failure_ != nullptr && failure_->subject.empty();
    add_call(call, step, number, broke);
    if (step.world) move_to(*step.world);
    // What the call itself has changed at its own socket stands beside it; what has come over the wire, behind that.
    std::map<int, std::string> notes = take_notes();
    if (const auto own = notes.find(rows_.back().lane);
        own != notes.end() && std::holds_alternative<model::Recv>(call)) {
      add_note(own->first, own->second);
      notes.erase(own);
    }
    is_last_ = is_last;
    for (const Travel& travel : travels_.of(step.sightings)) add_travel(travel, notes);
    for (const auto& [lane, note] : notes) add_note(lane, note);
  }

  // ---- lanes

  void find_lanes() {
    for (std::size_t c = 0; c < world_.connections.size(); ++c)
      for (int end = 0; end < 2; ++end)
        if (const int lane = lanes_.of_end(world_, c, end); lane != no_lane)
          lane_of_end_[{world_.connections[c].number, end}] = lane;
  }

  void move_to(const World& after) {
    lanes_.follow(world_, after);
    world_ = after;
    find_lanes();
  }

  int lane_of(int connection, int end) const {
    const auto found = lane_of_end_.find({connection, end});
    return found == lane_of_end_.end() ? no_lane : found->second;
  }

  void add_begins() {
    for (std::size_t c = 0; c < world_.connections.size(); ++c)
      for (int end = 0; end < 2; ++end) {
        const int number = world_.connections[c].number;
        const int lane = lane_of(number, end);
        if (lane == no_lane) continue;
        const State state = world_.connections[c].ends[static_cast<std::size_t>(end)].state;
        states_[{number, end}] = state;
        shown_[lane] = {};
        rows_.push_back({.kind = Kind::begin,
                         .lane = lane,
                         .state = std::string(model::show(state)),
                         .name = lanes_.all()[static_cast<std::size_t>(lane)].name});
      }
  }

  // ---- rows

  void add_call(const model::Operation& call, const Step& step, std::size_t number, bool broke) {
    Row row{.kind = Kind::call, .number = number, .text = model::show(call), .answer = step.seen};
    if (broke) row = broken_row(*failure_, Kind::call, number, row.text);
    if (std::holds_alternative<model::OnWire>(call)) {
      row.kind = Kind::wire;
      if (step.seen == "0" || brings_a_segment(step)) row.answer.clear();
    } else {
      row.lane = lanes_.of_slot(world_, model::slot_of(call));
    }
    rows_.push_back(std::move(row));
  }

  void add_note(int lane, const std::string& note) {
    rows_.push_back({.kind = Kind::change, .lane = lane, .text = note});
  }

  void add_look() {
    Row row = broken_look(*failure_);
    if (const auto slot = slot_in(row.text)) row.lane = lanes_.of_slot(world_, *slot);
    rows_.push_back(std::move(row));
  }

  void add_travel(const Travel& travel, std::map<int, std::string>& notes) {
    const Sighting& seen = travel.sighting;
    if (failed_segment_is_drawn_) return;  // nothing was judged after it
    if (seen.kind == Sighting::Kind::released) {
      is_released_ = true;
      return;
    }
    if (is_released_ && !travel.text.empty()) {
      rows_.push_back({.kind = Kind::wire, .text = "the program is over, and the wire lets go"});
      is_released_ = false;
    }
    // An end is in a new state when its segment appears.
    if (seen.kind == Sighting::Kind::emitted) add_states(seen);
    if (!travel.text.empty()) add_segment(travel);
    add_states(seen);
    if (seen.kind != Sighting::Kind::delivered || seen.segment.reach() + seen.segment.has(model::flag::rst) == 0)
      return;
    const auto note = notes.find(lane_of(seen.segment.connection, 1 - seen.segment.from));
    if (note == notes.end()) return;
    add_note(note->first, note->second);
    notes.erase(note);
  }

  void add_segment(const Travel& travel) {
    const model::Segment& segment = travel.sighting.segment;
    Row row{.kind = Kind::segment,
            .lane = lane_of(segment.connection, segment.from),
            .to = lane_of(segment.connection, 1 - segment.from),
            .text = travel.text};
    row.origin = Origin::wire;
    row.fate = travel.fate;
    if (is_last_ && failure_ != nullptr && failure_->kind == FailureKind::frame && !failure_->after_deadline &&
        !failed_segment_is_drawn_ && travel.words == failure_->seen) {
      row.broken = failed_segment_is_drawn_ = true;
      row.allowed = failure_->allowed;
    }
    rows_.push_back(std::move(row));
  }

  void add_states(const Sighting& seen) {
    for (int end = 0; end < 2; ++end) {
      const State state = seen.states[static_cast<std::size_t>(end)];
      const auto known = states_.find({seen.segment.connection, end});
      if (known == states_.end() || known->second == state) continue;
      known->second = state;
      rows_.push_back({.kind = Kind::change,
                       .lane = lane_of(seen.segment.connection, end),
                       .state = std::string(model::show(state))});
    }
  }

  // What has changed in each socket since this was last asked.
  std::map<int, std::string> take_notes() {
    std::map<int, Shown> now;
    for (std::size_t c = 0; c < world_.connections.size(); ++c)
      for (int end = 0; end < 2; ++end)
        if (const int lane = lanes_.of_end(world_, c, end); lane != no_lane) {
          const View view = View::at(world_, c, end);
          now[lane] = shown_at(view, view.own().state);
        }
    std::map<int, std::string> notes;
    for (auto& [lane, was] : shown_) {
      std::string text = difference(was, now[lane]);
      was = now[lane];
      if (!text.empty()) notes[lane] = std::move(text);
    }
    return notes;
  }

  const model::Program& program_;
  const std::vector<Step>& steps_;
  const Failure* failure_;
  World world_;
  Lanes lanes_;
  Travels travels_;
  std::map<End, int> lane_of_end_;
  std::map<End, State> states_;
  std::map<int, Shown> shown_;  // by lane
  std::vector<Row> rows_;
  bool is_last_ = false;
  bool is_released_ = false;
  bool failed_segment_is_drawn_ = false;
};

}  // namespace

Chart draw_observed(const model::Program& program, const model::Limits& limits, const std::vector<Step>& steps,
                    const Failure* failure) {
  return Observed(program, model::world_of(program.start, limits), steps, failure).take();
}

}  // namespace socketcheck::properties::ladder
