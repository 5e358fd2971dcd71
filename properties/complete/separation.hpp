// Which states of a machine can be told apart, and by which calls.
#pragma once

#include <set>
#include <vector>

#include "properties/complete/machine.hpp"

namespace socketcheck::properties {

using Suffix = std::vector<CallNumber>;

// Two states are apart if some calls have no sequence of answers and looks in common, whatever the stack chooses of what
// the model leaves open (A. Petrenko, N. Yevtushenko and G. v. Bochmann, "Testing deterministic implementations from
// nondeterministic FSM specifications", 1996: r-distinguishable states).
class Separation {
 public:
  explicit Separation(const Machine& machine);

  bool are_apart(StateNumber one, StateNumber other) const { return call_[at(one, other)] != together; }
  // Adds the calls that tell the two apart, all of which have to be tried; none where the first look does.
  void add_suffixes(StateNumber one, StateNumber other, std::set<Suffix>& suffixes) const;

 private:
  static constexpr CallNumber together = 0xffff;
  static constexpr CallNumber by_a_look = 0xfffe;

  std::size_t at(StateNumber one, StateNumber other) const { return std::size_t{one} * machine_.size() + other; }
  void set(StateNumber one, StateNumber other, CallNumber call) { call_[at(one, other)] = call_[at(other, one)] = call; }
  void tell_apart_by_looks();
  bool tell_more_apart();
  bool tells_apart(StateNumber one, StateNumber other, CallNumber call) const;

  const Machine& machine_;
  std::vector<CallNumber> call_;  // the first call that tells the pair apart
};

}  // namespace socketcheck::properties
