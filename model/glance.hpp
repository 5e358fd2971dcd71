// What the suite sees of the sockets between two calls, without changing them, and what each world would show.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "model/arrivals/settle.hpp"

namespace socketcheck::model {

// Of one descriptor. Unread bytes and the state are there only if they were asked for.
struct Look {
  std::int64_t events = 0;  // of `event::`, without the bands and norms
  std::optional<Position> unread;
  std::optional<State> state;
};

struct Glance {
  std::array<std::optional<Look>, number_of_slots> slots;  // empty slots have none
};

// What has to be asked beyond the events, by slot.
struct Questions {
  std::uint8_t unread = 0;
  std::uint8_t state = 0;
  bool any() const { return (unread | state) != 0; }
};
constexpr std::uint8_t bit(Slot slot) { return static_cast<std::uint8_t>(1u << static_cast<int>(slot)); }

// The events that a glance asks for.
inline constexpr std::int64_t glanced_events = event::in | event::pri | event::out | event::err | event::hup | event::rd_hup;

// Of what poll may show, what a glance sees.
constexpr Allowed only_glanced(Allowed events) {
  events.least &= glanced_events;
  events.most &= glanced_events;
  return events;
}

// Keeps the worlds that show what was seen, narrowed by it; a glance never changes a world otherwise. False where none
// shows it: then `worlds` stays as it was.
bool keep_worlds_that_show(const Book& book, const Glance& seen, Worlds& worlds);

// What the world shows if everything is asked; where it leaves a choice, the first answer.
Glance shown_by(const Book& book, const World& world);

// Whether the events of each slot could be the same in both worlds.
bool may_look_alike(const Book& book, const World& one, const World& other);

// Which questions tell `before` (something prompt still on its way) from `after` (settled), where the events can't.
Questions questions_between(const Book& book, const World& before, const World& after);

// The slots whose unread bytes tell how much of what is late has arrived.
Questions questions_about_late_bytes(const World& world);
// The slots whose state tells two possible worlds apart.
Questions questions_about_states(const World& one, const World& other);

// Where a world does not show what was seen: the first such slot, and what it would have shown.
struct Mismatch {
  Slot slot = Slot::a;
  RowNumber row = no_row;
  enum class Part : std::uint8_t { events, unread, state } part = Part::events;
  Allowed allowed;
  Answer seen;
};
std::optional<Mismatch> mismatch(const Book& book, const Glance& seen, const World& world);
// All of them, slot by slot; for messages.
std::vector<Mismatch> mismatches(const Book& book, const Glance& seen, const World& world);

// False if no mixture of `before` and `after` could show what was seen: then there is nothing to wait for.
bool may_still_become(const Book& book, const Glance& seen, const World& before, const World& after);

}  // namespace socketcheck::model
