#include "properties/races/hunt.hpp"

#include "properties/races/draw_race.hpp"

namespace socketcheck::properties {
namespace {

using Clock = std::chrono::steady_clock;
using model::Race;

constexpr int runs_of_each_race = 20;
constexpr int runs_of_a_finding = 100;     // to say how often it fails
constexpr int runs_of_a_shorter_race = 60;  // that may fail seldom; fewer would often take a race for sound that is not
constexpr double longest_counting = 3;     // seconds
constexpr sut::Milliseconds short_deadline{200};  // while shrinking

class Hunter {
 public:
  Hunter(sut::SocketStack& stack, const model::Book& book, const RaceHunt& hunt)
      : racer_(stack, book, hunt.deadline), quick_(stack, book, std::min(hunt.deadline, short_deadline)), hunt_(hunt), draw_(rc::Random(hunt.seed)) {}

  RaceHuntResult hunt() {
    const auto begin = Clock::now();
    const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
    while (seconds() < hunt_.time && (!hunt_.races || result_.races < *hunt_.races))
      if (!try_one(draw_race(draw_))) break;
    return std::move(result_);
  }

  RaceHuntResult repeat(const Race& race) {
    try_one(race);
    return std::move(result_);
  }

 private:
  bool is_stopped() const { return hunt_.stop != nullptr && *hunt_.stop; }

  // False: the hunt is over.
  bool try_one(const Race& race) {
    ++result_.races;
    auto failed = first_failure(racer_, race, runs_of_each_race);
    if (!failed) return !result_.interrupted && result_.could_not_test.empty();
    report(race, std::move(*failed));
    return false;
  }

  std::optional<Unexplained> first_failure(Racer& racer, const Race& race, int runs) {
    for (last_runs_ = 1; last_runs_ <= runs; ++last_runs_) {
      if (is_stopped()) {
        result_.interrupted = true;
        return std::nullopt;
      }
      ++result_.runs;
      RaceOutcome outcome = racer.run(race, draw_);
      if (const auto* explained = std::get_if<Explained>(&outcome); explained != nullptr && explained->overlapping) ++result_.overlapping;
      if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) {
        result_.could_not_test = reason->reason;
        return std::nullopt;
      }
      if (auto* failed = std::get_if<Unexplained>(&outcome)) return std::move(*failed);
    }
    return std::nullopt;
  }

  // Leaves out one call after the other, or makes it before the race, for as long as what is left still fails.
  void report(Race race, Unexplained failed) {
    const auto begin = Clock::now();
    const auto seconds = [&](Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); };
    int runs = last_runs_;
    bool shorter = true;
    while (shorter) {
      shorter = false;
      for (const Race& candidate : simpler(race)) {
        if (seconds(begin) > hunt_.shrinking || is_stopped()) break;
        if (auto again = first_failure(quick_, candidate, runs_of_a_shorter_race)) {
          race = candidate;
          failed = std::move(*again);
          runs = last_runs_;
          shorter = true;
          break;
        }
      }
    }
    // The runs that led to the first failure count as well, so that it is one of so many.
    RaceFinding finding{.race = race, .unexplained = std::move(failed), .failed = 1, .runs = runs};
    const auto counting = Clock::now();
    for (int run = 0; run < runs_of_a_finding && seconds(counting) < longest_counting; ++run) {
      ++finding.runs;
      RaceOutcome outcome = quick_.run(race, draw_);
      if (auto* again = std::get_if<Unexplained>(&outcome)) {
        ++finding.failed;
        finding.unexplained = std::move(*again);
      }
    }
    result_.finding = std::move(finding);
  }

  static void add_without_one(const Race& race, std::vector<model::Operation> Race::*calls, std::vector<Race>& shorter) {
    for (std::size_t i = (race.*calls).size(); i-- > 0;) {
      Race one = race;
      (one.*calls).erase((one.*calls).begin() + static_cast<std::ptrdiff_t>(i));
      shorter.push_back(std::move(one));
    }
  }

  // A thread's first call is made before the race.
  static Race settled_first(Race race, std::size_t thread) {
    auto& calls = race.threads[thread];
    race.before.push_back(calls.front());
    calls.erase(calls.begin());
    if (calls.empty()) race.threads.erase(race.threads.begin() + static_cast<std::ptrdiff_t>(thread));
    return race;
  }

  // Each has fewer calls, or fewer that race.
  static std::vector<Race> simpler(const Race& race) {
    std::vector<Race> shorter;
    for (std::size_t thread = 0; thread < race.threads.size(); ++thread)
      for (std::size_t i = 0; i < race.threads[thread].size(); ++i) {
        Race one = race;
        auto& calls = one.threads[thread];
        calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(i));
        if (calls.empty()) one.threads.erase(one.threads.begin() + static_cast<std::ptrdiff_t>(thread));
        shorter.push_back(std::move(one));
      }
    for (std::size_t thread = 0; thread < race.threads.size(); ++thread) shorter.push_back(settled_first(race, thread));
    add_without_one(race, &Race::before, shorter);
    add_without_one(race, &Race::after, shorter);
    std::erase_if(shorter, [](const Race& one) { return !model::why_no_race(one).empty(); });
    return shorter;
  }

  Racer racer_;
  Racer quick_;
  const RaceHunt& hunt_;
  Draw draw_;
  RaceHuntResult result_;
  int last_runs_ = 0;  // until the last failure, with it
};

}  // namespace

RaceHuntResult hunt_races(sut::SocketStack& stack, const model::Book& book, const RaceHunt& hunt) {
  return Hunter(stack, book, hunt).hunt();
}

RaceHuntResult repeat_race(sut::SocketStack& stack, const model::Book& book, const Race& race, const RaceHunt& hunt) {
  return Hunter(stack, book, hunt).repeat(race);
}

}  // namespace socketcheck::properties
