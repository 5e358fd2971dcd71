// The runner's calls that wait: begun, completed by what happens, and ended with the program.
#include <algorithm>

#include "model/text/show.hpp"
#include "properties/runner/run.hpp"

namespace socketcheck::properties {

using model::Answer;
using model::Begin;
using model::Operation;

namespace {

// Of a stream that comes in pieces, a call that waits returns the first one: a whole segment at least (RFC 9293 3.7.1, the
// default maximum segment size).
constexpr std::int64_t smallest_piece = 536;

Operation call_of(const Begin& op) {
  return model::without_waiting(op, [](const auto& call) { return Operation(call); });
}

std::string name_of(const Begin& op) { return model::show(op).substr(6) + " that waits"; }

}  // namespace

Runner::Found Runner::begin_waiting(const Begin& op) {
  ++calls_;
  stack_.begin_waiting(op, op.call == model::Waiting::send ? bytes_of(model::Send{.slot = op.slot, .size = 1}) : std::span<const std::byte>{});
  std::optional<Answer> returned = stack_.take_answer(op.slot, Milliseconds{0});
  const bool must = !model::may_wait(book_, worlds_, op);
  if (!returned && must) returned = stack_.take_answer(op.slot, deadline_);
  const Answer seen = returned.value_or(model::waits(op));
  const bool waits_in_vain = returned && model::means_waiting(op, seen);
  if (waits_in_vain || !explain_answer(op, seen)) {
    note_step(op, seen);
    Failure failure = failed_answer(op, seen);
    if (waits_in_vain) failure.seen = model::show(seen.error) + " instead of waiting";
    failure.after_deadline = !returned;
    return failure;
  }
  if (!returned) waiting_.push_back(op);
  coverage_.answered(op, seen);
  note_step(op, seen);
  if (returned && op.call == model::Waiting::recv)
    if (Found found = check_bytes(model::Recv{.slot = op.slot, .size = op.size}, seen)) return found;
  return settle_and_look();
}

// What the settled worlds let return is waited for, and moves the worlds on before the sockets are looked at.
Runner::Found Runner::complete_waiting(model::Questions& questions) {
  for (std::size_t i = 0; i < waiting_.size();) {
    const Begin op = waiting_[i++];
    if (!model::may_return(book_, possible_, op)) continue;
    const bool must = !model::may_wait(book_, possible_, op);
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = stack_.take_answer(op.slot, must ? deadline_ : Milliseconds{0});
    if (!answer && !must) continue;
    worlds_ = possible_;
    if (!answer) return failed_wake_up(op);
    note_settling(begin);
    if (Found found = complete(op, *answer)) return found;
    questions = settle_next();
    i = 0;  // what one has taken the others don't get
  }
  return std::nullopt;
}

// From worlds_ to next_.
Runner::Found Runner::complete(const Begin& op, const Answer& answer) {
  model::has_returned(waiting_, op.slot);
  Operation call = call_of(op);
  auto* recv = std::get_if<model::Recv>(&call);
  if (recv != nullptr && answer.value >= smallest_piece && answer.value < recv->size) recv->size = static_cast<std::uint32_t>(answer.value);
  const bool returned_in_vain = model::means_waiting(op, answer);
  if (returned_in_vain || !explain_answer(call, answer)) {
    Failure failure = failed_answer(call, answer);
    failure.subject = name_of(op);
    return failure;
  }
  if (recv != nullptr && !answer.failed() && answer.value == 0) {
    const model::View reader = model::View::of(worlds_.front(), op.slot);
    woken_by_fin_.push_back({reader.connection().number, reader.end_number()});
  }
  coverage_.answered(call, answer);
  if (steps_ != nullptr && !steps_->empty()) steps_->back().seen += "; the " + name_of(op) + " returns " + model::show(call, answer);
  return check_bytes(call, answer);
}

// A call that has returned although the worlds let it wait: perhaps they let it return as well.
Runner::Found Runner::check_that_others_wait(bool& changed) {
  changed = false;
  for (const Begin op : waiting_) {
    const auto answer = stack_.take_answer(op.slot, Milliseconds{0});
    if (!answer) continue;
    changed = true;
    return complete(op, *answer);
  }
  return std::nullopt;
}

// The program is over: a signal ends what still waits (POSIX.1-2017, [EINTR] of each of these calls).
Runner::Found Runner::end_waiting() {
  while (!waiting_.empty()) {
    const Begin op = waiting_.back();
    const auto answer = stack_.interrupt(op.slot);
    if (!answer) return failed_interrupt(op, "waits on, whatever signal comes");
    waiting_.pop_back();
    if (answer->error != model::Error::interrupted) return failed_interrupt(op, model::show(call_of(op), *answer));
  }
  return std::nullopt;
}

Failure Runner::failed_wake_up(const Begin& op) const {
  Failure failure = failed_answer(call_of(op), model::waits(op));
  failure.subject = name_of(op);
  failure.seen = "waits still";
  failure.after_deadline = true;
  return failure;
}

Failure Runner::failed_interrupt(const Begin& op, const std::string& seen) const {
  Failure failure{.kind = FailureKind::end, .step = step_};
  failure.subject = name_of(op);
  failure.seen = seen;
  failure.allowed.push_back({"-1 EINTR", "waiting.interrupted",
                             "POSIX.1-2017 recv(), send(), accept() and poll() ERRORS [EINTR], shall: interrupted by a signal", {}});
  failure.worlds_before = model::show(worlds_.front());
  failure.possible_worlds = worlds_.size();
  return failure;
}

}  // namespace socketcheck::properties
