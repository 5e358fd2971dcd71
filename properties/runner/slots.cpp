#include "properties/runner/slots.hpp"

#include <algorithm>

namespace socketcheck::properties {

using model::Operation;
using model::Slot;

bool mentions(const model::Program& program, Slot slot) {
  if (!model::world_of(program.start, {}).is_empty(slot)) return true;
  for (const Operation& call : program.calls) {
    const auto made = model::slot_made_by(call);
    const auto* connect = std::get_if<model::Connect>(&call);
    const auto* send = std::get_if<model::SendTo>(&call);
    const bool aims = (connect != nullptr && connect->place == model::Place::none && connect->to == slot) ||
                      (send != nullptr && send->place == model::Place::none && !send->port_zero && send->to == slot);
    if (model::slot_of(call) == slot || made == slot || aims) return true;
  }
  return false;
}

std::vector<Operation> with_slots_exchanged(std::vector<Operation> calls, Slot one, Slot other) {
  const auto exchange = [&](Slot& slot) {
    if (slot == one) slot = other;
    else if (slot == other) slot = one;
  };
  for (Operation& call : calls)
    std::visit(
        [&](auto& op) {
          exchange(op.slot);
          if constexpr (requires { op.made; }) exchange(op.made);
          if constexpr (requires { op.call; })
          {
            if (auto* accept = std::get_if<model::Accept>(&op.call)) exchange(accept->made);
            auto* connect = std::get_if<model::Connect>(&op.call);
            if (connect != nullptr && connect->place == model::Place::none) exchange(connect->to);
          }
          if constexpr (requires { op.to; })
            if (op.place == model::Place::none) exchange(op.to);
        },
        call);
  return calls;
}

std::vector<Operation> with_places_exchanged(std::vector<Operation> calls, model::Place one, model::Place other) {
  for (Operation& call : calls)
    std::visit(
        [&](auto& op) {
          if constexpr (requires { op.place; }) op.place = op.place == one ? other : op.place == other ? one : op.place;
        },
        call);
  return calls;
}

bool mentions(const std::vector<Operation>& calls, model::Place place) {
  return std::any_of(calls.begin(), calls.end(), [&](const Operation& call) {
    return std::visit(
        [&](const auto& op) {
          if constexpr (requires { op.place; }) return op.place == place;
          else return false;
        },
        call);
  });
}

std::vector<Operation> on_earlier_slots(const Operation& call) {
  std::vector<Operation> calls;
  for (int i = 0; i < static_cast<int>(model::slot_of(call)); ++i) {
    Operation earlier = call;
    std::visit([i](auto& op) { op.slot = static_cast<Slot>(i); }, earlier);
    calls.push_back(earlier);
  }
  return calls;
}

}  // namespace socketcheck::properties
