#include "properties/comparison/compare_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace socketcheck::properties {
namespace {

using Status = RuleRecord::Status;

template <class Value>
std::set<std::string> keys_of(const std::map<std::string, Value>& one, const std::map<std::string, Value>& other) {
  std::set<std::string> keys;
  for (const auto* map : {&one, &other})
    for (const auto& [key, value] : *map) keys.insert(key);
  return keys;
}

template <class Value>
const Value* find(const std::map<std::string, Value>& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

const ShownBy& shorter(const ShownBy& one, const ShownBy& other) {
  if (one.program.empty() || other.program.empty()) return one.program.empty() ? other : one;
  return other.calls < one.calls ? other : one;
}

class Comparing {
 public:
  Comparing(const RunRecord& first, const RunRecord& second) : first_(first), second_(second) {}

  Comparison compare() {
    if (first_.stacks.size() == 1 && second_.stacks.size() == 1) compare_only_stacks();
    else compare_stacks_by_name();
    compare_claims();
    return std::move(result_);
  }

 private:
  void compare_only_stacks() {
    const auto& [name, one] = *first_.stacks.begin();
    const auto& [other_name, other] = *second_.stacks.begin();
    compare_stack(name == other_name ? name : name + " and " + other_name, one, other);
  }

  void compare_stacks_by_name() {
    for (const std::string& name : keys_of(first_.stacks, second_.stacks)) {
      const StackRecord* one = find(first_.stacks, name);
      const StackRecord* other = find(second_.stacks, name);
      if (one != nullptr && other != nullptr) compare_stack(name, *one, *other);
      else note(fmt::format("the stack {} is only in the {} run", name, one != nullptr ? "first" : "second"));
    }
  }

  void compare_stack(const std::string& name, const StackRecord& one, const StackRecord& other) {
    result_.has_common_ground = true;
    if (one.flavour != other.flavour)
      note(fmt::format("{}: the rules were those of {} and of {}", name, one.flavour, other.flavour));
    for (const std::string& sentence : keys_of(one.properties, other.properties))
      compare_property(name, sentence, find(one.properties, sentence), find(other.properties, sentence));
    for (const std::string& id : keys_of(one.rules, other.rules))
      compare_rule(name, id, find(one.rules, id), find(other.rules, id));
  }

  void compare_property(const std::string& stack, const std::string& sentence, const PropertyRecord* one,
                        const PropertyRecord* other) {
    const bool first_ran = one != nullptr && one->was_run;
    const bool second_ran = other != nullptr && other->was_run;
    if (first_ran != second_ran)
      return note(fmt::format("{}: only the {} run tried that {}", stack, first_ran ? "first" : "second", sentence));
    if (!first_ran || one->verdict == other->verdict) return;
    result_.differences.push_back(
        {"property", sentence, stack, one->verdict, other->verdict, shorter(one->shown_by, other->shown_by)});
  }

  // Whether a rule was reached says something of the stacks only if both runs went all the way.
  void compare_rule(const std::string& stack, const std::string& id, const RuleRecord* one, const RuleRecord* other) {
    static const RuleRecord absent;
    if (one == nullptr) one = &absent;
    if (other == nullptr) other = &absent;
    if (one->status == other->status) return;
    const Status worst = std::max(one->status, other->status);
    const bool complete = first_.complete && second_.complete;
    const bool is_of_both = one->status != Status::absent && other->status != Status::absent;
    if (worst >= Status::known_deviation || (complete && is_of_both)) {
      result_.differences.push_back(
          {"rule", id, stack, show(one->status), show(other->status), shorter(one->shown_by, other->shown_by)});
    } else if (is_of_both) {
      note(fmt::format("{}: only the {} run reached {}", stack, one->status == Status::kept ? "first" : "second", id));
    }
  }

  void compare_claims() {
    if (first_.claims.empty() != second_.claims.empty())
      note(fmt::format("only the {} run decided the claims", first_.claims.empty() ? "second" : "first"));
    for (const auto& [number, one] : first_.claims) {
      const ClaimRecord* other = find(second_.claims, number);
      if (other == nullptr) continue;
      result_.has_common_ground = true;
      if (one.verdict == other->verdict) continue;
      const std::string program = one.program.empty() ? other->program : one.program;
      result_.differences.push_back({"claim", fmt::format("{}: {}", number, one.sentence), "", one.verdict, other->verdict,
                                     {program, static_cast<std::size_t>(std::count(program.begin(), program.end(), '\n'))}});
    }
  }

  void note(const std::string& text) { result_.notes.push_back(text); }

  const RunRecord& first_;
  const RunRecord& second_;
  Comparison result_;
};

}  // namespace

Comparison compare_runs(const RunRecord& first, const RunRecord& second) { return Comparing(first, second).compare(); }

}  // namespace socketcheck::properties
