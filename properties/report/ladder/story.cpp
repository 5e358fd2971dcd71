#include "properties/report/ladder/story.hpp"

#include "model/operations/tcp_info.hpp"
#include "model/text/show.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::State;
using model::View;
using model::World;

int ends_of(const model::Connection& c) { return c.to_itself ? 1 : 2; }

}  // namespace

Story::Story(const World& start) : world_(start) {
  lanes_.follow({}, start);
  add_begins({});
}

State Story::state_of(std::size_t connection, int end) const {
  const View view = View::at(world_, connection, end);
  const bool ahead = model::awaits_a_delayed_ack(view) && acknowledged_.contains({connection, end});
  return ahead ? State::fin_wait_2 : view.own().state;
}

std::map<int, Shown> Story::shown_now() const {
  std::map<int, Shown> shown;
  for (std::size_t c = 0; c < world_.connections.size(); ++c)
    for (int end = 0; end < ends_of(world_.connections[c]); ++end)
      if (const int lane = lanes_.of_end(world_, c, end); lane != no_lane && lanes_.is_of_end(world_, c, end))
        shown[lane] = shown_at(View::at(world_, c, end), state_of(c, end));
  return shown;
}

// New lanes, with what they are when they begin; that of an end that a SYN brings about waits for it.
void Story::add_begins(const std::vector<Segment>& segments) {
  std::set<int> by_syn;
  for (const Segment& segment : segments)
    if (segment.part == Segment::Part::syn) by_syn.insert(lanes_.need(world_, segment.connection, segment.to));
  for (const auto& [lane, shown] : shown_now()) {
    if (shown_.contains(lane)) continue;
    Row row{.kind = Kind::begin, .lane = lane, .name = lanes_.all()[static_cast<std::size_t>(lane)].name};
    if (!by_syn.contains(lane)) {
      row.text = difference({}, shown);
      row.state = model::show(shown.state);
    }
    rows_.push_back(row);
    shown_[lane] = by_syn.contains(lane) ? Shown{} : shown;
  }
}

void Story::add_changes() {
  const std::map<int, Shown> now = shown_now();
  for (auto& [lane, was] : shown_) {
    const auto found = now.find(lane);
    const Shown is = found == now.end() ? Shown{} : found->second;
    if (was == is) continue;
    Row row{.kind = Kind::change, .lane = lane, .text = difference(was, is)};
    if (was.state != is.state) row.state = model::show(is.state);
    if (owed_) row.text = row.text.empty() ? "expected" : "expected: " + row.text;
    if (!row.text.empty() || !row.state.empty()) rows_.push_back(row);
    was = is;
  }
}

void Story::add_new_names(const std::vector<Lane>& before) {
  for (std::size_t i = 0; i < before.size(); ++i)
    if (const std::string& name = lanes_.all()[i].name; name != before[i].name)
      rows_.push_back({.kind = Kind::change, .lane = static_cast<int>(i), .text = "accepted: " + name});
}

void Story::add_segment(const Segment& segment) {
  Row row{.kind = Kind::segment, .text = segment.text};
  if (segment.from != nobody_there) row.lane = lanes_.need(world_, segment.connection, segment.from);
  if (segment.to != nobody_there) row.to = lanes_.need(world_, segment.connection, segment.to);
  if (owed_) row.text += " (owed)";
  rows_.push_back(row);
  // A handshake is one step of the model, and three segments.
  switch (segment.part) {
    case Segment::Part::syn: return add_state(row.to, State::syn_received);
    case Segment::Part::syn_ack: return add_state(row.to, state_of(segment.connection, segment.to));
    case Segment::Part::ack_of_syn: return add_state(row.to, state_of(segment.connection, segment.to));
    case Segment::Part::fin:
    case Segment::Part::other: return;
  }
}

void Story::add_state(int lane, State state) {
  if (shown_[lane].state == state) return;
  shown_[lane].state = state;
  rows_.push_back({.kind = Kind::change, .lane = lane, .state = std::string(model::show(state))});
}

void Story::move_to(const World& after) {
  std::vector<Segment> segments = segments_between(world_, after);
  for (Segment& segment : segments) {
    const EndKey receiver{segment.connection, segment.to};
    if (segment.part != Segment::Part::fin || segment.to == segment.from) continue;
    const View view = View::at(world_, segment.connection, segment.to);
    if (!model::awaits_a_delayed_ack(view) || acknowledged_.contains(receiver)) continue;
    segment.text += ", " + ack_of_fin(view.outgoing());
    acknowledged_.insert(receiver);
  }
  const World before = world_;
  world_ = after;
  const std::vector<Lane> lanes_before = lanes_.all();
  lanes_.follow(before, after);
  add_new_names(lanes_before);
  for (std::size_t c = 0; c < after.connections.size(); ++c)
    if (after.connections[c].handshake == model::Handshake::none) {
      acknowledged_.erase({c, 0});
      acknowledged_.erase({c, 1});
    }
  add_begins(segments);
  for (const Segment& segment : segments) add_segment(segment);
  add_changes();
}

void Story::go_on(const World& after) { move_to(after); }

void Story::call(const model::Operation& operation, const std::string& answer, std::size_t number, const World& after) {
  Row row{.kind = Kind::call, .number = number, .text = model::show(operation), .answer = answer};
  const bool makes_a_lane = std::holds_alternative<model::NewSocket>(operation);
  if (makes_a_lane) move_to(after);
  row.lane = lane_of(model::slot_of(operation));
  rows_.push_back(row);
  if (!makes_a_lane) move_to(after);
}

void Story::acknowledge_fins(const LateAcks& late, std::size_t call) {
  if (owed_) return;  // nobody owes it yet
  for (std::size_t c = 0; c < world_.connections.size(); ++c)
    for (int end = 0; end < ends_of(world_.connections[c]); ++end) {
      const View view = View::at(world_, c, end);
      if (!model::awaits_a_delayed_ack(view) || acknowledged_.contains({c, end})) continue;
      if (const auto found = late.find({c, end}); found != late.end() && call < found->second) continue;
      acknowledged_.insert({c, end});
      add_segment({c, 1 - end, end, ack_of_fin(view.outgoing())});
      add_changes();
    }
}

}  // namespace socketcheck::properties::ladder
