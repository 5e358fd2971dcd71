#include "model/glance.hpp"

#include <algorithm>

namespace socketcheck::model {
namespace {

constexpr auto slots = [] {
  std::array<Slot, number_of_slots> all{};
  for (int i = 0; i < number_of_slots; ++i) all[static_cast<std::size_t>(i)] = static_cast<Slot>(i);
  return all;
}();

struct Shown {
  RowNumber row = no_row;
  int choices = 0;
  Allowed events[2 * (1 + alternatives_of_a_row)];
};

Allowed only_glanced(Allowed allowed) {
  allowed.least &= glanced_events;
  allowed.most &= glanced_events;
  return allowed;
}

// The events that the world lets the slot show; several where the row leaves a choice.
Shown shown_events(const Book& book, World& world, Slot slot) {
  const Poll op{slot};
  const View view = View::of(world, slot);
  const auto* row = row_for(book.rows_of<Poll>(), view, op);
  Shown shown;
  if (row == nullptr) return shown;
  shown.row = row->number;
  for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Poll>, RowNumber) {
    if (shown.choices < static_cast<int>(std::size(shown.events))) shown.events[shown.choices++] = only_glanced(allowed);
  });
  return shown;
}

bool admits(const Shown& shown, std::int64_t events) {
  for (const Allowed& allowed : shown.events)
    if (allowed.admits({.value = events})) return true;
  return false;
}

bool unread_fits(const View& v, Position unread) {
  return unread >= v.incoming().unread_least() && unread <= v.incoming().unread_most();
}

template <class Op>
bool admits(const Book& book, const View& view, const Op& op, const Answer& seen, RowNumber& number, Allowed& first) {
  const auto* row = row_for(book.rows_of<Op>(), view, op);
  if (row == nullptr) return false;
  number = row->number;
  first = row->rule->allows(view, op);
  bool admitted = false;
  for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Op>, RowNumber) {
    admitted = admitted || allowed.admits(seen);
  });
  return admitted;
}

// The late bytes that the events give away.
void narrow(World& world, Slot slot, const Look& look) {
  View view = View::of(world, slot);
  Direction& d = view.incoming();
  if (look.unread) d.settle_unread_count(*look.unread);
  if (look.state && awaits_a_delayed_ack(view)) view.own().state = *look.state;
}

// All bits that the slot may or must show in either world.
std::int64_t all_must(const Shown& shown) {
  std::int64_t bits = glanced_events;
  for (const Allowed& allowed : shown.events)
    if (allowed.kind == Allowed::Kind::events) bits &= allowed.least;
  return bits;
}
std::int64_t any_may(const Shown& shown) {
  std::int64_t bits = 0;
  for (const Allowed& allowed : shown.events)
    if (allowed.kind == Allowed::Kind::events) bits |= allowed.most;
  return bits;
}

bool same_events(const Shown& left, const Shown& right) {
  return std::equal(std::begin(left.events), std::end(left.events), std::begin(right.events));
}

std::optional<Mismatch> mismatch_at(const Book& book, const Look& look, World& world, Slot slot) {
  const View view = View::of(world, slot);
  const Shown shown = shown_events(book, world, slot);
  if (!admits(shown, look.events))
    return Mismatch{slot, shown.row, Mismatch::Part::events, shown.events[0], {.value = look.events}};
  RowNumber row = no_row;
  Allowed allowed;
  if (look.unread) {
    const Answer count{.value = static_cast<std::int64_t>(*look.unread)};
    if (!admits(book, view, UnreadBytes{slot}, count, row, allowed))
      return Mismatch{slot, row, Mismatch::Part::unread, allowed, count};
  }
  if (look.state) {
    const Answer state{.value = static_cast<std::int64_t>(*look.state)};
    if (!admits(book, view, TcpInfo{slot}, state, row, allowed))
      return Mismatch{slot, row, Mismatch::Part::state, allowed, state};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Mismatch> mismatch(const Book& book, const Glance& seen, const World& world) {
  World copy = world;
  for (const Slot slot : slots)
    if (const auto& look = seen.slots[static_cast<std::size_t>(slot)]; look && !copy.is_empty(slot))
      if (const auto found = mismatch_at(book, *look, copy, slot)) return found;
  return std::nullopt;
}

std::vector<Mismatch> mismatches(const Book& book, const Glance& seen, const World& world) {
  std::vector<Mismatch> all;
  World copy = world;
  for (const Slot slot : slots)
    if (const auto& look = seen.slots[static_cast<std::size_t>(slot)]; look && !copy.is_empty(slot))
      if (const auto found = mismatch_at(book, *look, copy, slot)) all.push_back(*found);
  return all;
}

void keep_worlds_that_show(const Book& book, const Glance& seen, Worlds& worlds) {
  std::erase_if(worlds, [&](const World& world) { return mismatch(book, seen, world).has_value(); });
  for (World& world : worlds)
    for (const Slot slot : slots)
      if (const auto& look = seen.slots[static_cast<std::size_t>(slot)]; look && !world.is_empty(slot)) {
        const View view = View::of(world, slot);
        if (look->unread && unread_fits(view, *look->unread)) narrow(world, slot, *look);
        if (look->state) narrow(world, slot, {.events = 0, .unread = {}, .state = look->state});
      }
}

Questions questions_between(const Book& book, const World& before, const World& after) {
  Questions questions;
  World early = before;
  World late = after;
  for (const Slot slot : slots) {
    if (early.is_empty(slot) || late.is_empty(slot)) continue;
    if (!same_events(shown_events(book, early, slot), shown_events(book, late, slot))) continue;
    const View was = View::of(early, slot);
    const View is = View::of(late, slot);
    if (is.incoming().exact() && was.incoming().unread_most() != is.incoming().unread_most()) questions.unread |= bit(slot);
    if (was.own().state != is.own().state) questions.state |= bit(slot);
  }
  return questions;
}

Questions questions_about_late_bytes(const World& world) {
  Questions questions;
  World copy = world;
  for (const Slot slot : slots)
    if (!copy.is_empty(slot) && View::of(copy, slot).incoming().is_late()) questions.unread |= bit(slot);
  return questions;
}

Questions questions_about_states(const World& one, const World& other) {
  Questions questions;
  World left = one;
  World right = other;
  for (const Slot slot : slots) {
    if (left.is_empty(slot) || right.is_empty(slot)) continue;
    if (View::of(left, slot).own().state != View::of(right, slot).own().state) questions.state |= bit(slot);
  }
  return questions;
}

bool may_still_become(const Book& book, const Glance& seen, const World& before, const World& after) {
  World early = before;
  World late = after;
  for (const Slot slot : slots) {
    const auto& look = seen.slots[static_cast<std::size_t>(slot)];
    if (!look || early.is_empty(slot) || late.is_empty(slot)) continue;
    const Shown first = shown_events(book, early, slot);
    const Shown then = shown_events(book, late, slot);
    // POLLOUT waits for acknowledgements, which no call and no other event shows.
    const std::int64_t required = all_must(first) & all_must(then) & ~event::out;
    if ((look->events & required) != required) return false;
    if ((look->events & ~(any_may(first) | any_may(then))) != 0) return false;
    if (look->unread && *look->unread > View::of(late, slot).incoming().unread_most()) return false;
  }
  return true;
}

}  // namespace socketcheck::model
