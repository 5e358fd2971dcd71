// While calls are out: they are compared with the model after every step, by what they return and by whether they sleep.
#include <algorithm>

#include "model/text/show.hpp"
#include "properties/runner/patience.hpp"
#include "properties/runner/run.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::properties {

using model::Answer;
using model::Returned;
using model::World;

namespace {

std::vector<int> numbers_out(const World& world) {
  std::vector<int> numbers;
  for (int i = 0; i < model::most_calls_out; ++i)
    if (model::call_out(world, i).is_out()) numbers.push_back(i);
  return numbers;
}

std::string in_words(const World& world, int number) { return model::show_call(model::call_of(model::begun(model::call_out(world, number)))); }

AllowedLine line_for(const model::Book& book, model::RowNumber row, std::string answer, std::optional<model::Allowed> set = {}) {
  const model::RowText& text = book.row(row);
  return {std::move(answer), std::string(text.id), std::string(text.source), set};
}

// What each of the worlds lets the call return, or why it has to wait.
std::vector<AllowedLine> lines_of_call(const model::Book& book, const model::Worlds& worlds, int number) {
  std::vector<AllowedLine> lines;
  const auto add = [&](AllowedLine line) {
    const auto same = [&](const AllowedLine& other) { return other.answer == line.answer && other.rule == line.rule; };
    if (std::none_of(lines.begin(), lines.end(), same)) lines.push_back(std::move(line));
  };
  for (const World& world : worlds)
    if (model::may_wait(book, world, number)) add(line_for(book, model::row_of_waiting(book, world, number), "to wait"));
  for (const model::AllowedAnswer& answer : model::returns_of(book, worlds, number))
    add(line_for(book, answer.row, model::show(answer.allowed), answer.allowed));
  // The connection was left under it, and no call without waiting is like that.
  if (lines.empty())
    lines.push_back({"-1 EPIPE after AF_UNSPEC, or the pending error", "waiting.connection-left", "POSIX is silent; measured: Linux 6.18"});
  return lines;
}

}  // namespace

sut::Callers& Runner::callers() { return *stack_.callers(); }

Runner::Found Runner::make_begin(const model::Begin& begin) {
  ++calls_;
  callers().limit_others(deadline_);
  const int number = *model::free_call(worlds_.front());
  const auto* send = std::get_if<model::Send>(&begin.call);
  callers().begin(number, begin, send == nullptr ? std::span<const std::byte>{} : bytes_of(model::Send{.slot = begin.slot, .size = send->size}));
  next_.clear();
  for (const World& world : worlds_) {
    const model::Worlds begun = model::begin_call(book_, world, begin);
    next_.insert(next_.end(), begun.begin(), begun.end());
  }
  if (steps_ != nullptr) steps_->push_back({.call = model::show(model::Operation(begin)), .allowed = {}, .seen = "", .worlds_after = "", .answer = {}});
  return settle_and_look_while_calls_wait();
}

// Takes what has returned. True: all that are still out sleep in their calls.
bool Runner::take_what_returned(std::vector<Returned>& returned) {
  bool all_sleep = true;
  for (const int number : numbers_out(next_.front())) {
    if (std::any_of(returned.begin(), returned.end(), [&](const Returned& one) { return one.number == number; })) continue;
    const auto state = callers().state(number);
    if (state == sut::Callers::State::returned) returned.push_back({number, callers().take(number)});
    all_sleep = all_sleep && state != sut::Callers::State::goes_on;
  }
  return all_sleep;
}

bool Runner::has_right_bytes(const World& before, const Returned& returned) const {
  if (model::call_out(before, returned.number).in != model::Waits::recv || returned.answer.failed()) return true;
  const model::View view = model::View::of(before, model::slot_of_call(returned.number));
  const auto bytes = stack_.callers()->received(returned.number);
  const model::Position first = view.incoming().read + (model::skips_urgent_byte(view) ? 1 : 0);
  return sut::first_wrong_byte({view.connection().number, view.peers_number()}, first, bytes) == bytes.size();
}

