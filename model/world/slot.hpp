// The names under which a program speaks of descriptors.
#pragma once

#include <cstdint>

namespace socketcheck::model {

enum class Slot : std::uint8_t { a, b, c, d, e, f, g, h };
inline constexpr int number_of_slots = 8;
constexpr char show(Slot slot) { return static_cast<char>('a' + static_cast<int>(slot)); }

// So many blocking calls may be out at the same time.
inline constexpr int most_calls_out = 3;
// A call that is out keeps its socket, whatever becomes of the descriptor that it was made on: it holds one more, in a slot
// that no program can name. `number` counts the calls that are out, from 0.
constexpr Slot slot_of_call(int number) { return static_cast<Slot>(number_of_slots + number); }

}  // namespace socketcheck::model
