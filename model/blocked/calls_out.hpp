// The calls of a world that are out.
#pragma once

#include <optional>

#include "model/explain.hpp"

namespace socketcheck::model {

inline bool any_call_is_out(const World& world) {
  return std::any_of(world.calls_out.begin(), world.calls_out.end(), [](const CallOut& call) { return call.is_out(); });
}

// Where the next call that begins would be; nullopt: no more can be out.
inline std::optional<int> free_call(const World& world) {
  for (int i = 0; i < most_calls_out; ++i)
    if (!world.calls_out[static_cast<std::size_t>(i)].is_out()) return i;
  return std::nullopt;
}

inline CallOut& call_out(World& world, int number) { return world.calls_out[static_cast<std::size_t>(number)]; }
inline const CallOut& call_out(const World& world, int number) { return world.calls_out[static_cast<std::size_t>(number)]; }

// What the call was, on the slot that it was begun on; for people.
Begin begun(const CallOut& call);
// The same call without waiting, on the descriptor that the call itself holds. Not of a poll.
Operation without_waiting(const CallOut& call, int number);

// Whether an accept that is out will put its descriptor there.
bool is_reserved(const World& world, Slot slot);
// Whether a call of that kind is out on the slot's socket.
bool is_out_on(const World& world, Slot slot, Waits in);
// The one that a signal would end; nullopt: there is none.
std::optional<int> oldest_begun_on(const World& world, Slot slot, Waits in);

// The worlds in which the call has been made. What it does by itself is settle_calls.hpp's.
Worlds begin_call(const Book& book, const World& world, const Begin& begin);

}  // namespace socketcheck::model
