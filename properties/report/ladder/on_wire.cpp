#include "properties/report/ladder/on_wire.hpp"

#include <algorithm>

#include "model/text/show.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::State;

// The two lanes are the two ends: lane 0 called connect.
class WireDrawing {
 public:
  WireDrawing(const model::StartPair& start) : start_(start) {
    chart_.was_run = true;
    for (const model::Slot slot : {start.active, start.passive}) {
      const std::string name(1, model::show(slot));
      chart_.rows.push_back({.kind = Kind::begin,
                             .lane = static_cast<int>(chart_.lanes.size()),
                             .state = std::string(model::show(State::established)),
                             .name = name});
      chart_.lanes.push_back({.name = name});
    }
  }

  void add(const model::Operation& call, const Step& step, std::size_t number) {
    chart_.rows.push_back({.kind = Kind::call, .lane = lane_of(call), .number = number, .text = step.call, .answer = step.seen});
    for (const SeenSegment& segment : step.segments)
      chart_.rows.push_back({.kind = Kind::segment,
                             .lane = segment.from,
                             .to = 1 - segment.from,
                             .text = segment.text + (segment.is_forged ? " (not sent)" : ""),
                             .origin = Origin::wire});
    if (!step.worlds_after.empty()) add_states(step.states);
  }

  void break_at(const Failure& failure, std::size_t number_of_calls) {
    if (failure.subject.empty()) {
      mark(chart_.rows.back(), failure);
      return;
    }
    Row row{.kind = Kind::look, .lane = lane_named_in(failure.subject), .text = failure.subject, .answer = failure.seen};
    if (failure.step >= number_of_calls) row.text = "at the end: " + row.text;
    mark(row, failure);
    chart_.rows.push_back(row);
  }

  Chart take() {
    lay_out(chart_);
    return std::move(chart_);
  }

 private:
  int lane_of(const model::Operation& call) const { return model::slot_of(call) == start_.passive ? 1 : 0; }
  // `a segment of b`, `poll(b)`.
  int lane_named_in(const std::string& subject) const {
    const std::string passive(1, model::show(start_.passive));
    return subject.ends_with(" " + passive) || subject.ends_with("(" + passive + ")") ? 1 : 0;
  }
  static void mark(Row& row, const Failure& failure) {
    row.broken = true;
    row.allowed = failure.allowed;
  }
  void add_states(const std::array<State, 2>& now) {
    for (int end = 0; end < 2; ++end) {
      State& was = states_[static_cast<std::size_t>(end)];
      const State is = now[static_cast<std::size_t>(end)];
      if (was != is) chart_.rows.push_back({.kind = Kind::change, .lane = end, .state = std::string(model::show(is))});
      was = is;
    }
  }

  model::StartPair start_;
  Chart chart_;
  std::array<State, 2> states_ = {State::established, State::established};
};

}  // namespace

Chart draw_on_wire(const model::Program& program, const std::vector<Step>& steps, const Failure* failure) {
  const auto* start = std::get_if<model::StartPair>(&program.start);
  WireDrawing drawing(start == nullptr ? model::StartPair{} : *start);
  std::size_t step = 0;
  for (std::size_t i = 0; i < program.calls.size() && step < steps.size(); ++i)
    if (model::show(program.calls[i]) == steps[step].call) drawing.add(program.calls[i], steps[step++], i + 1);
  if (failure != nullptr) drawing.break_at(*failure, program.calls.size());
  return drawing.take();
}

}  // namespace socketcheck::properties::ladder
