#include "properties/complete/run_completely.hpp"

#include "properties/complete/test_set.hpp"
#include "properties/complete/watched_walk.hpp"

namespace socketcheck::properties {
namespace {

// While it lives, the walk is told of what the runner does.
class Watched {
 public:
  Watched(Runner& runner, WatchedWalk& walk) : runner_(runner) { runner_.set_observer(&walk); }
  ~Watched() { runner_.set_observer(nullptr); }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

 private:
  Runner& runner_;
};

bool walk_through(const Walk& walk, const RunEach& run_each) {
  std::set<std::vector<CallNumber>> given;
  for (auto programs = next_steps(walk, given); !programs.empty(); programs = next_steps(walk, given))
    if (!run_each(programs)) return false;
  return true;
}

}  // namespace

std::optional<Completeness> run_completely(const model::Book& book, const Alphabet& alphabet, const CompleteScope& scope, Runner& runner,
                                           const RunEach& run_each) {
  const Machine machine(book, alphabet, scope.most_outstanding, runner.limits());
  WatchedWalk watched(machine);
  const Watched is_watched(runner, watched);
  const Walk& walk = watched.walk();
  if (!walk_through(walk, run_each)) return std::nullopt;
  const TestSet set = complete_test_set(walk, Separation(machine), scope.extra_states);
  if (!run_each(set.programs)) return std::nullopt;
  return Completeness{.alphabet = std::string(alphabet.name), .scope = scope, .worlds = walk.states().size(),
                      .told_apart = set.told_apart, .edges = walk.edges(), .edges_taken = walk.edges_taken(),
                      .programs = set.programs.size(), .longest = set.longest};
}

}  // namespace socketcheck::properties
