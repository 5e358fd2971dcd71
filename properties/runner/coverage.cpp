#include "properties/runner/coverage.hpp"

#include <algorithm>

namespace socketcheck::properties {

int Coverage::rows_reached() const {
  return static_cast<int>(std::count_if(rows_.begin(), rows_.end(), [](std::uint64_t times) { return times > 0; }));
}

int Coverage::pairs_reached() const {
  int reached = 0;
  for (const auto& row : pairs_)
    reached += static_cast<int>(std::count_if(row.begin(), row.end(), [](std::uint64_t times) { return times > 0; }));
  return reached;
}

void Coverage::add(const Coverage& other) {
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] += other.rows_[i];
  for (std::size_t i = 0; i < pairs_.size(); ++i)
    for (std::size_t j = 0; j < pairs_[i].size(); ++j) pairs_[i][j] += other.pairs_[i][j];
}

}  // namespace socketcheck::properties
