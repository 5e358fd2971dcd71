// Rules about datagrams: the same rows as for streams, over another view.
#pragma once

#include <string_view>

#include "model/datagrams/effects.hpp"
#include "model/rules/rule.hpp"

namespace socketcheck::model::datagrams {

// As many datagrams at the front of a queue may be doubtful before nothing more is sent.
inline constexpr int most_doubtful = 6;
inline constexpr int alternatives_of_a_row = most_doubtful + 4;

template <class Op>
using Then = ThenOf<View, Op>;
template <class Op>
using Alternative = AlternativeOf<View, Op>;
template <class Op>
using Rule = RuleOf<View, Op, alternatives_of_a_row>;

// What a datagram does where it arrives. The view is the sender's.
struct ArrivalRule {
  std::string_view id;
  std::string_view source;
  std::string_view refines = {};
  std::string_view deviates = {};
  bool (*when)(const View&, const Datagram&) = nullptr;
  void (*then)(View&, const Datagram&) = nullptr;
  void (*or_then)(View&, const Datagram&) = nullptr;  // may be null
};

template <class Op>
Allowed succeeds(const View&, const Op&) {
  return ok();
}
template <Error error, class Op>
Allowed fails_with(const View&, const Op&) {
  return fails(error);
}
template <class Op>
bool always(const View&, const Op&) {
  return true;
}

}  // namespace socketcheck::model::datagrams
