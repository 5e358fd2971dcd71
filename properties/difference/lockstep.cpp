#include "properties/difference/lockstep.hpp"

#include <algorithm>

#include "model/text/show.hpp"
#include "properties/difference/alike.hpp"
#include "properties/runner/patience.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::properties {
namespace {

using model::Answer;
using model::Operation;
using Clock = std::chrono::steady_clock;

sut::Abilities abilities_of_both(const sut::Abilities& one, const sut::Abilities& other) {
  return {.zero_length_calls = one.zero_length_calls && other.zero_length_calls,
          .sigpipe = one.sigpipe && other.sigpipe,
          .end_states = one.end_states && other.end_states,
          .fresh_sockets = one.fresh_sockets && other.fresh_sockets};
}

// Asking does not change what the answer will be the next time.
bool only_asks(const Operation& operation) {
  const auto* recv = std::get_if<model::Recv>(&operation);
  return std::holds_alternative<model::Poll>(operation) || std::holds_alternative<model::UnreadBytes>(operation) ||
         std::holds_alternative<model::TcpInfo>(operation) || (recv != nullptr && recv->peek);
}

bool moves_bytes(const Operation& operation) {
  return std::holds_alternative<model::Send>(operation) || std::holds_alternative<model::Recv>(operation);
}

// How many of the bytes that are there a peek shows is the stack's choice; the next read takes them all the same.
bool peeked_at_data(const Operation& operation, const Answer& first, const Answer& second) {
  const auto* recv = std::get_if<model::Recv>(&operation);
  return recv != nullptr && recv->peek && first.value > 0 && second.value > 0;
}

bool may_be_made_again(const Answer& answer) {
  return answer.error == model::Error::again || answer.error == model::Error::interrupted;
}

// The first is to catch up with the second.
bool is_behind(const Operation& operation, const Answer& first, const Answer& second) {
  if (only_asks(operation)) return !peeked_at_data(operation, first, second);
  const bool can = moves_bytes(operation) || std::holds_alternative<model::Accept>(operation);
  if (can && may_be_made_again(first)) return true;
  // An end of the stream does not become data by asking again.
  return moves_bytes(operation) && !first.failed() && !second.failed() && first.value > 0 && first.value < second.value;
}

// Both took something, and what was left of the shorter write met an error that the longer one has still before it.
bool is_a_short_write(const Operation& operation, const Answer& first, const Answer& second) {
  return std::holds_alternative<model::Send>(operation) && first.value > 0 && second.value > 0 && first.value != second.value;
}

Operation remainder_of(const Operation& operation, const Answer& behind, const Answer& ahead) {
  Operation rest = operation;
  const auto done = static_cast<std::uint32_t>(std::max<std::int64_t>(behind.failed() ? 0 : behind.value, 0));
  const bool has_goal = !ahead.failed() && ahead.value > 0;
  if (auto* send = std::get_if<model::Send>(&rest))
    send->size = has_goal ? static_cast<std::uint32_t>(ahead.value) - done : send->size;
  if (auto* recv = std::get_if<model::Recv>(&rest); recv != nullptr && !recv->peek && has_goal)
    recv->size = static_cast<std::uint32_t>(ahead.value) - done;
  return rest;
}

}  // namespace

Lockstep::Lockstep(sut::Stack& first, sut::Stack& second)
    : first_(first), second_(second), abilities_(abilities_of_both(first.abilities(), second.abilities())),
      floor_(std::min(first.limits().window, second.limits().window)) {}

sut::Milliseconds Lockstep::short_deadline() const {
  const auto ten_times = std::chrono::duration_cast<sut::Milliseconds>(10 * longest_settling_);
  return std::clamp(ten_times, sut::Milliseconds{100}, sut::Milliseconds{5000});
}

LockstepResult Lockstep::run(const model::Program& program) {
  result_ = {};
  held_.emplace(program.start);
  transfers_.emplace(floor_);
  connections_ = 0;
  result_.could_not_test = begin(program.start);
  if (result_.could_not_test) return std::move(result_);
  make_calls(program);
  first_.abandon();
  second_.abandon();
  return std::move(result_);
}

std::optional<sut::CouldNotTest> Lockstep::begin(const model::Start& start) {
  if (auto failed = first_.begin(start)) {
    first_.abandon();
    return failed;
  }
  auto failed = second_.begin(start);
  if (failed) {
    first_.abandon();
    second_.abandon();
  }
  return failed;
}

