#include "properties/complete/test_set.hpp"

#include <algorithm>

namespace socketcheck::properties {
namespace {

using Calls = std::vector<CallNumber>;
using Identifiers = std::vector<std::set<Suffix>>;  // by state; of those that are no part of the walk, empty

// What tells each state from all others.
Identifiers identifiers(const Walk& walk, const Separation& separation) {
  Identifiers all(walk.machine().size());
  const std::vector<StateNumber> states = walk.states();
  for (const StateNumber one : states) {
    for (const StateNumber other : states)
      if (one != other) separation.add_suffixes(one, other, all[one]);
    if (all[one].empty()) all[one].insert(Suffix{});  // a look is enough
  }
  return all;
}

// All programs behind one call: further calls of any kind, and what identifies the state that they lead to.
class Behind {
 public:
  Behind(const Walk& walk, const Identifiers& identifiers, std::set<Calls>& programs)
      : walk_(walk), identifiers_(identifiers), programs_(programs) {}

  void add(const Calls& calls, StateNumber state, std::size_t further) {
    for (const Suffix& suffix : identifiers_[state]) {
      Calls program = calls;
      program.insert(program.end(), suffix.begin(), suffix.end());
      programs_.insert(std::move(program));
    }
    if (further > 0) add_calls(calls, state, further - 1);
  }

  void add_calls(Calls calls, StateNumber state, std::size_t further) {
    calls.push_back(0);
    for (CallNumber call = 0; call < walk_.machine().calls().size(); ++call) {
      calls.back() = call;
      for (const StateNumber to : walk_.to(state, call)) add(calls, to, further);
    }
  }

 private:
  const Walk& walk_;
  const Identifiers& identifiers_;
  std::set<Calls>& programs_;
};

std::set<Calls> calls_of_all(const Walk& walk, const Identifiers& identifiers, std::size_t extra_states) {
  std::set<Calls> programs;
  Behind behind(walk, identifiers, programs);
  behind.add({}, 0, 0);
  for (const StateNumber state : walk.states()) behind.add_calls(walk.path_to(state), state, extra_states);
  return programs;
}

bool begins(const Calls& one, const Calls& other) {
  return one.size() <= other.size() && std::equal(one.begin(), one.end(), other.begin());
}

std::size_t number_told_apart(const Walk& walk, const Separation& separation) {
  std::vector<StateNumber> apart;
  for (const StateNumber state : walk.states())
    if (std::all_of(apart.begin(), apart.end(), [&](StateNumber other) { return separation.are_apart(state, other); }))
      apart.push_back(state);
  return apart.size();
}

}  // namespace

TestSet complete_test_set(const Walk& walk, const Separation& separation, std::size_t extra_states) {
  const std::set<Calls> all = calls_of_all(walk, identifiers(walk, separation), extra_states);
  TestSet set{.programs = {}, .longest = 0, .told_apart = number_told_apart(walk, separation)};
  // In this order, what begins another stands right before one that it begins.
  for (auto at = all.begin(); at != all.end(); ++at) {
    if (const auto next = std::next(at); next != all.end() && begins(*at, *next)) continue;
    set.longest = std::max(set.longest, at->size());
    set.programs.push_back(walk.machine().program_of(*at));
  }
  return set;
}

}  // namespace socketcheck::properties
