#include "properties/complete/separation.hpp"

#include <algorithm>

namespace socketcheck::properties {
namespace {

bool look_alike(const Machine& machine, StateNumber one, StateNumber other) {
  for (const model::World& left : machine.worlds(one))
    for (const model::World& right : machine.worlds(other))
      if (model::may_look_alike(machine.book(), left, right)) return true;
  return false;
}

// Calls `visit(to_of_one, to_of_other)` for all states that the same answer may lead to; ends where it returns false.
template <class Visit>
bool for_common_answers(const Machine::Edge& one, const Machine::Edge& other, Visit visit) {
  for (const Machine::Outcome& left : one)
    for (const Machine::Outcome& right : other) {
      if (!(left.answer == right.answer)) continue;
      for (const StateNumber to : left.to)
        for (const StateNumber other_to : right.to)
          if (!visit(to, other_to)) return false;
    }
  return true;
}

}  // namespace

Separation::Separation(const Machine& machine) : machine_(machine), call_(machine.size() * machine.size(), together) {
  tell_apart_by_looks();
  while (tell_more_apart()) {
  }
}

void Separation::tell_apart_by_looks() {
  for (StateNumber one = 0; one < machine_.size(); ++one)
    for (StateNumber other = 0; other < one; ++other)
      if (!look_alike(machine_, one, other)) set(one, other, by_a_look);
}

// Only what earlier rounds have told apart is used, so that the suffixes stay as short as they get.
bool Separation::tell_more_apart() {
  struct Found {
    StateNumber one, other;
    CallNumber call;
  };
  std::vector<Found> found;
  for (StateNumber one = 0; one < machine_.size(); ++one)
    for (StateNumber other = 0; other < one; ++other) {
      if (are_apart(one, other)) continue;
      for (CallNumber call = 0; call < machine_.calls().size(); ++call) {
        if (!tells_apart(one, other, call)) continue;
        found.push_back({one, other, call});
        break;
      }
    }
  for (const auto& [one, other, call] : found) set(one, other, call);
  return !found.empty();
}

bool Separation::tells_apart(StateNumber one, StateNumber other, CallNumber call) const {
  const Machine::Edge& left = machine_.edge(one, call);
  const Machine::Edge& right = machine_.edge(other, call);
  if (left.empty() || right.empty()) return false;
  return for_common_answers(left, right, [&](StateNumber to, StateNumber other_to) { return are_apart(to, other_to); });
}

void Separation::add_suffixes(StateNumber one, StateNumber other, std::set<Suffix>& suffixes) const {
  const CallNumber call = call_[at(one, other)];
  if (call == together || call == by_a_look) return;
  std::set<Suffix> behind;
  for_common_answers(machine_.edge(one, call), machine_.edge(other, call), [&](StateNumber to, StateNumber other_to) {
    add_suffixes(to, other_to, behind);
    return true;
  });
  if (behind.empty()) behind.insert(Suffix{});
  for (Suffix suffix : behind) {
    suffix.insert(suffix.begin(), call);
    suffixes.insert(std::move(suffix));
  }
}

}  // namespace socketcheck::properties
