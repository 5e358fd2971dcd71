#include "properties/runner/unit.hpp"

#include <algorithm>
#include <memory>

#include "model/text/show.hpp"
#include "properties/complete/run_completely.hpp"
#include "properties/generators/enumerate.hpp"
#include "properties/generators/possible.hpp"
#include "properties/generators/random_program.hpp"
#include "properties/runner/shrink.hpp"

namespace socketcheck::properties {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int confirming_runs = 10;
// Also where another property has used up the time.
constexpr std::uint64_t fewest_cases = 20;
// Shrinking one failure takes a fraction of a second, unless each run has to wait for a deadline.
constexpr double shortest_shrinking_limit = 2;  // seconds
constexpr double longest_shrinking_limit = 15;
// Of failures that have to be waited for, so many are followed up, and at least one on each stack.
constexpr int most_missed_deadlines = 3;
// After so many failures that were findings already, waiting for the next one is cut short.
constexpr std::uint64_t repeats_before_hurry = 20;
constexpr Milliseconds hurried_deadline{10};
// A stack that fails as often is no model's equal, and need not be shown to be.
constexpr std::uint64_t most_repeats_in_a_complete_set = 100;
// Of a program that fails, so many calls are left out one after the other to see what stands behind them.
constexpr int most_left_out = 8;
// After so many runs without the failing calls that brought nothing new, nothing stands behind them.
constexpr int most_runs_behind = 2000;

class Unit {
 public:
  Unit(const Property& property, const sut::StackEntry& entry, const model::Book& book, const CheckContext& context)
      : property_(property), context_(context), stack_(entry.make()), result_(book),
        runner_(*stack_, book, result_.coverage, context.watcher) {
    result_.property = property.sentence;
    result_.property_name = property.name;
    result_.stack = entry.name;
    result_.abilities = stack_->abilities();
    if (property.invariant != nullptr) invariant_ = property.invariant();
    runner_.set_invariant(invariant_.get());
    runner_.set_strict(context.strict);
    runner_.set_stop(context.interrupted);
    runner_.count_descriptors(property.counts_descriptors);
    set_usual_deadline();
  }

  UnitResult run(const Budget& budget) {
    result_.not_applicable = why_not_applicable();
    if (!result_.not_applicable.empty()) return std::move(result_);
    if (property_.complete) run_complete();
    else if (property_.exhaustive_depth > 0) run_all(budget);
    else run_random(budget);
    finish();
    return std::move(result_);
  }

 private:
  // What the property asks for and the stack can't do; empty: nothing.
  std::string why_not_applicable() const {
    const sut::Abilities abilities = stack_->abilities();
    if (property_.transport() != abilities.transport) return "the stack is of another transport";
    const bool is_of_streams = property_.transport() == model::Transport::stream;
    if (is_of_streams && needs_fresh_sockets(property_) && !abilities.fresh_sockets) return "the stack makes no sockets one by one";
    if (needs_other_flags() && !abilities.other_flags) return "urgent data does not reach the other end as such";
    if (needs_waiting_calls(property_) && !abilities.waiting_calls) return "its calls can't wait while the program goes on";
    if (property_.needs_the_wire && !abilities.wire) return "the wire between the two ends is not the suite's";
    return {};
  }

  bool needs_other_flags() const {
    if (property_.alphabet == nullptr) return false;
    const auto& calls = property_.alphabet->calls;
    return std::any_of(calls.begin(), calls.end(), has_other_flags);
  }

  // Without a time in the budget all programs are run; else as many as there is time for, which the report says.
  void run_all(const Budget& budget) {
    Enumeration programs(*property_.alphabet, property_.exhaustive_depth, !stack_->abilities().sigpipe);
    result_.planned_cases = programs.size();
    while (const model::Program* program = programs.next()) {
      if (!run_one(*program)) return;
      if (budget.cases && result_.cases >= *budget.cases) return;
      if (budget.time.count() > 0 && seconds() > budget.time.count()) return;
    }
  }

