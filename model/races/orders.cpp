#include "model/races/orders.hpp"

#include <algorithm>

#include "model/arrivals/one_arrival.hpp"
#include "model/follow.hpp"

namespace socketcheck::model {
namespace {

using Calls = std::uint32_t;  // a set of them, bit by bit

constexpr bool contains(Calls calls, std::size_t call) { return (calls >> call & 1) != 0; }

void add_new(Worlds& worlds, const World& world) {
  if (std::find(worlds.begin(), worlds.end(), world) == worlds.end()) worlds.push_back(world);
}

// Every call that had ended when this one began has been made.
bool may_come_next(std::span<const RacingCall> calls, Calls made, std::size_t next) {
  if (contains(made, next)) return false;
  for (std::size_t i = 0; i < calls.size(); ++i)
    if (!contains(made, i) && calls[i].ended < calls[next].begun) return false;
  return true;
}

void add_worlds_after(const Book& book, const Worlds& worlds, std::span<const RacingCall> calls, std::size_t next,
                      const BytesFit& fits, Worlds& after) {
  for (const World& world : worlds) {
    Worlds moved;
    explain(book, {world}, calls[next].operation, calls[next].seen, moved);
    if (moved.empty() || !fits(world, next)) continue;
    for (const World& one : moved) add_new(after, one);
  }
}

}  // namespace

Worlds with_arrivals(const Book& book, Worlds worlds) {
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    Worlds later;
    each_arrival(book, World(worlds[i]), later);
    for (const World& world : later) add_new(worlds, world);
  }
  return worlds;
}

// A configuration is a set of calls that were made and a world; the sets in the order of their numbers, in which each comes
// after its subsets.
Worlds explain_race(const Book& book, const Worlds& before, std::span<const RacingCall> calls, const BytesFit& fits) {
  std::vector<Worlds> after(std::size_t{1} << calls.size());
  after.front() = before;
  for (std::size_t made = 0; made + 1 < after.size(); ++made) {
    const Worlds worlds = with_arrivals(book, std::move(after[made]));
    for (std::size_t next = 0; next < calls.size(); ++next)
      if (may_come_next(calls, static_cast<Calls>(made), next))
        add_worlds_after(book, worlds, calls, next, fits, after[made | std::size_t{1} << next]);
  }
  // After the last call, too, what is on its way may arrive in any order.
  Worlds moved = with_arrivals(book, std::move(after.back()));
  std::erase_if(moved, has_prompt_arrivals);
  Worlds settled;
  settle_each(book, moved, settled);
  remove_duplicates(settled);
  return settled;
}

}  // namespace socketcheck::model
