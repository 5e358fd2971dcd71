#include "properties/report/ladder/draw.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "model/arrivals/one_arrival.hpp"
#include "model/explain.hpp"
#include "model/text/show.hpp"
#include "properties/report/ladder/story.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::Operation;
using model::World;

constexpr std::size_t most_stories = 256;
constexpr std::string_view of_the_clean_up = "the clean-up's ";
constexpr std::string_view after_the_clean_up = "after the clean-up's ";

std::string_view why_not_made(const World& world, const Operation& call) {
  const auto made = model::slot_made_by(call);
  if (made && !world.is_empty(*made)) return "the slot before the = is occupied";
  if (!std::holds_alternative<model::NewSocket>(call) && world.is_empty(model::slot_of(call)))
    return "the slot is empty";
  return std::holds_alternative<model::Connect>(call) ? "the other socket has no name" : "too many sockets";
}

// The slot that a look is about: `poll(b)`, `after the clean-up's abort(a): poll(b)`.
std::optional<model::Slot> slot_in(const std::string& look) {
  const std::size_t at = look.rfind('(');
  if (at == std::string::npos || at + 1 >= look.size()) return std::nullopt;
  const char name = look[at + 1];
  if (name < 'a' || name >= 'a' + model::number_of_slots) return std::nullopt;
  return static_cast<model::Slot>(name - 'a');
}

class Drawing {
 public:
  Drawing(const model::Program& program, const model::Book& book, const model::Limits& limits,
          const std::vector<Step>* steps, const Failure* failure)
      : program_(program),
        book_(book),
        start_(model::world_of(program.start, limits)),
        steps_(steps),
        failure_(failure) {}

  // Once more where an acknowledgement turned out to be late.
  Chart take() {
    tell();
    if (!late_.empty()) tell();
    Chart chart{
        .title = {}, .was_run = steps_ != nullptr, .lanes = stories_.front().lanes(), .rows = stories_.front().rows()};
    lay_out(chart);
    return chart;
  }

 private:
  void tell() {
    stories_.assign(1, Story(start_));
    next_step_ = 0;
    for (call_ = 0; call_ < program_.calls.size(); ++call_)
      if (!tell_call(program_.calls[call_], call_ + 1)) return;
    if (failure_ != nullptr) tell_failure_after_the_calls();
  }

  bool is_last_step() const { return steps_ != nullptr && next_step_ + 1 == steps_->size(); }
  bool call_broke() const { return failure_ != nullptr && failure_->subject.empty(); }

  // False: nothing follows.
  bool tell_call(const Operation& call, std::size_t number) {
    const World& world = stories_.front().world();
    if (!model::is_made(world, call)) {
      for (Story& story : stories_)
        story.add({.kind = Kind::nothing,
                   .number = number,
                   .text = model::show(call),
                   .answer = std::string(why_not_made(world, call))});
      return true;
    }
    if (steps_ != nullptr && next_step_ == steps_->size()) return false;
    if (is_last_step() && call_broke()) return tell_broken_call(call, number);
    const bool then_failed = is_last_step() && failure_ != nullptr && failure_->kind == FailureKind::glance &&
                             !is_about_the_clean_up();
    const model::Answer answer = steps_ != nullptr ? (*steps_)[next_step_++].answer : usual_answer(book_, world, call);
    if (!go_on(call, answer, number, then_failed)) return false;
    if (then_failed) tell_look();
    return !then_failed;
  }

  bool is_about_the_clean_up() const {
    return failure_->subject.starts_with(of_the_clean_up) || failure_->subject.starts_with(after_the_clean_up);
  }

  // Follows every world in which the call may be answered so. False: there is none.
  bool go_on(const Operation& call, const model::Answer& answer, std::size_t number, bool owed) {
    note_late_acks(call, answer);
    std::vector<Story> before;
    for (const Story& story : stories_) {
      model::Worlds possible;
      model::with_late_arrivals(book_, story.world(), possible);
      for (const World& world : possible) before.emplace_back(story).go_on(world);
    }
    std::vector<Story> after;
    for (const Story& story : before) {
      model::Worlds worlds;
      model::explain(book_, {story.world()}, call, answer, worlds);
      for (const World& world : worlds) {
        after.emplace_back(story).call(call, model::show(call, answer), number, world);
        if (owed) after.back().everything_is_owed();
        settle(after);
      }
      if (after.size() >= most_stories) break;
    }
    if (after.empty()) {
      for (Story& story : stories_) add_unexplained(story, call, answer, number);
      return false;
    }
    keep_one_of_each_world(after);
    return true;
  }

  // The last story, segment by segment; further outcomes become further stories.
  void settle(std::vector<Story>& stories) {
    for (std::size_t i = stories.size() - 1; i < stories.size(); ++i)
      for (;;) {
        stories[i].acknowledge_fins(late_, call_);
        World next = stories[i].world();
        model::Worlds more;
        if (!model::let_one_arrive(book_, next, more)) break;
        for (const World& other : more) {
          Story branch = stories[i];
          branch.go_on(other);
          stories.push_back(std::move(branch));
        }
        stories[i].go_on(next);
      }
  }

  void keep_one_of_each_world(std::vector<Story>& stories) {
    stories_.clear();
    for (Story& story : stories)
      if (std::none_of(stories_.begin(), stories_.end(),
                       [&](const Story& kept) { return kept.world() == story.world(); }))
        stories_.push_back(std::move(story));
  }