  void run_complete() {
    Alphabet alphabet = *property_.alphabet;
    alphabet.calls = calls_of(alphabet, !stack_->abilities().sigpipe);
    const auto run_each = [this](const std::vector<model::Program>& programs) {
      result_.planned_cases += programs.size();
      return std::all_of(programs.begin(), programs.end(), [this](const model::Program& program) {
        return run_one(program) && result_.repeated_findings < most_repeats_in_a_complete_set;
      });
    };
    const auto completeness = run_completely(result_.coverage.book(), alphabet, *property_.complete, runner_, run_each);
    if (result_.findings.empty()) result_.completeness = completeness;  // else nothing is guaranteed
  }

  void run_random(const Budget& budget) {
    const sut::Abilities abilities = stack_->abilities();
    if (property_.examples != nullptr)
      for (const model::Program& program : property_.examples())
        if (!run_example(possible_for(program, abilities))) return;
    const auto goes_on = [&](std::uint64_t number) {
      if (budget.cases) return number < *budget.cases;
      return number < fewest_cases || seconds() < budget.time.count();
    };
    for (std::uint64_t number = 0; goes_on(number); ++number) {
      const auto random = random_for(context_.seed, property_.name, result_.stack, number);
      if (!run_one(draw_program(property_.profile, abilities, random))) return;
    }
  }

  // The examples are few, so what takes long is waited for in each.
  bool run_example(const model::Program& program) {
    runner_.await_every_ack(true);
    const bool goes_on = run_one(program);
    runner_.await_every_ack(false);
    return goes_on;
  }

  // False: the unit is over.
  Outcome run_in_the_model(const model::Program& program) {
    try {
      return runner_.run(program);
    } catch (const std::logic_error& error) {
      throw std::logic_error(std::string(error.what()) + ", in the program\n" + model::show(program));
    }
  }

  bool run_one(const model::Program& program) {
    const Outcome outcome = run_in_the_model(program);
    if (is_interrupted()) {
      result_.interrupted = true;
      return false;
    }
    if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) {
      result_.not_tested.push_back(reason->reason);
      return false;
    }
    ++result_.cases;
    if (const Failure* failure = failure_of(outcome)) {
      take(program, *failure);
      look_behind(program, *failure);
    }
    if (result_.cases % 256 == 0) tell_progress();
    return result_.findings.size() < most_findings;
  }

  // A program ends at its first failure, so what often fails would hide what stands behind it: the program is run again
  // without the call that failed, as long as that has brought something new lately.
  void look_behind(model::Program program, Failure failure) {
    for (int left_out = 0; left_out < most_left_out && failure.step < program.calls.size(); ++left_out) {
      if (runs_behind_since_new_ >= most_runs_behind || result_.findings.size() >= most_findings) return;
      program.calls.erase(program.calls.begin() + static_cast<std::ptrdiff_t>(failure.step));
      const std::size_t found = result_.findings.size();
      const Outcome outcome = runner_.run(program);
      const Failure* next = failure_of(outcome);
      ++runs_behind_since_new_;
      if (next == nullptr || is_interrupted()) return;
      failure = *next;
      take(program, failure);
      if (result_.findings.size() > found) runs_behind_since_new_ = 0;
    }
  }

  bool is_known(const Failure& failure) {
    if (context_.known == nullptr || context_.known->find(result_.stack, failure.rule(), failure.seen) == nullptr) return false;
    ++result_.known;
    return true;
  }

