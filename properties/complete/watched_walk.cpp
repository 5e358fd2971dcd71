#include "properties/complete/watched_walk.hpp"

namespace socketcheck::properties {

std::optional<StateNumber> WatchedWalk::arrive(const model::Worlds& worlds) {
  const auto state = walk_.machine().find(worlds);
  if (state && came_by_) walk_.note(came_by_->from, came_by_->call, *state);
  return state;
}

void WatchedWalk::call_is_made(const model::Worlds& before, const model::Operation& call) {
  const auto state = arrive(before);
  const auto number = walk_.machine().number_of(call);
  came_by_.reset();
  if (state && number && !walk_.machine().edge(*state, *number).empty()) came_by_ = Edge{*state, *number};
}

void WatchedWalk::calls_are_over(const model::Worlds& after) {
  arrive(after);
  came_by_.reset();
}

std::vector<model::Program> next_steps(const Walk& walk, std::set<std::vector<CallNumber>>& given) {
  const Machine& machine = walk.machine();
  std::vector<model::Program> programs;
  for (const StateNumber state : walk.states())
    for (CallNumber call = 0; call < machine.calls().size(); ++call) {
      if (!walk.to(state, call).empty() || machine.edge(state, call).empty()) continue;
      std::vector<CallNumber> calls = walk.path_to(state);
      calls.push_back(call);
      if (given.insert(calls).second) programs.push_back(machine.program_of(calls));
    }
  return programs;
}

}  // namespace socketcheck::properties
