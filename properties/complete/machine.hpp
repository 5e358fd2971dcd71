// The settled model over an alphabet as a finite machine: a state is what may be the case after some calls, given every
// answer and every look at the sockets in between (the model, determinised).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/follow.hpp"
#include "model/glance.hpp"
#include "properties/generators/alphabet.hpp"

namespace socketcheck::properties {

using StateNumber = std::uint32_t;
using CallNumber = std::uint16_t;  // in the machine's calls

class Machine {
 public:
  // What one answer leads to, told apart by what the sockets then show: at least one state.
  struct Outcome {
    model::Answer answer;
    std::vector<StateNumber> to;
  };
  // A call in a state. Without outcomes: it can't be made there, or it would leave the bounds.
  using Edge = std::vector<Outcome>;

  // At most `most_outstanding` bytes are unread or on their way in each direction. Throws std::length_error where the
  // alphabet has too many states to be listed.
  Machine(const model::Book& book, const Alphabet& alphabet, model::Position most_outstanding, const model::Limits& limits);

  const model::Book& book() const { return book_; }
  const std::vector<model::Operation>& calls() const { return calls_; }
  const model::Start& start() const { return start_; }
  std::size_t size() const { return states_.size(); }
  const model::Worlds& worlds(StateNumber state) const { return states_[state].worlds; }
  const Edge& edge(StateNumber state, CallNumber call) const { return states_[state].edges[call]; }
  // The state in which exactly these worlds are possible; empty: none has them.
  std::optional<StateNumber> find(const model::Worlds& worlds) const;
  std::optional<CallNumber> number_of(const model::Operation& call) const;
  model::Program program_of(const std::vector<CallNumber>& calls) const;

 private:
  struct State {
    model::Worlds worlds;
    std::vector<Edge> edges;
  };
  StateNumber add(const model::Worlds& worlds);
  std::optional<StateNumber> find(const model::Worlds& rebased, const std::string& text) const;
  void follow(StateNumber state);
  Edge follow(StateNumber state, CallNumber call);
  bool is_within_bounds(const model::Worlds& worlds) const;

  const model::Book& book_;
  std::vector<model::Operation> calls_;
  model::Start start_;
  model::Position most_outstanding_;
  std::vector<State> states_;
  std::unordered_multimap<std::string, StateNumber> by_text_;
};

}  // namespace socketcheck::properties
