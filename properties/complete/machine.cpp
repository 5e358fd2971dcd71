#include "properties/complete/machine.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/text/show.hpp"

namespace socketcheck::properties {
namespace {

using model::World;
using model::Worlds;

constexpr std::size_t most_states = 200'000;

Worlds rebased_once(const Worlds& worlds) {
  Worlds rebased;
  for (const World& world : worlds) rebased.push_back(model::rebased(world));
  model::remove_duplicates(rebased);
  return rebased;
}

// The same worlds have the same text, in whatever order they stand; what the text leaves out is compared in addition.
std::string text_of(const Worlds& worlds) {
  std::vector<std::string> texts;
  for (const World& world : worlds) texts.push_back(show(world) + "\n");
  std::sort(texts.begin(), texts.end());
  std::string text;
  for (const std::string& one : texts) text += one;
  return text;
}

bool are_the_same(const Worlds& one, const Worlds& other) {
  return one.size() == other.size() && std::is_permutation(one.begin(), one.end(), other.begin());
}

// The worlds by what they show: a stack shows one of these looks, and only the worlds that allow it stay possible.
std::vector<Worlds> told_apart(const model::Book& book, const Worlds& possible) {
  std::vector<Worlds> kept;
  for (const World& world : possible) {
    Worlds worlds = possible;
    if (!model::keep_worlds_that_show(book, model::shown_by(book, world), worlds)) continue;
    worlds = rebased_once(worlds);
    if (std::none_of(kept.begin(), kept.end(), [&](const Worlds& one) { return are_the_same(one, worlds); })) kept.push_back(worlds);
  }
  return kept;
}

}  // namespace

Machine::Machine(const model::Book& book, const Alphabet& alphabet, model::Position most_outstanding, const model::Limits& limits)
    : book_(book), calls_(alphabet.calls), start_(alphabet.start), most_outstanding_(most_outstanding) {
  add({model::world_of(start_, limits)});
  for (StateNumber state = 0; state < states_.size(); ++state) follow(state);
}

model::Program Machine::program_of(const std::vector<CallNumber>& calls) const {
  model::Program program{start_, {}};
  for (const CallNumber call : calls) program.calls.push_back(calls_[call]);
  return program;
}

std::optional<StateNumber> Machine::find(const Worlds& worlds) const {
  const Worlds rebased = rebased_once(worlds);
  return find(rebased, text_of(rebased));
}

std::optional<StateNumber> Machine::find(const Worlds& rebased, const std::string& text) const {
  const auto [first, last] = by_text_.equal_range(text);
  for (auto at = first; at != last; ++at)
    if (are_the_same(states_[at->second].worlds, rebased)) return at->second;
  return std::nullopt;
}

std::optional<CallNumber> Machine::number_of(const model::Operation& call) const {
  const auto found = std::find(calls_.begin(), calls_.end(), call);
  if (found == calls_.end()) return std::nullopt;
  return static_cast<CallNumber>(found - calls_.begin());
}

StateNumber Machine::add(const Worlds& worlds) {
  Worlds rebased = rebased_once(worlds);
  const std::string text = text_of(rebased);
  if (const auto known = find(rebased, text)) return *known;
  if (states_.size() >= most_states) throw std::length_error("the alphabet has more than " + std::to_string(most_states) + " worlds");
  const auto number = static_cast<StateNumber>(states_.size());
  by_text_.emplace(text, number);
  states_.push_back({.worlds = std::move(rebased), .edges = {}});
  return number;
}

void Machine::follow(StateNumber state) {
  std::vector<Edge> edges;
  for (CallNumber call = 0; call < calls_.size(); ++call) edges.push_back(follow(state, call));
  states_[state].edges = std::move(edges);
}

Machine::Edge Machine::follow(StateNumber state, CallNumber call) {
  const Worlds before = states_[state].worlds;
  if (!model::is_made(before.front(), calls_[call])) return {};
  struct Next {
    model::Answer answer;
    std::vector<Worlds> worlds;
  };
  std::vector<Next> all;
  for (const model::Answer& answer : model::answers_to_try(model::allowed_answers(book_, before, calls_[call]))) {
    Worlds moved;
    Worlds after;
    model::explain(book_, before, calls_[call], answer, moved);
    model::settle_each(book_, moved, after);
    if (!is_within_bounds(after)) return {};
    all.push_back({answer, told_apart(book_, after)});
  }
  Edge edge;
  for (const Next& next : all) {
    Outcome outcome{.answer = next.answer, .to = {}};
    for (const Worlds& worlds : next.worlds) outcome.to.push_back(add(worlds));
    edge.push_back(std::move(outcome));
  }
  return edge;
}

bool Machine::is_within_bounds(const Worlds& worlds) const {
  return std::all_of(worlds.begin(), worlds.end(), [&](const World& world) {
    return std::all_of(world.connections.begin(), world.connections.end(), [&](const model::Connection& c) {
      return c.directions[0].accepted - c.directions[0].read <= most_outstanding_ &&
             c.directions[1].accepted - c.directions[1].read <= most_outstanding_;
    });
  });
}

}  // namespace socketcheck::properties
