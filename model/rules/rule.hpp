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
  }
  return Error::none;
}

// How binding the row is for a stack that claims its source.
enum class Strength : unsigned char { must, should };

// What a row is made of, over the view that its world is seen by: one of streams here, one of datagrams in model/datagrams/.
template <class ViewOf, class Op>
using WhenOf = bool (*)(const ViewOf&, const Op&);
template <class ViewOf, class Op>
using AllowsOf = Allowed (*)(const ViewOf&, const Op&);
template <class ViewOf, class Op>
using ThenOf = void (*)(ViewOf&, const Op&, const Answer& seen);

template <class Op>
void nothing_changes(auto&, const Op&, const Answer&) {}

// A further answer of the same row, with what follows from it.
template <class ViewOf, class Op>
struct AlternativeOf {
  AllowsOf<ViewOf, Op> allows = nullptr;
  ThenOf<ViewOf, Op> then = nothing_changes<Op>;
};

// An operation's rule. Exactly one row of a flavour applies in every reachable world.
//   id       `operation.situation`, unique
//   source   in the grammar of model/README.md
//   refines  the standard row inside whose freedom this one chooses
//   deviates the standard row that this one contradicts
template <class ViewOf, class Op, int alternatives>
struct RuleOf {
  std::string_view id;
  std::string_view source;
  std::string_view refines = {};
  std::string_view deviates = {};
  WhenOf<ViewOf, Op> when = nullptr;
  AllowsOf<ViewOf, Op> allows = nullptr;
  ThenOf<ViewOf, Op> then = nothing_changes<Op>;
  AlternativeOf<ViewOf, Op> also[alternatives] = {};
};

inline constexpr int alternatives_of_a_row = 3;

template <class Op>
using Then = ThenOf<View, Op>;
template <class Op>
using Rule = RuleOf<View, Op, alternatives_of_a_row>;

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
