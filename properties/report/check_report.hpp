// The whole result of a check: what is printed at its end, and what `--out` keeps.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "properties/report/state_pairs.hpp"
#include "properties/runner/unit.hpp"

namespace socketcheck::properties {

// A rule that was not reached on a stack, and why it could not be; an empty reason: it should have been.
struct UnreachedRule {
  std::string rule;
  std::string reason;
};

// A rule of the stack's flavour that contradicts the standards, in a check against the standards.
struct RowDeviation {
  std::string rule;
  std::string instead_of;
  std::string source;
  std::uint64_t times = 0;
};

struct StackResult {
  std::string stack;
  std::string flavour;
  std::uint64_t cases = 0;
  std::uint64_t calls = 0;
  int rules = 0;
  int rules_reached = 0;
  std::vector<UnreachedRule> unreached;
  std::vector<RowDeviation> deviations;
  std::vector<StatePair> state_pairs;
  std::vector<Coverage::Answered> answers;
  Verdict verdict = Verdict::could_not_test;
  bool tested = false;  // some property asks for what the stack can do
  std::string why;  // of a verdict that is not `conforms`; may be empty
  std::string states_on_the_wire;  // lines of text; empty where the wire is not the suite's
};

struct CheckReport {
  std::string kernel;
  std::uint64_t seed = 0;
  double seconds = 0;
  bool complete = false;     // every property ran in full: then every reachable rule must have been reached
  bool interrupted = false;
  std::vector<UnitResult> units;
  std::vector<KnownDeviation> known;

  std::vector<StackResult> stacks() const;
  Verdict verdict() const;
};

std::string unit_line(const UnitResult& unit);
std::string_view why_not_judged(const UnitResult& unit);
std::string rules_and_pairs(const StackResult& stack);
// The same, with what a complete test set guarantees behind it.
std::string unit_lines(const UnitResult& unit);
std::string stack_line(const StackResult& stack);
// Everything after the units' lines: stacks, what was not tested, known deviations, counterexamples, the verdict.
// `directory` holds the counterexamples' files.
std::string summary_text(const CheckReport& report, const std::filesystem::path& directory);

// The name of a finding's files without extension; `number` tells findings of one unit apart.
std::string finding_name(const Finding& finding, std::size_t number);
// Writes run.json, report.html and counterexamples/. An error message, or nothing.
std::string write_report(const CheckReport& report, const std::filesystem::path& directory);

}  // namespace socketcheck::properties
