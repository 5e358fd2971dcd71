// Looks at every place where settling applies an arrival, and counts the rows that would have applied there.
#pragma once

#include <string>
#include <vector>

#include "model/rules/book.hpp"

namespace socketcheck::tests {

// One at a time: a row has no state of its own, so what was seen is kept aside.
class ArrivalProbe {
 public:
  explicit ArrivalProbe(const model::Book& book);
  ~ArrivalProbe();
  ArrivalProbe(const ArrivalProbe&) = delete;
  ArrivalProbe& operator=(const ArrivalProbe&) = delete;

  // The same rows behind one that looks and never applies.
  const model::Book& book() const { return probed_; }
  const std::vector<std::string>& faults() const { return faults_; }
  std::uint64_t looks() const { return looks_; }

 private:
  using Kind = std::vector<model::Row<model::ArrivalRule>> model::ArrivalRows::*;
  template <Kind kind>
  static bool look(const model::View& view);
  void note(std::string_view arrival, Kind kind, const model::View& view);

  const model::Book& original_;
  model::Book probed_;
  std::vector<std::string> faults_;
  std::uint64_t looks_ = 0;
  static ArrivalProbe* current_;
};

}  // namespace socketcheck::tests
