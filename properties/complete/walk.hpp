// The part of a machine that a stack shows: of what the model leaves open it takes one way, and goes on from there.
#pragma once

#include <set>
#include <vector>

#include "properties/complete/machine.hpp"

namespace socketcheck::properties {

class Walk {
 public:
  explicit Walk(const Machine& machine);  // nothing was shown yet; not owned

  // The call was made in a state and led to the other.
  void note(StateNumber from, CallNumber call, StateNumber to);
  // Every outcome of every edge, as if a stack had shown it.
  void note_all();

  const Machine& machine() const { return machine_; }
  // Those that what was noted leads to, the nearest first.
  std::vector<StateNumber> states() const;
  // Only for one of states(): the fewest calls.
  std::vector<CallNumber> path_to(StateNumber state) const;
  const std::set<StateNumber>& to(StateNumber state, CallNumber call) const { return to_[state][call]; }
  // Calls that are possible in states(), and how many of them were made.
  std::size_t edges() const;
  std::size_t edges_taken() const;

 private:
  struct Came {
    StateNumber from;
    CallNumber call;
  };
  void find_states() const;

  const Machine& machine_;
  std::vector<std::vector<std::set<StateNumber>>> to_;
  mutable std::vector<StateNumber> states_;  // empty: to be found
  mutable std::vector<Came> came_;
};

}  // namespace socketcheck::properties
