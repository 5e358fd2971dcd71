#include "properties/report/ladder/draw.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/explain.hpp"
#include "model/text/show.hpp"
#include "properties/report/ladder/broken.hpp"
#include "properties/report/ladder/observed.hpp"
#include "properties/report/ladder/stories.hpp"

namespace socketcheck::properties::ladder {
namespace {

using model::Operation;
using model::World;

class Drawing {
 public:
  Drawing(const model::Program& program, const model::Book& book, const model::Limits& limits,
          const std::vector<Step>* steps, const Failure* failure)
      : program_(program),
        book_(book),
        start_(model::world_of(program.start, limits)),
        steps_(steps),
        failure_(failure),
        stories_(book, start_) {}

  // Once more where an acknowledgement turned out to be late.
  Chart take() {
    tell();
    if (!late_.empty()) tell();
    const Story& story = stories_.first();
    Chart chart{.title = {}, .was_run = steps_ != nullptr, .lanes = story.lanes(), .rows = story.rows()};
    lay_out(chart);
    return chart;
  }

 private:
  void tell() {
    stories_ = Stories(book_, start_);
    stories_.set_late_acks(late_);
    next_step_ = 0;
    for (std::size_t i = 0; i < program_.calls.size(); ++i)
      if (!tell_call(program_.calls[i], i + 1)) return;
    if (failure_ != nullptr) tell_failure_after_the_calls();
  }

  const World& world() const { return stories_.first().world(); }
  bool is_last_step() const { return steps_ != nullptr && next_step_ + 1 == steps_->size(); }
  bool call_broke() const { return failure_ != nullptr && failure_->subject.empty(); }

  // False: nothing follows.
  bool tell_call(const Operation& call, std::size_t number) {
    if (!model::is_made(world(), call)) {
      for (Story& story : stories_.all())
        story.add({.kind = Kind::nothing,
                   .number = number,
                   .text = model::show(call),
                   .answer = std::string(why_not_made(world(), call))});
      return true;
    }
    if (steps_ != nullptr && next_step_ == steps_->size()) return false;
    if (is_last_step() && call_broke()) return tell_broken_call(call, number);
    const bool then_failed = is_last_step() && failure_ != nullptr && failure_->kind == FailureKind::glance &&
                             !is_about_the_clean_up(*failure_);
    const model::Answer answer = steps_ != nullptr ? (*steps_)[next_step_++].answer
                                                   : usual_answer(book_, world(), call);
    stories_.note_late_acks(call, answer, late_, number - 1);
    if (!stories_.go_on(call, answer, number, then_failed)) return false;
    if (then_failed) tell_look();
    return !then_failed;
  }

  bool tell_broken_call(const Operation& call, std::size_t number) {
    Row row = broken_row(*failure_, Kind::call, number, model::show(call));
    for (Story& story : stories_.all()) {
      row.lane = story.lane_of(model::slot_of(call));
      story.add(row);
    }
    return false;
  }

  void tell_look() {
    Row row = broken_look(*failure_);
    const auto slot = slot_in(row.text);
    for (Story& story : stories_.all()) {
      row.lane = slot ? story.lane_of(*slot) : no_lane;
      story.add(row);
    }
  }

  // The clean-up gives up every descriptor by a RST, up to the one that the failure speaks of.
  void tell_failure_after_the_calls() {
    if (failure_->allowed.empty()) return;
    const auto last = is_about_the_clean_up(*failure_)
                          ? slot_in(failure_->subject.substr(0, failure_->subject.find(')')))
                          : std::nullopt;
    for (int i = 0; last && i < model::number_of_slots; ++i) {
      const auto slot = static_cast<model::Slot>(i);
      if (world().is_empty(slot)) continue;
      if (clean_up_broke(*failure_) && slot == last) break;
      if (!stories_.go_on(model::Abort{slot}, {}, 0, slot == last)) return;
      if (slot == last) break;
    }
    tell_look();
  }

  const model::Program& program_;
  const model::Book& book_;
  World start_;
  const std::vector<Step>* steps_;
  const Failure* failure_;
  Stories stories_;
  std::size_t next_step_ = 0;
  LateAcks late_;
};

bool was_watched(const std::vector<Step>& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.world.has_value(); });
}

}  // namespace

model::Answer usual_answer(const model::Book& book, const World& world, const Operation& call) {
  const auto answers = model::allowed_answers(book, {world}, call);
  const model::Allowed& allowed = std::holds_alternative<model::TcpInfo>(call) ? answers.back().allowed
                                                                               : answers.front().allowed;
  if (allowed.kind == model::Allowed::Kind::error)
    return {.value = -1, .error = allowed.error, .sigpipes = allowed.sigpipes};
  return {.value = allowed.kind == model::Allowed::Kind::range ? allowed.most : allowed.least};
}

Chart draw(const model::Program& program, const model::Book& book, const model::Limits& limits) {
  return Drawing(program, book, limits, nullptr, nullptr).take();
}

Chart draw(const model::Program& program, const model::Book& book, const model::Limits& limits,
           const std::vector<Step>& steps, const Failure* failure) {
  if (was_watched(steps)) return draw_observed(program, limits, steps, failure);
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