void Lockstep::make_calls(const model::Program& program) {
  for (step_ = 0; step_ < program.calls.size(); ++step_)
    if (is_made(program.calls[step_]) && !make_call(program.calls[step_])) return;
  compare_ends(program);
}

// As in a check, a call on an empty slot does nothing, nor does a connection to a socket without a name.
bool Lockstep::is_made(const Operation& operation) {
  if (std::holds_alternative<model::OnWire>(operation) || std::holds_alternative<model::Begin>(operation) || !held_->allows(operation)) return false;
  const auto* connect = std::get_if<model::Connect>(&operation);
  if (connect == nullptr || connect->place != model::Place::none) return true;
  const Answer name = first_.perform(model::GetSockName{connect->to});
  return !name.failed() && name.value != model::name::unspecified;
}

// False: nothing of the program can be compared any more.
bool Lockstep::make_call(const Operation& operation) {
  received_by_first_.clear();
  received_by_second_.clear();
  if (const auto* send = std::get_if<model::Send>(&operation)) transfers_->will_send(*send);
  Both answers{perform(first_, operation), perform(second_, operation)};
  make_alike(operation, answers);
  note(operation, answers);
  const bool same =
      are_alike(operation, answers.first, answers.second) || peeked_at_data(operation, answers.first, answers.second);
  if (!same && is_for_want_of_resources(operation, answers)) return false;
  if (!same || !bytes_are_alike(operation)) {
    if ((transfers_->is_beyond_floor() && moves_bytes(operation)) || is_a_short_write(operation, answers.first, answers.second))
      return result_.was_left_early = true, false;
    if (same) result_.disagreement = {step_, "", result_.steps.back().first, result_.steps.back().second += ", but other bytes", "bytes"};
    else disagree(operation, "", answers);
    return false;
  }
  if (!answers.first.failed()) held_->add(operation);
  if (std::holds_alternative<model::Connect>(operation) && answers.first.error == model::Error::in_progress) ++connections_;
  transfers_->add(operation, answers.first);
  return looks_are_alike();
}

// What one stack is denied because the machine has no more of it, is no difference of the two.
bool Lockstep::is_for_want_of_resources(const Operation& operation, const Both& answers) {
  for (const auto& [stack, answer] : {std::pair{&first_, &answers.first}, std::pair{&second_, &answers.second}})
    if (const std::string want = stack->want_of_resources(operation, *answer); !want.empty()) result_.could_not_test = {want};
  return result_.could_not_test.has_value();
}

Answer Lockstep::perform(sut::Stack& stack, const Operation& operation, model::Position sent) {
  ++calls_;
  if (const auto* send = std::get_if<model::Send>(&operation)) {
    const sut::Stream stream{static_cast<int>(send->slot), 0};
    return stack.perform(*send, sut::pattern(stream, transfers_->sent_at(send->slot) + sent, send->size));
  }
  const Answer answer = sut::perform_plain(stack, operation);
  if (!std::holds_alternative<model::Recv>(operation) || answer.failed()) return answer;
  auto& received = &stack == &first_ ? received_by_first_ : received_by_second_;
  if (only_asks(operation)) received.clear();
  const auto bytes = stack.received();
  received.insert(received.end(), bytes.begin(), bytes.end());
  return answer;
}

void Lockstep::make_alike(const Operation& operation, Both& answers) {
  const auto begin = Clock::now();
  std::optional<Patience> patience;
  while (!are_alike(operation, answers.first, answers.second)) {
    const bool first_lags = is_behind(operation, answers.first, answers.second);
    const bool second_lags = is_behind(operation, answers.second, answers.first);
    if (!first_lags && !second_lags) return;
    if (transfers_->is_beyond_floor() && moves_bytes(operation)) return;
    if (!patience) patience.emplace(deadline_);
    if (!patience->is_left() || is_stopped()) return;
    if (first_lags && !call_again(first_, operation, answers.first, answers.second)) return;
    if (second_lags && !are_alike(operation, answers.first, answers.second) &&
        !call_again(second_, operation, answers.second, answers.first))
      return;
    if (!are_alike(operation, answers.first, answers.second)) {
      const auto slice = patience->next_wait();
      (first_lags ? first_ : second_).wait(slice);
    }
  }
  if (patience) note_settling(begin);
}

