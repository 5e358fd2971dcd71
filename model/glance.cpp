#include "model/glance.hpp"

#include "model/datagrams/judge.hpp"

#include <algorithm>
#include <type_traits>

namespace socketcheck::model {
namespace {

constexpr auto slots = [] {
  std::array<Slot, number_of_slots> all{};
  for (int i = 0; i < number_of_slots; ++i) all[static_cast<std::size_t>(i)] = static_cast<Slot>(i);
  return all;
}();

class Shown {
 public:
  const Allowed* begin() const { return events_.data(); }
  const Allowed* end() const { return events_.data() + choices_; }
  void add(const Allowed& events) {
    if (choices_ < events_.size()) events_[choices_++] = events;
  }

 private:
  std::size_t choices_ = 0;
  std::array<Allowed, 2 * (1 + alternatives_of_a_row)> events_;
};

// The events that the world lets the slot show; several where the row leaves a choice.
Shown shown_events(const Book& book, const World& world, Slot slot) {
  if (world.datagrams.on) {
    Shown of_datagrams;
    for (const Allowed& allowed : datagrams::shown_events(book, world, slot)) of_datagrams.add(allowed);
    return of_datagrams;
  }
  const Poll op{slot};
  const View view = View::of(world, slot);
  const auto* row = row_for(book.rows_of<Poll>(), view, op);
  Shown shown;
  if (row == nullptr) return shown;
  for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Poll>, RowNumber) {
    shown.add(only_glanced(allowed));
  });
  return shown;
}

bool unread_fits(const View& v, Position unread) {
  const Allowed allowed = count_of_unread(v, {});
  return allowed.admits({.value = static_cast<std::int64_t>(unread)});
}

// Whether the row that applies lets the descriptor show `seen`; if not, `number` and `first` say what it would show.
template <class Op>
bool admits(const Book& book, const View& view, const Op& op, const Answer& seen, RowNumber& number, Allowed& first) {
  const auto* row = row_for(book.rows_of<Op>(), view, op);
  if (row == nullptr) return false;
  bool admitted = false;
  for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Op>, RowNumber) {
    admitted = admitted || (std::is_same_v<Op, Poll> ? only_glanced(allowed) : allowed).admits(seen);
  });
  if (admitted) return true;
  number = row->number;
  first = row->rule->allows(view, op);
  return false;
}

// What was asked and seen is known from now on.
void narrow(World& world, Slot slot, const Look& look) {
  View view = View::of(world, slot);
  if (look.unread && unread_fits(view, *look.unread)) narrow_unread(view, {}, {.value = static_cast<std::int64_t>(*look.unread)});
  if (look.state && awaits_a_delayed_ack(view)) view.own().state = *look.state;
}

void narrow(World& world, const Glance& seen) {
  for (const Slot slot : slots)
    if (const auto& look = seen.slots[static_cast<std::size_t>(slot)]; look && !world.is_empty(slot)) {
      if (world.datagrams.on) datagrams::narrow(world, slot, *look);
      else if (look->unread || look->state) narrow(world, slot, *look);
    }
}

// All bits that the slot may or must show in either world.
std::int64_t all_must(const Shown& shown) {
  std::int64_t bits = glanced_events;
  for (const Allowed& allowed : shown)
    if (allowed.kind == Allowed::Kind::events) bits &= allowed.least;
  return bits;
}
std::int64_t any_may(const Shown& shown) {
  std::int64_t bits = 0;
  for (const Allowed& allowed : shown)
    if (allowed.kind == Allowed::Kind::events) bits |= allowed.most;
  return bits;
}

bool same_events(const Shown& one, const Shown& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end());
}

std::optional<Mismatch> mismatch_at(const Book& book, const Look& look, const World& world, Slot slot) {
  if (world.datagrams.on) return datagrams::mismatch_at(book, look, world, slot);
  const View view = View::of(world, slot);
  RowNumber row = no_row;
  Allowed allowed;
  if (const Answer events{.value = look.events}; !admits(book, view, Poll{slot}, events, row, allowed))
    return Mismatch{slot, row, Mismatch::Part::events, only_glanced(allowed), events};
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
  for (const Slot slot : slots)
    if (const auto& look = seen.slots[static_cast<std::size_t>(slot)]; look && !world.is_empty(slot))
      if (const auto found = mismatch_at(book, *look, world, slot)) return found;
  return std::nullopt;
}