Runner::Found Runner::settle_and_look_while_calls_wait() {
  std::vector<Returned> returned;
  const auto right_bytes = [this](const World& before, const Returned& one) { return has_right_bytes(before, one); };
  std::optional<model::Settled> settled;  // of what has returned so far
  const auto begin = std::chrono::steady_clock::now();
  Patience patience(deadline_);
  for (;;) {
    const std::size_t before = returned.size();
    const bool all_others_sleep = take_what_returned(returned);
    if (!settled || returned.size() > before) settled = model::settle_with_calls(book_, next_, returned, right_bytes, &coverage_);
    const bool is_late = !patience.is_left() || is_stopped();
    if (Found found = judge_calls(*settled, returned, all_others_sleep, is_late)) return found;
    if (all_others_sleep && !settled->worlds.empty()) {
      possible_ = settled->worlds;
      model::Glance glance;
      stack_.glance({.unread = 0xff, .state = 0xff}, glance);
      if (model::keep_worlds_that_show(book_, glance, possible_)) break;
      if (is_late) return failed_glance(glance, true);
    }
    callers().wait(patience.next_wait());
  }
  if (patience.was_used()) note_settling(begin);
  note_returns(returned);
  note_woken_by_fin(returned);
  if (!model::any_call_is_out(possible_.front())) callers().limit_others(Milliseconds{0});
  worlds_.swap(possible_);
  if (steps_ != nullptr && !steps_->empty()) steps_->back().worlds = worlds_;
  coverage_.reached(worlds_.front());
  return std::nullopt;
}

Runner::Found Runner::judge_calls(const model::Settled& settled, const std::vector<Returned>& returned, bool all_others_sleep, bool is_late) {
  Found found;
  if (all_others_sleep && settled.if_others_wait.empty()) found = failed_return(returned);
  else if (is_late && !all_others_sleep) found = failed_sleep();
  else if (is_late && settled.worlds.empty()) found = failed_wait(settled);
  if (found) note_returns(returned);
  return found;
}

// The one without which the others are explained; of several the last.
Failure Runner::failed_return(const std::vector<Returned>& returned) {
  const auto right_bytes = [this](const World& before, const Returned& one) { return has_right_bytes(before, one); };
  const auto any_bytes = [](const World&, const Returned&) { return true; };
  Returned culprit = returned.back();
  model::Worlds without;
  for (const Returned& one : returned) {
    std::vector<Returned> others = returned;
    std::erase_if(others, [&](const Returned& other) { return other.number == one.number; });
    model::Settled settled = model::settle_with_calls(book_, next_, others, right_bytes);
    if (settled.if_others_wait.empty()) continue;
    culprit = one;
    without = std::move(settled.if_others_wait);
  }
  if (without.empty()) without = next_;
  const model::BlockingCall call = model::call_of(model::begun(model::call_out(next_.front(), culprit.number)));
  Failure failure{.kind = FailureKind::waiting, .step = step_};
  failure.subject = model::show_call(call) + ", which was out,";
  failure.seen = model::show_answer(call, culprit.answer);
  if (!model::settle_with_calls(book_, next_, returned, any_bytes).if_others_wait.empty()) {
    failure.kind = FailureKind::bytes;
    failure.seen += ", but not the bytes that were sent";
  }
  const model::Operation asked = model::without_waiting(model::call_out(next_.front(), culprit.number), culprit.number);
  if (const std::string want = stack_.want_of_resources(asked, culprit.answer); !want.empty()) could_not_test_ = {want};
  failure.allowed = lines_of_call(book_, without, culprit.number);
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds_.size();
  return failure;
}

Failure Runner::failed_wait(const model::Settled& settled) {
  const model::Worlds& worlds = settled.if_others_wait;
  const auto out = numbers_out(worlds.front());
  const auto must_return = [&](int number) {
    return std::none_of(worlds.begin(), worlds.end(), [&](const World& world) { return model::may_wait(book_, world, number); });
  };
  const auto found = std::find_if(out.begin(), out.end(), must_return);
  const int number = found == out.end() ? out.front() : *found;
  Failure failure{.kind = FailureKind::waiting, .step = step_};
  failure.subject = in_words(worlds.front(), number);
  failure.seen = "still waits";
  failure.after_deadline = true;
  failure.allowed = lines_of_call(book_, worlds, number);
  failure.owed = what_is_owed();
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds.size();
  return failure;
}