// What the call answers now, together with what it answered before. False: an error stands where there were to be more
// bytes, so that it can't catch up.
bool Lockstep::call_again(sut::Stack& stack, const Operation& operation, Answer& behind, const Answer& ahead) {
  if (only_asks(operation)) {
    behind = perform(stack, operation);
    return true;
  }
  const model::Position done = behind.failed() ? 0 : static_cast<model::Position>(behind.value);
  const Answer more = perform(stack, remainder_of(operation, behind, ahead), done);
  if (done == 0) behind = more;
  else if (!more.failed()) behind.value += more.value;
  return done == 0 || (more.failed() ? may_be_made_again(more) : more.value > 0);
}

// Only what was read as data: a read that throws bytes away has none to show.
bool Lockstep::bytes_are_alike(const Operation& operation) const {
  if (!std::holds_alternative<model::Recv>(operation)) return true;
  const auto shorter = std::min(received_by_first_.size(), received_by_second_.size());
  return std::equal(received_by_first_.begin(), received_by_first_.begin() + static_cast<std::ptrdiff_t>(shorter), received_by_second_.begin());
}

void Lockstep::note(const Operation& operation, const Both& answers) {
  result_.steps.push_back({model::show(operation), model::show(operation, answers.first), model::show(operation, answers.second)});
}

bool Lockstep::looks_are_alike() {
  const auto begin = Clock::now();
  std::optional<Patience> patience;
  for (;;) {
    model::Glance one;
    model::Glance other;
    first_.glance({.unread = 0xff, .state = 0xff}, one);
    second_.glance({.unread = 0xff, .state = 0xff}, other);
    const auto found = difference_of(one, other);
    if (!found) break;
    if (!patience) patience.emplace(transfers_->is_beyond_floor() ? std::min(deadline_, sut::Milliseconds{20}) : deadline_);
    if (!patience->is_left() || is_stopped()) {
      if (transfers_->is_beyond_floor()) result_.was_left_early = true;
      else disagree(found->asked, model::show(found->asked), {found->one, found->other});
      return false;
    }
    const auto slice = patience->next_wait();
    first_.wait(slice / 2);
    second_.wait(std::max(slice / 2, sut::Milliseconds{1}));
  }
  if (patience && !transfers_->is_beyond_floor()) note_settling(begin);
  return true;
}

void Lockstep::compare_ends(const model::Program& program) {
  if (!abilities_.end_states || transfers_->is_beyond_floor()) return;
  const bool has_pair = std::holds_alternative<model::StartPair>(program.start);
  for (int connection = has_pair ? 0 : 1; connection <= connections_; ++connection)
    for (int end = 0; end < 2; ++end)
      if (!end_is_alike(connection, end)) return;
}

bool Lockstep::end_is_alike(int connection, int end) {
  Patience patience(deadline_);
  for (;;) {
    const auto one = first_.end_state(connection, end);
    const auto other = second_.end_state(connection, end);
    const model::State first = one.value_or(model::State::closed);
    const model::State second = other.value_or(model::State::closed);
    if (are_alike(first, second)) return true;
    if (first_.dropped_time_waits() || second_.dropped_time_waits()) return result_.was_left_early = true, false;
    if (!patience.is_left() || is_stopped()) {
      const std::string subject =
          "connection " + std::to_string(connection) + ", the end that " + (end == 0 ? "connected" : "was accepted");
      disagree(model::TcpInfo{}, subject,
               {{.value = static_cast<std::int64_t>(first)}, {.value = static_cast<std::int64_t>(second)}});
      return false;
    }
    first_.wait(patience.next_wait());
  }
}

void Lockstep::disagree(const Operation& asked, const std::string& subject, const Both& answers) {
  result_.disagreement = {step_, subject, model::show(asked, answers.first), model::show(asked, answers.second),
                          (subject.empty() ? "call " : "look ") + kind_of_difference(asked, answers.first, answers.second)};
}

void Lockstep::note_settling(Clock::time_point begin) {
  longest_settling_ = std::max<std::chrono::nanoseconds>(longest_settling_, Clock::now() - begin);
}

}  // namespace socketcheck::properties
