// What the units of one check know of each other's findings.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "model/program.hpp"

namespace socketcheck::properties {

class FindingMemory {
 public:
  // False if that stack has shown it before.
  bool is_new(const std::string& stack, const std::string& signature) { return seen_.insert({stack, signature}).second; }

  // The shortest program that has shown this on any stack; nullptr: none yet.
  const model::Program* program_for(const std::string& signature) const {
    const auto found = programs_.find(signature);
    return found == programs_.end() ? nullptr : &found->second;
  }
  void remember(const std::string& signature, const model::Program& program) { programs_.emplace(signature, program); }

  // Findings that waited for the full deadline, by stack. After the first, nobody waits so long without need.
  int missed_deadlines() const {
    int sum = 0;
    for (const auto& [stack, missed] : missed_) sum += missed;
    return sum;
  }
  int missed_deadlines(const std::string& stack) const {
    const auto found = missed_.find(stack);
    return found == missed_.end() ? 0 : found->second;
  }
  bool any_missed_deadline() const { return !missed_.empty(); }
  void missed_deadline(const std::string& stack) { ++missed_[stack]; }

 private:
  std::set<std::pair<std::string, std::string>> seen_;
  std::map<std::string, model::Program> programs_;
  std::map<std::string, int> missed_;
};

}  // namespace socketcheck::properties
