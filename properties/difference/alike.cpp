#include "properties/difference/alike.hpp"

#include "model/text/show.hpp"

namespace socketcheck::properties {
namespace {

using model::Answer;
using model::Operation;
using model::State;

State without_delays(State state) { return state == State::fin_wait_1 ? State::fin_wait_2 : state; }

bool tells_a_state(const Operation& operation) { return std::holds_alternative<model::TcpInfo>(operation); }

bool tells_how_many(const Operation& operation) {
  return std::holds_alternative<model::Send>(operation) || std::holds_alternative<model::Recv>(operation) ||
         std::holds_alternative<model::UnreadBytes>(operation) || std::holds_alternative<model::Accept>(operation);
}

std::string class_of(const Operation& operation, const Answer& answer) {
  if (tells_how_many(operation) && !answer.failed() && answer.value > 0) return answer.sigpipes > 0 ? "some, SIGPIPE" : "some";
  if (tells_a_state(operation) && !answer.failed())
    return std::string(model::show(without_delays(static_cast<State>(answer.value))));
  return model::show(operation, answer);
}

}  // namespace

bool are_alike(State one, State other) { return without_delays(one) == without_delays(other); }

bool are_alike(const Operation& operation, const Answer& one, const Answer& other) {
  if (tells_a_state(operation) && !one.failed() && !other.failed())
    return are_alike(static_cast<State>(one.value), static_cast<State>(other.value));
  return one == other;
}

std::string kind_of_difference(const Operation& operation, const Answer& one, const Answer& other) {
  const bool only_signals = one.error == other.error && one.value == other.value && one.sigpipes != other.sigpipes;
  const auto in_words = [&](Answer answer) {
    if (!only_signals) answer.sigpipes = 0;
    return class_of(operation, answer);
  };
  return std::to_string(operation.index()) + ": " + in_words(one) + " / " + in_words(other);
}

std::optional<LooksDiffer> difference_of(const model::Glance& one, const model::Glance& other) {
  for (int i = 0; i < model::number_of_slots; ++i) {
    const auto slot = static_cast<model::Slot>(i);
    const auto& first = one.slots[static_cast<std::size_t>(i)];
    const auto& second = other.slots[static_cast<std::size_t>(i)];
    if (!first || !second) continue;
    if (first->events != second->events)
      return LooksDiffer{model::Poll{slot}, {.value = first->events}, {.value = second->events}};
    if (first->unread && second->unread && *first->unread != *second->unread)
      return LooksDiffer{model::UnreadBytes{slot},
                         {.value = static_cast<std::int64_t>(*first->unread)},
                         {.value = static_cast<std::int64_t>(*second->unread)}};
    if (first->state && second->state && !are_alike(*first->state, *second->state))
      return LooksDiffer{model::TcpInfo{slot},
                         {.value = static_cast<std::int64_t>(*first->state)},
                         {.value = static_cast<std::int64_t>(*second->state)}};
  }
  return std::nullopt;
}

}  // namespace socketcheck::properties
