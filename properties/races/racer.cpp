#include "properties/races/racer.hpp"

#include <algorithm>

#include "model/follow.hpp"
#include "properties/runner/patience.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::properties {
namespace {

using model::Answer;
using model::Operation;
using model::World;

// Whether the bytes are those that the reader stands in front of.
bool bytes_fit(const World& before, const Operation& operation, const Answer& seen, std::span<const std::byte> bytes) {
  if (!std::holds_alternative<model::Recv>(operation) || seen.failed() || seen.value == 0) return true;
  const model::View view = model::View::of(before, model::slot_of(operation));
  return sut::first_wrong_byte({view.connection().number, view.peers_number()}, view.incoming().read, bytes) == bytes.size();
}

bool any_overlap(const std::vector<SeenCall>& calls) {
  const auto overlap = [](const SeenCall& one, const SeenCall& other) {
    return one.thread != other.thread && one.call.begun < other.call.ended && other.call.begun < one.call.ended;
  };
  return std::any_of(calls.begin(), calls.end(), [&](const SeenCall& one) {
    return std::any_of(calls.begin(), calls.end(), [&](const SeenCall& other) { return overlap(one, other); });
  });
}

// A call that can be made again: it answers EAGAIN until what is owed is there.
bool may_be_early(const Operation& operation, const Answer& seen) {
  const bool waits = std::holds_alternative<model::Recv>(operation) || std::holds_alternative<model::Send>(operation) ||
                     std::holds_alternative<model::Accept>(operation);
  return waits && seen.error == model::Error::again;
}

}  // namespace

Racer::Racer(sut::SocketStack& stack, const model::Book& book, sut::Milliseconds deadline)
    : stack_(stack), book_(book), deadline_(deadline), limits_(stack.limits()) {}

Answer Racer::perform(const Operation& operation) {
  return std::visit(
      [&]<class Op>(const Op& op) {
        if constexpr (std::is_same_v<Op, model::OnWire> || std::is_same_v<Op, model::Begin> || std::is_same_v<Op, model::SendTo>) {
          return Answer{};  // why_no_race() refuses them
        } else if constexpr (std::is_same_v<Op, model::Send>) {
          const model::View view = model::View::of(worlds_.front(), op.slot);
          return stack_.perform(op, sut::pattern({view.connection().number, view.end_number()}, view.outgoing().accepted, op.size));
        } else {
          return stack_.perform(op);
        }
      },
      operation);
}

bool Racer::explain(const Operation& operation, const Answer& seen, bool arrivals_are_open) {
  const model::Worlds before = arrivals_are_open ? model::with_arrivals(book_, worlds_) : worlds_;
  model::Worlds moved;
  model::explain(book_, before, operation, seen, moved);
  if (moved.empty()) {
    allowed_ = model::allowed_answers(book_, before, operation);
    return false;
  }
  const auto fits = [&](const World& world) { return bytes_fit(world, operation, seen, stack_.received()); };
  wrong_bytes_ = std::none_of(before.begin(), before.end(), fits);
  if (wrong_bytes_) return false;
  // Those worlds are left out in which other bytes stand next.
  moved.clear();
  for (const World& world : before)
    if (fits(world)) model::explain(book_, {world}, operation, seen, moved);
  worlds_.clear();
  if (arrivals_are_open) worlds_ = moved;
  else model::settle_each(book_, moved, worlds_);
  model::remove_duplicates(worlds_);
  return !worlds_.empty();
}

// Before the race anything may still be on its way; after it everything is owed until the deadline.
bool Racer::make_settled(const Operation& operation, bool arrivals_are_open, std::vector<SettledCall>& calls) {
  if (!model::is_made(worlds_.front(), operation)) return true;
  Answer seen = perform(operation);
  bool explained = explain(operation, seen, arrivals_are_open);
  for (Patience patience(deadline_); !explained && may_be_early(operation, seen) && patience.is_left();) {
    stack_.wait(patience.next_wait());
    seen = perform(operation);
    explained = explain(operation, seen, arrivals_are_open);
  }
  calls.push_back({operation, seen});
  if (!explained) want_ = stack_.want_of_resources(operation, seen);
  return explained;
}

RaceOutcome Racer::run_begun(const model::Race& race, Draw& draw) {
  Unexplained result;
  for (const Operation& operation : race.before)
    if (!make_settled(operation, true, result.before)) {
      result.allowed = allowed_;
      return result;
    }
  result.racing = properties::race(stack_, race, worlds_, draw);
  std::vector<model::RacingCall> calls;
  for (const SeenCall& seen : result.racing) calls.push_back(seen.call);
  worlds_ = model::explain_race(book_, worlds_, calls, [&](const World& world, std::size_t call) {
    return bytes_fit(world, calls[call].operation, calls[call].seen, result.racing[call].bytes);
  });
  if (worlds_.empty()) return result;
  result.afterwards = true;
  for (const Operation& operation : race.after)
    if (!make_settled(operation, false, result.after)) {
      result.allowed = allowed_;
      result.wrong_bytes = wrong_bytes_;
      return result;
    }
  return Explained{any_overlap(result.racing)};
}

RaceOutcome Racer::run(const model::Race& race, Draw& draw) {
  if (auto failed = stack_.begin(race.start)) return *failed;
  worlds_.assign(1, model::world_of(race.start, limits_));
  wrong_bytes_ = false;
  want_.clear();
  allowed_.clear();
  RaceOutcome outcome = run_begun(race, draw);
  stack_.abandon();
  if (!want_.empty()) return sut::CouldNotTest{want_};
  return outcome;
}

}  // namespace socketcheck::properties