  void take(const model::Program& program, Failure failure) {
    if (is_known(failure)) return;
    if (!memory().is_new(result_.stack, failure.signature())) return count_repeat();
    if (failure.after_deadline) {
      const bool was_shown = memory().program_for(failure.signature()) != nullptr;
      if (!was_shown && memory().missed_deadlines() >= most_missed_deadlines && memory().missed_deadlines(result_.stack) > 0)
        return count_repeat();
      if (!was_shown && waits_shortly() && !fails_with_full_deadline(program, failure)) return;
    }
    runner_.await_every_ack(failure.rule() == "end.fin-acknowledged");
    Finding finding = make_finding(program, failure);
    runner_.await_every_ack(false);
    const std::string signature = finding.failure.signature();
    const bool told_before = signature != failure.signature() && !memory().is_new(result_.stack, signature);
    if (finding.failure.after_deadline) memory().missed_deadline(result_.stack);
    set_usual_deadline();
    // What is known is known by the answer that the shortest program gets.
    if (signature != failure.signature() && is_known(finding.failure)) return;
    if (told_before) return count_repeat();
    memory().remember(signature, finding.program);
    result_.findings.push_back(std::move(finding));
  }

  void count_repeat() {
    if (++result_.repeated_findings == repeats_before_hurry) set_usual_deadline();
  }

  // What did not come shortly may be late and yet come: only the full deadline makes a finding.
  bool fails_with_full_deadline(const model::Program& program, Failure& failure) {
    runner_.set_deadline(full_deadline);
    const Outcome outcome = runner_.run(program);
    set_usual_deadline();
    const Failure* failed = failure_of(outcome);
    if (failed != nullptr) failure = *failed;
    return failed != nullptr;
  }

  FindingMemory& memory() { return *context_.memory; }
  bool waits_shortly() { return memory().any_missed_deadline(); }
  void set_usual_deadline() {
    if (!waits_shortly()) runner_.set_deadline(full_deadline);
    else if (result_.repeated_findings < repeats_before_hurry) runner_.set_deadline(runner_.short_deadline());
    else runner_.set_deadline(std::max(hurried_deadline, runner_.short_deadline() / 10));
  }

  Finding make_finding(const model::Program& program, const Failure& failure) {
    Finding finding;
    finding.property = property_.sentence;
    finding.property_name = property_.name;
    finding.stack = result_.stack;
    finding.flavour = result_.coverage.book().flavour();
    finding.seed = context_.seed;
    finding.limits = runner_.limits();
    finding.cases = result_.cases;
    finding.original_calls = program.calls.size();
    finding.failure = failure;
    shrink_into(finding, program);
    confirm(finding);
    finding.seconds = seconds();
    return finding;
  }

  void shrink_into(Finding& finding, const model::Program& program) {
    const double left = context_.seconds_left ? context_.seconds_left() : longest_shrinking_limit;
    const auto end = Clock::now() + std::chrono::duration<double>(
                                        std::clamp(left / 4, shortest_shrinking_limit, longest_shrinking_limit));
    const sut::Abilities abilities = stack_->abilities();
    const FailsAt fails_at = [&](const model::Program& candidate) -> std::optional<std::size_t> {
      if (possible_for(candidate, abilities) != candidate) return std::nullopt;
      const Outcome outcome = runner_.run(candidate);
      const Failure* failed = failure_of(outcome);
      if (failed == nullptr || !failed->is_same_as(finding.failure)) return std::nullopt;
      tell_shrinking(finding.failure.rule(), program.calls.size(), candidate.calls.size());
      return failed->step;
    };
    const std::function<bool()> may_go_on = [&] {
      return Clock::now() < end && !is_interrupted();
    };
    tell_shrinking(finding.failure.rule(), program.calls.size(), program.calls.size());
    runner_.set_deadline(runner_.short_deadline());
    const model::Program* earlier = memory().program_for(finding.failure.signature());
    if (earlier != nullptr && earlier->calls.size() <= program.calls.size() && fails_at(*earlier)) {
      finding.program = *earlier;
      finding.shrinks = 1;
      return;
    }
    Shrunk shrunk = shrink(program, finding.failure.step, fails_at, may_go_on);
    finding.program = std::move(shrunk.program);
    finding.shrinks = shrunk.runs;
    finding.shrunk_completely = shrunk.complete;
  }

