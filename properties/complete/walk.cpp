#include "properties/complete/walk.hpp"

#include <algorithm>

namespace socketcheck::properties {

Walk::Walk(const Machine& machine)
    : machine_(machine), to_(machine.size(), std::vector<std::set<StateNumber>>(machine.calls().size())) {}

void Walk::note(StateNumber from, CallNumber call, StateNumber to) {
  if (to_[from][call].insert(to).second) states_.clear();
}

void Walk::note_all() {
  for (StateNumber state = 0; state < machine_.size(); ++state)
    for (CallNumber call = 0; call < machine_.calls().size(); ++call)
      for (const Machine::Outcome& outcome : machine_.edge(state, call))
        for (const StateNumber to : outcome.to) note(state, call, to);
}

std::vector<StateNumber> Walk::states() const {
  find_states();
  return states_;
}

void Walk::find_states() const {
  if (!states_.empty()) return;
  std::vector<bool> known(machine_.size(), false);
  came_.assign(machine_.size(), {});
  states_.push_back(0);
  known[0] = true;
  for (std::size_t i = 0; i < states_.size(); ++i)
    for (CallNumber call = 0; call < machine_.calls().size(); ++call)
      for (const StateNumber to : to_[states_[i]][call]) {
        if (known[to]) continue;
        known[to] = true;
        came_[to] = {states_[i], call};
        states_.push_back(to);
      }
}

std::vector<CallNumber> Walk::path_to(StateNumber state) const {
  find_states();
  std::vector<CallNumber> path;
  for (; state != 0; state = came_[state].from) path.push_back(came_[state].call);
  std::reverse(path.begin(), path.end());
  return path;
}

std::size_t Walk::edges() const {
  std::size_t edges = 0;
  for (const StateNumber state : states())
    for (CallNumber call = 0; call < machine_.calls().size(); ++call) edges += machine_.edge(state, call).empty() ? 0 : 1;
  return edges;
}

std::size_t Walk::edges_taken() const {
  std::size_t edges = 0;
  for (const StateNumber state : states())
    for (CallNumber call = 0; call < machine_.calls().size(); ++call) edges += to_[state][call].empty() ? 0 : 1;
  return edges;
}

}  // namespace socketcheck::properties