// It is neither asleep nor back.
Failure Runner::failed_sleep() const {
  const auto out = numbers_out(next_.front());
  const auto number = std::find_if(out.begin(), out.end(), [&](int one) { return stack_.callers()->state(one) == sut::Callers::State::goes_on; });
  Failure failure{.kind = FailureKind::waiting, .step = step_};
  failure.subject = in_words(next_.front(), number == out.end() ? out.front() : *number);
  failure.seen = "neither sleeps nor returns";
  failure.after_deadline = true;
  failure.allowed.push_back({"to sleep, or to return", "waiting.sleeps", "POSIX.1-2017 XBD 3.47, Blocked Process (or Thread)"});
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds_.size();
  return failure;
}

// The worlds are those before the step.
void Runner::note_woken_by_fin(const std::vector<Returned>& returned) {
  for (const Returned& one : returned) {
    if (model::call_out(next_.front(), one.number).in != model::Waits::recv || one.answer.failed() || one.answer.value != 0) continue;
    const model::View reader = model::View::of(next_.front(), model::slot_of_call(one.number));
    woken_by_fin_.push_back({reader.connection().number, reader.end_number()});
  }
}

// Behind the step's own answer, in the order in which they were seen.
void Runner::note_returns(const std::vector<Returned>& returned) {
  if (steps_ == nullptr || steps_->empty()) return;
  std::string& seen = steps_->back().seen;
  for (const Returned& one : returned) {
    const model::BlockingCall call = model::call_of(model::begun(model::call_out(next_.front(), one.number)));
    seen += (seen.empty() ? "" : "; ") + model::show_call(call) + " = " + model::show_answer(call, one.answer);
  }
  if (seen.empty()) seen = "waits";
}

Runner::Found Runner::make_interrupt(int number) {
  const std::string subject = "interrupt " + in_words(worlds_.front(), number);
  callers().interrupt(number);
  Patience patience(deadline_);
  sut::Callers::State state = callers().state(number);
  while (state != sut::Callers::State::returned && patience.is_left() && !is_stopped()) {
    callers().wait(patience.next_wait());
    state = callers().state(number);
  }
  const Answer seen = state == sut::Callers::State::returned ? callers().take(number)
                                                             : Answer{.value = -1, .error = model::Error::no_return};
  const model::BlockingCall call = model::call_of(model::begun(model::call_out(worlds_.front(), number)));
  if (steps_ != nullptr)
    steps_->push_back({.call = subject, .allowed = {}, .seen = model::show_answer(call, seen), .worlds_after = "", .answer = seen});
  next_.clear();
  for (const World& world : worlds_) {
    model::explain_interruption(book_, world, number, seen, next_);
    // What is late, room or data that was held back, may have come just before the signal.
    model::Worlds possible;
    model::with_late_arrivals(book_, world, possible);
    for (const World& one : possible)
      if (has_right_bytes(one, {number, seen})) model::explain_return(book_, one, number, seen, next_);
  }
  if (next_.empty()) return failed_interruption(number, seen, subject);
  model::remove_duplicates(next_);
  return settle_and_look();
}

Failure Runner::failed_interruption(int number, const Answer& seen, const std::string& subject) {
  Failure failure{.kind = FailureKind::waiting, .step = step_};
  failure.subject = subject;
  failure.seen = model::show_answer(model::call_of(model::begun(model::call_out(worlds_.front(), number))), seen);
  failure.after_deadline = seen.error == model::Error::no_return;
  failure.allowed.push_back({"-1 EINTR", "waiting.interrupted",
                             "POSIX.1-2017 recv(), send(), accept() and poll() ERRORS [EINTR], shall: a signal was caught"});
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds_.size();
  return failure;
}

// What still waits when the program is over is ended by signals.
Runner::Found Runner::end_calls_out() {
  for (int number = 0; number < model::most_calls_out; ++number)
    if (model::call_out(worlds_.front(), number).is_out())
      if (Found found = make_interrupt(number)) return found;
  return std::nullopt;
}

}  // namespace socketcheck::properties
