#include "tests/model/explorer.hpp"

#include <algorithm>
#include <unordered_set>

#include "model/follow.hpp"
#include "model/text/show.hpp"

namespace socketcheck::tests {

using model::Answer;
using model::World;
using model::Worlds;

namespace {

constexpr int most_uses_in_a_step = 10'000;

// Would the direction hold more than the exploration is meant to see?
bool is_too_much(const World& before, const model::Operation& call, const Answer& seen, model::Position most) {
  const auto* send = std::get_if<model::Send>(&call);
  if (send == nullptr || seen.failed()) return false;
  World copy = before;
  const model::Direction& d = model::View::of(copy, send->slot).outgoing();
  return d.accepted - d.read + static_cast<model::Position>(seen.value) > most;
}

}  // namespace

Exploration::Exploration(const model::Book& book, const Configuration& configuration)
    : book_(book), configuration_(configuration), uses_(book.rows().size()) {}

void Exploration::used(model::RowNumber row) {
  ++uses_[static_cast<std::size_t>(row)];
  if (++uses_in_this_step_ > most_uses_in_a_step)
    throw NoWayOn("settling never ends, the last row was " + std::string(book_.row(row).id));
}

World Exploration::world(std::size_t number) const { return unpack(found_[number].packed, configuration_.limits); }

std::string Exploration::story_of(std::size_t number) const {
  std::string text = show(world(number));
  while (number != 0) {
    const Found& found = found_[number];
    const model::Operation& call = configuration_.calls[found.call];
    text = show(call) + " = " + show(call, found.seen) + "; " + text;
    number = found.from;
  }
  return text;
}

std::string Exploration::story_of(std::size_t number, const model::Operation& call, const Answer& seen) const {
  return story_of(number) + "; then " + show(call) + " = " + show(call, seen);
}

void Exploration::run(const Visit& visit) {
  std::unordered_set<PackedWorld> known;
  const auto add = [&](const Worlds& worlds, std::size_t from, std::size_t call, const Answer& seen) {
    for (const World& world : worlds) {
      PackedWorld packed = pack(model::rebased(world));
      const auto depth = static_cast<std::uint16_t>(found_.empty() ? 0 : std::min<std::size_t>(found_[from].depth + 1, 10'000));
      if (known.insert(packed).second)
        found_.push_back({packed, static_cast<std::uint32_t>(from), static_cast<std::uint16_t>(call), depth, seen});
    }
  };
  add({model::world_of(configuration_.start, configuration_.limits)}, 0, 0, {});
  Worlds before(1);
  Worlds moved;
  Worlds after;
  for (std::size_t number = 0; number < found_.size(); ++number) {
    if (found_[number].depth >= configuration_.most_calls) break;  // so are all that were found later
    before[0] = world(number);
    for (std::size_t i = 0; i < configuration_.calls.size(); ++i) {
      const model::Operation& call = configuration_.calls[i];
      if (!model::is_made(before[0], call)) continue;
      for (const Answer& seen : model::answers_to_try(allowed_answers(book_, before, call))) {
        if (is_too_much(before[0], call, seen, configuration_.most_outstanding)) continue;
        uses_in_this_step_ = 0;
        moved.clear();
        after.clear();
        try {
          explain(book_, before, call, seen, moved, this);
          model::settle_each(book_, moved, after, this);
          add(after, number, i, seen);
        } catch (const NoWayOn& dead_end) {
          after.clear();
          dead_ends_.push_back(story_of(number, call, seen) + ": " + dead_end.what());
        }
        ++steps_;
        if (visit) visit({book_, number, before[0], call, seen, moved, after});
        if (stopped_) return;
      }
    }
  }
}

Exploration explore(const model::Book& book, const Configuration& configuration, const Visit& visit) {
  Exploration exploration(book, configuration);
  exploration.run(visit);
  if (!exploration.dead_ends().empty()) throw NoWayOn(exploration.dead_ends().front());
  return exploration;
}

}  // namespace socketcheck::tests
