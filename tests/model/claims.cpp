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
  bool has(std::string_view claim) const { return by_claim_.contains(claim); }
  std::vector<Violation> all() const {
    std::vector<Violation> violations;
    for (const auto& [claim, violation] : by_claim_) violations.push_back(violation);
    return violations;
  }

 private:
  std::map<std::string_view, Violation> by_claim_;
};

class Judgement {
 public:
  Judgement(const ArrivalProbe& probe, const Configuration& configuration, std::string_view enough)
      : book_(probe.book()), exploration_(book_, configuration), enough_(enough) {}

  std::vector<Violation> violations() {
    exploration_.run([this](const Step& step) {
      judge_worlds_up_to(step.number + 1);
      judge(step);
      if (breaches_.has(enough_)) exploration_.stop();
    });
    for (const std::string& dead_end : exploration_.dead_ends()) breaches_.note(every_world_goes_on, [&] { return dead_end; });
    if (!breaches_.has(enough_)) judge_worlds_up_to(exploration_.size());
    return breaches_.all();
  }

 private:
  void judge(const Step& step) {
    for (const StepClaim& claim : step_claims())
      for (const model::Worlds* worlds : {&step.moved, &step.after})
        for (const model::World& world : *worlds)
          if (!claim.holds(step, world))
            breaches_.note(claim.name, [&] {
              return exploration_.story_of(step.number, step.call, step.seen) + "; " + show(world);
            });
  }

  void judge_worlds_up_to(std::size_t end) {
    for (; judged_ < end; ++judged_) {
      const model::World world = exploration_.world(judged_);
      for (const WorldClaim& claim : world_claims())
        if (!claim.holds(book_, world)) breaches_.note(claim.name, [&] { return exploration_.story_of(judged_); });
    }
  }

  const model::Book& book_;
  Exploration exploration_;
  std::string_view enough_;
  Breaches breaches_;
  std::size_t judged_ = 0;
};

}  // namespace

std::vector<Violation> violations(const model::Book& book, const Configuration& configuration, std::string_view enough) {
  const ArrivalProbe probe(book);  // it refuses to go on where no row applies
  return Judgement(probe, configuration, enough).violations();
}

}  // namespace socketcheck::tests
