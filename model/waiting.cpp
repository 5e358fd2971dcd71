#include "model/waiting.hpp"

#include <algorithm>

#include "model/follow.hpp"

namespace socketcheck::model {
namespace {

bool is_more_than_waiting(const Begin& op, const Allowed& allowed) {
  switch (allowed.kind) {
    case Allowed::Kind::nothing: return false;
    case Allowed::Kind::error: return allowed.error != Error::again;
    case Allowed::Kind::events: return allowed.most != 0;
    case Allowed::Kind::range: break;
  }
  return op.call != Waiting::poll || allowed.most != 0;
}

bool is_on_the_same_socket(const World& world, Slot one, Slot other) { return world.socket_of(one) == world.socket_of(other); }

bool is_left_out_for(const World& world, const Begin& waiting, const Operation& operation) {
  const auto made = slot_made_by(operation);
  if (made && waiting.call == Waiting::accept && *made == waiting.made) return true;
  if (is_one_of<NewSocket, OnWire>(operation)) return false;
  const Slot slot = slot_of(operation);
  if (is_one_of<Close, Abort>(operation)) return slot == waiting.slot;
  if (!is_on_the_same_socket(world, slot, waiting.slot)) return false;
  if (std::holds_alternative<Send>(operation)) return waiting.call == Waiting::send;
  return is_one_of<Begin, Disconnect, SetOption>(operation);
}

}  // namespace

bool may_wait(const Book& book, const Worlds& worlds, const Begin& op) {
  const auto answers = allowed_answers(book, worlds, op);
  return std::any_of(answers.begin(), answers.end(), [&](const AllowedAnswer& one) { return one.allowed.admits(waits(op)); });
}

bool may_return(const Book& book, const Worlds& worlds, const Begin& op) {
  const auto answers = allowed_answers(book, worlds, op);
  return std::any_of(answers.begin(), answers.end(), [&](const AllowedAnswer& one) { return is_more_than_waiting(op, one.allowed); });
}

bool is_left_out(const World& world, const WaitingCalls& waiting, const Operation& operation) {
  return std::any_of(waiting.begin(), waiting.end(), [&](const Begin& one) { return is_left_out_for(world, one, operation); });
}

void has_returned(WaitingCalls& waiting, Slot slot) {
  std::erase_if(waiting, [slot](const Begin& one) { return one.slot == slot; });
}

std::vector<Returned> let_return(const Book& book, Worlds& worlds, WaitingCalls& waiting) {
  std::vector<Returned> returned;
  for (std::size_t i = 0; i < waiting.size();) {
    const Begin op = waiting[i++];
    if (may_wait(book, worlds, op)) continue;
    const std::vector<Answer> answers = answers_to_try(allowed_answers(book, worlds, op));
    if (answers.empty()) continue;
    Worlds moved;
    Worlds after;
    explain(book, worlds, op, answers.back(), moved);
    settle_each(book, moved, after);
    worlds = after;
    returned.push_back({op, answers.back()});
    has_returned(waiting, op.slot);
    i = 0;  // what one has taken the others don't get
  }
  return returned;
}

}  // namespace socketcheck::model