  // A state that was seen: the picture must not have let the acknowledgement arrive earlier.
  void note_late_acks(const Operation& call, const model::Answer& answer) {
    if (!std::holds_alternative<model::TcpInfo>(call) ||
        answer.value != static_cast<std::int64_t>(model::State::fin_wait_1))
      return;
    for (const Story& story : stories_) {
      const model::View view = model::View::of(story.world(), model::slot_of(call));
      const EndKey end{static_cast<std::size_t>(view.connection_number()), view.end_number()};
      if (story.state_of(end.first, end.second) == model::State::fin_wait_2) late_[end] = call_;
    }
  }

  Row broken_row(Kind kind, std::size_t number, std::string text) const {
    Row row{.kind = kind, .number = number, .text = std::move(text), .answer = failure_->seen};
    row.broken = true;
    row.allowed = failure_->allowed;
    if (failure_->after_deadline) row.remark = "still so when the deadline had passed";
    if (!failure_->owed.empty())
      row.remark += (row.remark.empty() ? "" : "; ") + ("on its way before that: " + failure_->owed);
    return row;
  }

  bool tell_broken_call(const Operation& call, std::size_t number) {
    Row row = broken_row(Kind::call, number, model::show(call));
    for (Story& story : stories_) {
      row.lane = story.lane_of(model::slot_of(call));
      story.add(row);
    }
    return false;
  }

  void tell_look() {
    Row row = broken_row(Kind::look, 0, failure_->subject);
    if (row.text.starts_with(after_the_clean_up)) row.text = row.text.substr(row.text.find(": ") + 2);
    const auto slot = slot_in(row.text);
    for (Story& story : stories_) {
      row.lane = slot ? story.lane_of(*slot) : no_lane;
      story.add(row);
    }
  }

  // The clean-up gives up every descriptor by a RST, up to the one that the failure speaks of.
  void tell_failure_after_the_calls() {
    if (failure_->allowed.empty()) return;
    if (is_about_the_clean_up()) {
      const auto last = slot_in(failure_->subject.substr(0, failure_->subject.find(')')));
      const bool broke_itself = failure_->subject.starts_with(of_the_clean_up);
      for (int i = 0; i < model::number_of_slots; ++i) {
        const auto slot = static_cast<model::Slot>(i);
        if (stories_.front().world().is_empty(slot)) continue;
        if (broke_itself && slot == last) {
          tell_look();
          return;
        }
        if (!go_on(model::Abort{slot}, {}, 0, slot == last)) return;
        if (slot == last) break;
      }
    }
    tell_look();
  }

  // Never with the answers of a run that the same rules have judged.
  void add_unexplained(Story& story, const Operation& call, const model::Answer& answer, std::size_t number) {
    Row row{.kind = Kind::call,
            .lane = story.lane_of(model::slot_of(call)),
            .number = number,
            .text = model::show(call),
            .answer = model::show(call, answer)};
    row.broken = true;
    for (const auto& allowed : model::allowed_answers(book_, {story.world()}, call)) {
      const auto& text = book_.row(allowed.row);
      row.allowed.push_back(
          {model::show(allowed.allowed), std::string(text.id), std::string(text.source), allowed.allowed});
    }
    story.add(row);
  }

  const model::Program& program_;
  const model::Book& book_;
  World start_;
  const std::vector<Step>* steps_;
  const Failure* failure_;
  std::vector<Story> stories_;
  std::size_t next_step_ = 0;
  std::size_t call_ = 0;
  LateAcks late_;
};

}  // namespace

model::Answer usual_answer(const model::Book& book, const World& world, const Operation& call) {
  const auto answers = model::allowed_answers(book, {world}, call);
  const model::Allowed& allowed = std::holds_alternative<model::TcpInfo>(call) ? answers.back().allowed
                                                                               : answers.front().allowed;
  if (allowed.kind == model::Allowed::Kind::error)
    return {.value = -1, .error = allowed.error, .sigpipes = allowed.sigpipes};
  return {.value = allowed.kind == model::Allowed::Kind::range ? allowed.most : allowed.least, .from = allowed.from};
}

namespace {

// Datagrams have no connection whose life could be drawn: the calls stand below each other.
Chart list_calls(const model::Program& program, const std::vector<Step>* steps) {
  Chart chart;
  chart.rows.push_back({.kind = Kind::nothing, .text = model::show(program.start)});
  if (steps != nullptr)
    for (const Step& step : *steps) chart.rows.push_back({.kind = Kind::nothing, .text = step.call, .answer = step.seen});
  else
    for (const model::Operation& call : program.calls) chart.rows.push_back({.kind = Kind::nothing, .text = model::show(call)});
  return chart;
}
bool is_of_datagrams(const model::Program& program) { return model::transport_of(program.start) == model::Transport::datagram; }

}  // namespace

Chart draw(const model::Program& program, const model::Book& book, const model::Limits& limits) {
  if (is_of_datagrams(program)) return list_calls(program, nullptr);
  return Drawing(program, book, limits, nullptr, nullptr).take();
}

Chart draw(const model::Program& program, const model::Book& book, const model::Limits& limits,
           const std::vector<Step>& steps, const Failure* failure) {
  if (is_of_datagrams(program)) return list_calls(program, &steps);
  return Drawing(program, book, limits, &steps, failure).take();
}

// A report that could not draw one finding must still tell of all.
Chart draw(const Finding& finding, const model::Book& book) try {
  const Failure* failure = finding.failure.allowed.empty() ? nullptr : &finding.failure;
  Chart chart = draw(finding.program, book, finding.limits, finding.steps, failure);
  chart.title = finding.property + " @ " + finding.stack;
  return chart;
} catch (const std::logic_error& gap) {
  Chart chart{.title = finding.property + " @ " + finding.stack};
  chart.rows.push_back({.kind = Kind::nothing, .text = "the program", .answer = gap.what()});
  return chart;
}

}  // namespace socketcheck::properties::ladder
