// Rules about datagrams: the same rows as for streams, over another view.
#pragma once

#include <string_view>

#include "model/datagrams/effects.hpp"
#include "model/rules/answer.hpp"

namespace socketcheck::model::datagrams {

template <class Op>
using When = bool (*)(const View&, const Op&);
template <class Op>
using Allows = Allowed (*)(const View&, const Op&);
template <class Op>
using Then = void (*)(View&, const Op&, const Answer& seen);

template <class Op>
void nothing_changes(View&, const Op&, const Answer&) {}

template <class Op>
struct Alternative {
  Allows<Op> allows = nullptr;
  Then<Op> then = nothing_changes<Op>;
};

// As many datagrams at the front of a queue may be doubtful before nothing more is sent.
inline constexpr int most_doubtful = 6;
inline constexpr int alternatives_of_a_row = most_doubtful + 4;

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
