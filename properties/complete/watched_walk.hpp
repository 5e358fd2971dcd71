// Notes the walk of a stack through a machine while its programs run.
#pragma once

#include <optional>

#include "properties/complete/walk.hpp"
#include "properties/runner/run.hpp"

namespace socketcheck::properties {

class WatchedWalk : public CallObserver {
 public:
  explicit WatchedWalk(const Machine& machine) : walk_(machine) {}

  void program_begins() override { came_by_.reset(); }
  void call_is_made(const model::Worlds& before, const model::Operation& call) override;
  void calls_are_over(const model::Worlds& after) override;

  const Walk& walk() const { return walk_; }

 private:
  struct Edge {
    StateNumber from;
    CallNumber call;
  };
  std::optional<StateNumber> arrive(const model::Worlds& worlds);

  Walk walk_;
  std::optional<Edge> came_by_;
};

// The programs that take every edge of which nothing is known yet, from states that are known; empty: there is none. A
// program is given once; `given` remembers that.
std::vector<model::Program> next_steps(const Walk& walk, std::set<std::vector<CallNumber>>& given);

}  // namespace socketcheck::properties
