// A rule: one row that says when it applies, what the stack may then answer, and what follows.
#pragma once

#include <string_view>

#include "model/rules/answer.hpp"
#include "model/world/view.hpp"

namespace socketcheck::model {

// What the pending error says when a call reports it.
constexpr Error error_of(Pending pending) {
  switch (pending) {
    case Pending::none: break;
    case Pending::reset: return Error::connection_reset;
    case Pending::broken_pipe: return Error::broken_pipe;
    case Pending::refused: return Error::connection_refused;
    case Pending::unreachable: return Error::host_unreachable;
  }
  return Error::none;
}

// How binding the row is for a stack that claims its source.
enum class Strength : unsigned char { must, should };

template <class Op>
using When = bool (*)(const View&, const Op&);
template <class Op>
using Allows = Allowed (*)(const View&, const Op&);
template <class Op>
using Then = void (*)(View&, const Op&, const Answer& seen);

template <class Op>
void nothing_changes(View&, const Op&, const Answer&) {}

// A further answer of the same row, with what follows from it.
template <class Op>
struct Alternative {
  Allows<Op> allows = nullptr;
  Then<Op> then = nothing_changes<Op>;
};

inline constexpr int alternatives_of_a_row = 3;

// An operation's rule. Exactly one row of a flavour applies in every reachable world.
//   id       `operation.situation`, unique
//   source   in the grammar of model/README.md
//   refines  the standard row inside whose freedom this one chooses
//   deviates the standard row that this one contradicts
template <class Op>
struct Rule {
  std::string_view id;
  std::string_view source;
  std::string_view refines = {};
  std::string_view deviates = {};
  When<Op> when = nullptr;
  Allows<Op> allows = nullptr;
  Then<Op> then = nothing_changes<Op>;
  Alternative<Op> also[alternatives_of_a_row] = {};
};

// What a segment does where it arrives. The view is the receiver's. Several outcomes: all are possible.
using ArrivalThen = void (*)(View&);
struct ArrivalRule {
  std::string_view id;
  std::string_view source;
  std::string_view refines = {};
  std::string_view deviates = {};
  bool (*when)(const View&) = nullptr;
  ArrivalThen then = nullptr;
  ArrivalThen or_then[4] = {};
};

}  // namespace socketcheck::model
