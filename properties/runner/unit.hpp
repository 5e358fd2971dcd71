// One unit of a check: one property on one stack, within a budget.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "properties/property.hpp"
#include "properties/runner/coverage.hpp"
#include "properties/runner/finding.hpp"
#include "properties/runner/known.hpp"
#include "properties/runner/memory.hpp"
#include "properties/runner/run.hpp"
#include "sut/stacks.hpp"

namespace socketcheck::properties {

enum class Verdict : unsigned char { conforms, does_not_conform, known_deviation, could_not_test };
std::string_view show(Verdict verdict);

struct Budget {
  std::optional<std::uint64_t> cases;   // programs
  std::chrono::duration<double> time{};  // used only without `cases`; 0: exhaustive programs are all run
};

struct UnitResult {
  explicit UnitResult(const model::Book& book) : coverage(book) {}

  std::string property;       // the sentence
  std::string property_name;
  std::string stack;
  std::uint64_t cases = 0;
  std::uint64_t calls = 0;
  std::optional<Completeness> completeness;  // of a complete test set
  std::uint64_t planned_cases = 0;  // exhaustive: all there are
  double seconds = 0;
  Coverage coverage;
  sut::Abilities abilities;
  std::vector<Finding> findings;
  std::uint64_t repeated_findings = 0;  // failures that were findings of this stack already
  std::uint64_t known = 0;              // failures that are known deviations
  std::uint64_t shoulds_broken = 0;     // programs in which a SHOULD was broken
  std::uint64_t not_judged = 0;         // programs for whose TIME-WAITs the kernel had no room
  std::vector<std::string> not_tested;
  std::string not_applicable;  // why the property asks for what the stack can't do; then nothing was run
  bool interrupted = false;

  Verdict verdict() const;
};

// What all units of a check share.
struct CheckContext {
  std::uint64_t seed = 0;
  bool strict = false;  // a broken SHOULD is a finding
  const KnownDeviations* known = nullptr;                    // may be null
  FindingMemory* memory = nullptr;
  Watcher* watcher = nullptr;
  const std::atomic<bool>* interrupted = nullptr;            // set by Ctrl-C
  std::function<double()> seconds_left;                      // of the whole check
  std::function<void(const UnitResult&)> on_progress;        // a few times a second; may be empty
  std::function<void(const std::string&)> on_shrinking;      // may be empty
};

inline constexpr std::size_t most_findings = 20;

UnitResult run_unit(const Property& property, const sut::StackEntry& entry, const model::Book& book,
                    const Budget& budget, const CheckContext& context);

}  // namespace socketcheck::properties
