#include "tests/races/brute_force.hpp"

#include <algorithm>

#include "model/arrivals/one_arrival.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

struct Search {
  const Book& book;
  const std::vector<RacingCall>& calls;
  const BytesFit& fits;
  Worlds found;

  void go_on(const World& world, std::vector<std::size_t> left) {
    Worlds later;
    each_arrival(book, world, later);
    if (left.empty() && later.empty() && std::find(found.begin(), found.end(), world) == found.end()) found.push_back(world);
    for (const World& one : later) go_on(one, left);
    for (std::size_t i = 0; i < left.size(); ++i) make(world, left, i);
  }

  void make(const World& world, std::vector<std::size_t> left, std::size_t which) {
    const std::size_t call = left[which];
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(which));
    const auto ended_before = [&](std::size_t other) { return calls[other].ended < calls[call].begun; };
    if (std::any_of(left.begin(), left.end(), ended_before) || !fits(world, call)) return;
    Worlds after;
    explain(book, {world}, calls[call].operation, calls[call].seen, after);
    for (const World& one : after) go_on(one, left);
  }
};

}  // namespace

Worlds every_order(const Book& book, const World& before, const std::vector<RacingCall>& calls, const BytesFit& fits) {
  Search search{book, calls, fits, {}};
  std::vector<std::size_t> left(calls.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  search.go_on(before, left);
  return search.found;
}

}  // namespace socketcheck::tests
