#include "tests/model/claims.hpp"

#include <map>

#include "model/text/show.hpp"
#include "tests/model/arrival_probe.hpp"

namespace socketcheck::tests {
namespace {

// Keeps the first breach of each claim: it is a shortest one.
class Breaches {
 public:
  // `story` is only called for the first.
  template <class Story>
  void note(std::string_view claim, Story story) {
    Violation& violation = by_claim_[claim];
    if (violation.times++ > 0) return;
    violation.claim = claim;
    violation.story = story();
  }
  std::vector<Violation> all() const {
    std::vector<Violation> violations;
    for (const auto& [claim, violation] : by_claim_) violations.push_back(violation);
    return violations;
  }

 private:
  std::map<std::string_view, Violation> by_claim_;
};

}  // namespace

std::vector<Violation> violations(const model::Book& book, const Configuration& configuration) {
  const ArrivalProbe probe(book);  // it refuses to go on where no row applies
  Exploration exploration(probe.book(), configuration);
  Breaches breaches;
  exploration.run([&](const Step& step) {
    for (const StepClaim& claim : step_claims())
      for (const model::Worlds* worlds : {&step.moved, &step.after})
        for (const model::World& world : *worlds)
          if (!claim.holds(step, world))
            breaches.note(claim.name, [&] {
              return exploration.story_of(step.number, step.call, step.seen) + "; " + show(world);
            });
  });
  for (const std::string& dead_end : exploration.dead_ends()) breaches.note(every_world_goes_on, [&] { return dead_end; });
  for (std::size_t number = 0; number < exploration.size(); ++number) {
    const model::World world = exploration.world(number);
    for (const WorldClaim& claim : world_claims())
      if (!claim.holds(probe.book(), world)) breaches.note(claim.name, [&] { return exploration.story_of(number); });
  }
  return breaches.all();
}

}  // namespace socketcheck::tests
