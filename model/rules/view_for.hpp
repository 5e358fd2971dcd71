// What a call sees of a world.
#pragma once

#include <type_traits>

#include "model/operations.hpp"

namespace socketcheck::model {

// The end that the slot's socket is; socket() is called on nothing and sees the world alone.
template <class Op>
View view_for(World& world, const Op& op) {
  if constexpr (std::is_same_v<Op, NewSocket>) return View::of_nothing(world);
  else return View::of(world, op.slot);
}
// For looking only: keep it in a `const View`.
template <class Op>
const View view_for(const World& world, const Op& op) {
  return view_for(const_cast<World&>(world), op);
}

}  // namespace socketcheck::model