  void tell_shrinking(const std::string& rule, std::size_t from, std::size_t to) {
    if (context_.on_shrinking)
      context_.on_shrinking(rule + " is broken: shrinking, from " + std::to_string(from) + " calls to " +
                            std::to_string(to));
  }

  // The first confirming run has the full deadline, once for all stacks.
  void confirm(Finding& finding) {
    const bool was_shown = memory().program_for(finding.failure.signature()) != nullptr;
    runner_.set_deadline(was_shown ? runner_.short_deadline() : full_deadline);
    for (int i = 0; i < confirming_runs && !is_interrupted(); ++i) {
      std::vector<Step> steps;
      const Outcome outcome = runner_.run(finding.program, steps);
      ++finding.confirming_runs;
      runner_.set_deadline(runner_.short_deadline());
      const Failure* failed = failure_of(outcome);
      if (failed == nullptr || !failed->is_same_as(finding.failure)) continue;
      if (finding.failed_runs++ > 0) continue;
      finding.failure = *failed;
      finding.steps = std::move(steps);
    }
  }

  void finish() {
    const auto& rows = result_.coverage.book().rows();
    if (result_.coverage.book().knows_deviations())
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (!rows[i].deviates.empty()) result_.known += result_.coverage.times(static_cast<model::RowNumber>(i));
    result_.calls = runner_.calls();
    result_.not_judged = runner_.not_judged();
    result_.shoulds_broken = runner_.shoulds_broken();
    if (result_.not_judged * 10 > result_.cases)
      result_.not_tested.push_back(result_.abilities.transport == model::Transport::datagram
                                       ? "the system gives ports out twice within one program: widen net.ipv4.ip_local_port_range"
                                       : "the kernel's TIME-WAITs are used up (net.ipv4.tcp_max_tw_buckets); wait a minute");
    result_.seconds = seconds();
    if (context_.on_progress) context_.on_progress(result_);
  }

  void tell_progress() {
    if (!context_.on_progress) return;
    const auto now = Clock::now();
    if (now - last_progress_ < std::chrono::milliseconds(200)) return;
    last_progress_ = now;
    result_.calls = runner_.calls();
    result_.seconds = seconds();
    context_.on_progress(result_);
  }

  bool is_interrupted() const { return context_.interrupted != nullptr && *context_.interrupted; }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  const Property& property_;
  const CheckContext& context_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_progress_ = begin_;
  std::unique_ptr<sut::Stack> stack_;
  std::unique_ptr<Invariant> invariant_;
  UnitResult result_;
  Runner runner_;
  int runs_behind_since_new_ = 0;
};

}  // namespace

std::string_view show(Verdict verdict) {
  switch (verdict) {
    case Verdict::conforms: return "conforms";
    case Verdict::does_not_conform: return "does not conform";
    case Verdict::known_deviation: return "known deviation";
    case Verdict::could_not_test: return "could not test";
  }
  return "";
}

Verdict UnitResult::verdict() const {
  if (!findings.empty() || repeated_findings > 0) return Verdict::does_not_conform;
  if (!not_applicable.empty()) return Verdict::conforms;
  if (!not_tested.empty() || cases == 0) return Verdict::could_not_test;
  return known > 0 ? Verdict::known_deviation : Verdict::conforms;
}

// A gap in the model or a broken example is the suite's own bug, never a verdict about the stack.
UnitResult run_unit(const Property& property, const sut::StackEntry& entry, const model::Book& book,
                    const Budget& budget, const CheckContext& context) {
  try {
    return Unit(property, entry, book, context).run(budget);
  } catch (const std::exception& error) {
    UnitResult broken(book);
    broken.property = property.sentence;
    broken.property_name = property.name;
    broken.stack = entry.name;
    broken.not_tested.push_back(std::string("a bug of the suite: ") + error.what());
    return broken;
  }
}

}  // namespace socketcheck::properties
