// Known deviations: findings that somebody has looked at and accepted, as data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace socketcheck::properties {

struct KnownDeviation {
  std::string stack;   // `*` for all
  std::string rule;    // the rule that is broken
  std::string seen;    // what is seen instead; empty for anything
  std::string reason;
  std::string since;   // the version that shows it
  std::string link;
  mutable std::uint64_t times = 0;  // how often it showed in this run
};

class KnownDeviations {
 public:
  // Adds a user's own: a JSON array of objects with the members above. An error message, or nothing.
  std::string add_file(const std::string& path);

  // The entry that covers it; nullptr: it is a finding.
  const KnownDeviation* find(std::string_view stack, std::string_view rule, std::string_view seen) const;
  const std::vector<KnownDeviation>& all() const { return all_; }

 private:
  std::vector<KnownDeviation> all_;
};

}  // namespace socketcheck::properties