std::vector<Mismatch> mismatches(const Book& book, const Glance& seen, const World& world) {
  std::vector<Mismatch> all;
  for (const Slot slot : slots)
    if (const auto& look = seen.slots[static_cast<std::size_t>(slot)]; look && !world.is_empty(slot))
      if (const auto found = mismatch_at(book, *look, world, slot)) all.push_back(*found);
  return all;
}

bool keep_worlds_that_show(const Book& book, const Glance& seen, Worlds& worlds) {
  const auto does_not_show = [&](const World& world) { return mismatch(book, seen, world).has_value(); };
  const auto first = std::find_if_not(worlds.begin(), worlds.end(), does_not_show);
  if (first == worlds.end()) return false;
  worlds.erase(std::remove_if(first + 1, worlds.end(), does_not_show), worlds.end());
  worlds.erase(worlds.begin(), first);
  for (World& world : worlds) narrow(world, seen);
  return true;
}

Glance shown_by(const Book& book, const World& world) {
  Glance glance;
  for (const Slot slot : slots) {
    if (world.is_empty(slot)) continue;
    const View view = View::of(world, slot);
    Look& look = glance.slots[static_cast<std::size_t>(slot)].emplace();
    if (const Shown shown = shown_events(book, world, slot); shown.begin() != shown.end()) look.events = shown.begin()->least;
    if (!is_listening(view)) look.unread = static_cast<Position>(count_of_unread(view, {}).least);
    if (const auto* row = row_for(book.rows_of<TcpInfo>(), view, TcpInfo{slot}); row != nullptr)
      look.state = static_cast<State>(row->rule->allows(view, TcpInfo{slot}).least);
  }
  return glance;
}

bool may_look_alike(const Book& book, const World& one, const World& other) {
  const auto overlap = [](const Allowed& left, const Allowed& right) {
    return (left.least & ~right.most) == 0 && (right.least & ~left.most) == 0;
  };
  return std::all_of(slots.begin(), slots.end(), [&](Slot slot) {
    if (one.is_empty(slot) != other.is_empty(slot)) return false;
    if (one.is_empty(slot)) return true;
    const Shown first = shown_events(book, one, slot);
    const Shown second = shown_events(book, other, slot);
    return std::any_of(first.begin(), first.end(), [&](const Allowed& left) {
      return std::any_of(second.begin(), second.end(), [&](const Allowed& right) { return overlap(left, right); });
    });
  });
}

Questions questions_between(const Book& book, const World& before, const World& after) {
  Questions questions;
  if (before.datagrams.on) return questions;
  for (const Slot slot : slots) {
    if (before.is_empty(slot) || after.is_empty(slot)) continue;
    if (!same_events(shown_events(book, before, slot), shown_events(book, after, slot))) continue;
    const View was = View::of(before, slot);
    const View is = View::of(after, slot);
    if (is.incoming().exact() && was.incoming().unread_most() != is.incoming().unread_most()) questions.unread |= bit(slot);
    if (was.own().state != is.own().state) questions.state |= bit(slot);
  }
  return questions;
}

Questions questions_about_late_bytes(const World& world) {
  Questions questions;
  if (world.datagrams.on) return questions;
  for (const Slot slot : slots)
    if (!world.is_empty(slot) && View::of(world, slot).incoming().is_late()) questions.unread |= bit(slot);
  return questions;
}

Questions questions_about_states(const World& one, const World& other) {
  Questions questions;
  if (one.datagrams.on) return questions;
  for (const Slot slot : slots) {
    if (one.is_empty(slot) || other.is_empty(slot)) continue;
    if (View::of(one, slot).own().state != View::of(other, slot).own().state) questions.state |= bit(slot);
  }
  return questions;
}

bool may_still_become(const Book& book, const Glance& seen, const World& before, const World& after) {
  for (const Slot slot : slots) {
    const auto& look = seen.slots[static_cast<std::size_t>(slot)];
    if (!look || before.is_empty(slot) || after.is_empty(slot)) continue;
    const Shown first = shown_events(book, before, slot);
    const Shown then = shown_events(book, after, slot);
    // POLLOUT waits for acknowledgements, which no call and no other event shows.
    const std::int64_t required = all_must(first) & all_must(then) & ~event::out;
    if ((look->events & required) != required) return false;
    if ((look->events & ~(any_may(first) | any_may(then))) != 0) return false;
    if (!before.datagrams.on && look->unread && *look->unread > View::of(after, slot).incoming().unread_most()) return false;
  }
  return true;
}

}  // namespace socketcheck::model
