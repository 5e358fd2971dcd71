#include "properties/difference/find.hpp"

#include "properties/difference/programs.hpp"
#include "properties/runner/shrink.hpp"

namespace socketcheck::properties {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int runs_before_shrinking = 3;
constexpr int confirming_runs = 10;
constexpr double shrinking_limit = 15;  // seconds
constexpr sut::Milliseconds full_deadline{5000};

class Search {
 public:
  Search(const sut::StackEntry& first, const sut::StackEntry& second, const SearchOptions& options)
      : options_(options), first_name_(first.name), first_(first.make()), second_(second.make()), lockstep_(*first_, *second_) {
    lockstep_.set_stop(options.interrupted);
  }

  SearchResult run() {
    if (options_.program) compare(*options_.program);
    else compare_many();
    result_.calls = lockstep_.calls();
    result_.interrupted = is_interrupted();
    return std::move(result_);
  }

 private:
  void compare_many() {
    ProgramSourceByTurns programs(lockstep_.abilities(), first_name_, options_.seed);
    while (goes_on()) {
      compare(programs.next());
      if (options_.on_progress && result_.cases % 256 == 0) options_.on_progress(result_);
    }
  }

  bool goes_on() const {
    if (is_interrupted() || result_.difference || !result_.could_not_test.empty()) return false;
    return options_.cases ? result_.cases < *options_.cases : seconds() < options_.time;
  }

  void compare(const model::Program& program) {
    const LockstepResult seen = lockstep_.run(program);
    if (is_interrupted()) return;
    if (seen.could_not_test) {
      result_.could_not_test = seen.could_not_test->reason;
      return;
    }
    ++result_.cases;
    if (seen.was_left_early) ++result_.left_early;
    if (!seen.disagreement) return;
    if (shows_again(program, *seen.disagreement)) shrink_and_keep(program, *seen.disagreement);
    else ++result_.not_repeated;
  }

  // A difference is one of the stacks only if it is there each time.
  bool shows_again(const model::Program& program, const Disagreement& disagreement) {
    lockstep_.set_deadline(lockstep_.short_deadline());
    bool always = true;
    for (int i = 0; i < runs_before_shrinking && always; ++i) always = differs_so(program, disagreement).has_value();
    lockstep_.set_deadline(full_deadline);
    return always;
  }

  std::optional<LockstepResult> differs_so(const model::Program& program, const Disagreement& disagreement) {
    LockstepResult seen = lockstep_.run(program);
    if (!seen.disagreement || seen.disagreement->kind != disagreement.kind) return std::nullopt;
    return seen;
  }

  void shrink_and_keep(const model::Program& program, const Disagreement& disagreement) {
    StacksDiffer found{.program = program, .disagreement = disagreement, .cases = result_.cases, .original_calls = program.calls.size()};
    lockstep_.set_deadline(lockstep_.short_deadline());
    const auto end = Clock::now() + std::chrono::duration<double>(shrinking_limit);
    const FailsAt differs_at = [&](const model::Program& candidate) -> std::optional<std::size_t> {
      const auto seen = differs_so(candidate, disagreement);
      return seen ? std::optional(seen->disagreement->step) : std::nullopt;
    };
    Shrunk shrunk = shrink(program, disagreement.step, differs_at, [&] { return Clock::now() < end && !is_interrupted(); });
    found.program = std::move(shrunk.program);
    found.shrinks = shrunk.runs;
    found.shrunk_completely = shrunk.complete;
    confirm(found);
    lockstep_.set_deadline(full_deadline);
    if (found.differed > 0) result_.difference = std::move(found);
    else ++result_.not_repeated;
  }

  // The first time with the full deadline.
  void confirm(StacksDiffer& found) {
    lockstep_.set_deadline(full_deadline);
    while (found.runs < confirming_runs && !is_interrupted()) {
      ++found.runs;
      auto seen = differs_so(found.program, found.disagreement);
      lockstep_.set_deadline(lockstep_.short_deadline());
      if (!seen) continue;
      if (found.differed++ > 0) continue;
      found.disagreement = *seen->disagreement;
      found.steps = std::move(seen->steps);
    }
  }

  bool is_interrupted() const { return options_.interrupted != nullptr && *options_.interrupted; }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  const SearchOptions& options_;
  Clock::time_point begin_ = Clock::now();
  std::string first_name_;
  std::unique_ptr<sut::Stack> first_;
  std::unique_ptr<sut::Stack> second_;
  Lockstep lockstep_;
  SearchResult result_;
};

}  // namespace

SearchResult find_difference(const sut::StackEntry& first, const sut::StackEntry& second, const SearchOptions& options) {
  return Search(first, second, options).run();
}

}  // namespace socketcheck::properties
