#include "model/races/race.hpp"

#include <array>

namespace socketcheck::model {
namespace {

constexpr std::size_t nobody_yet = most_threads;

// Which thread a descriptor's bytes come from, and which slots are spoken for.
struct Claims {
  std::array<std::size_t, number_of_slots> sender;
  std::array<bool, number_of_slots> taken{};
};

std::string_view why_not(const Send& op, std::size_t thread, Claims& claims) {
  if (op.size == 0 || op.urgent || op.more || op.buffers != 0) return "a racing send is of one byte or more, in one buffer, and has no MSG_OOB or MSG_MORE";
  std::size_t& sender = claims.sender[static_cast<std::size_t>(op.slot)];
  if (sender != nobody_yet && sender != thread) return "only one thread sends on a descriptor";
  sender = thread;
  return {};
}
std::string_view why_not(const Recv& op, std::size_t, Claims&) {
  return op.size == 0 || op.truncate || op.wait_all || op.buffers != 0 ? "a racing recv is of one byte or more, in one buffer, and has no MSG_TRUNC or MSG_WAITALL" : "";
}
std::string_view why_not(const Accept& op, std::size_t, Claims& claims) {
  bool& taken = claims.taken[static_cast<std::size_t>(op.made)];
  if (taken) return "a racing accept fills an empty slot of its own";
  taken = true;
  return {};
}
std::string_view why_not(const Shutdown&, std::size_t, Claims&) { return {}; }
std::string_view why_not(const GetError&, std::size_t, Claims&) { return {}; }
template <class Op>
std::string_view why_not(const Op&, std::size_t, Claims&) {
  return "threads make only send, recv, shutdown, accept and getsockopt(SO_ERROR)";
}

// The slots that hold a descriptor when the race begins, or may hold one: accept() before the race may find nobody.
struct Slots {
  std::array<bool, number_of_slots> occupied{};
  std::array<bool, number_of_slots> perhaps{};
};

Slots slots_before(const Race& race) {
  Slots slots;
  const World world = world_of(race.start, {});
  for (std::size_t slot = 0; slot < slots.occupied.size(); ++slot)
    slots.occupied[slot] = slots.perhaps[slot] = !world.is_empty(static_cast<Slot>(slot));
  for (const Operation& operation : race.before) {
    if (const auto made = slot_made_by(operation)) {
      slots.perhaps[static_cast<std::size_t>(*made)] = true;
      if (!std::holds_alternative<Accept>(operation)) slots.occupied[static_cast<std::size_t>(*made)] = true;
    }
    const bool closes = std::holds_alternative<Close>(operation) || std::holds_alternative<Abort>(operation);
    if (closes) slots.occupied[static_cast<std::size_t>(slot_of(operation))] = false;
  }
  return slots;
}

}  // namespace

std::string_view why_no_race(const Race& race) {
  if (transport_of(race.start) != Transport::stream) return "a race is one of TCP";
  for (const auto* calls : {&race.before, &race.after})
    for (const Operation& operation : *calls)
      if (std::holds_alternative<Begin>(operation) || std::holds_alternative<OnWire>(operation) || std::holds_alternative<SendTo>(operation))
        return "calls that wait, the wire and sendto are for programs of one thread";
  if (race.threads.size() < 2 || race.threads.size() > most_threads) return "two to four threads race";
  Claims claims;
  claims.sender.fill(nobody_yet);
  const Slots slots = slots_before(race);
  claims.taken = slots.perhaps;
  std::size_t calls = 0;
  for (std::size_t thread = 0; thread < race.threads.size(); ++thread)
    for (const Operation& operation : race.threads[thread]) {
      if (++calls > most_racing_calls) return "at most ten calls race";
      if (!slots.occupied[static_cast<std::size_t>(slot_of(operation))]) return "a racing call is made on a descriptor that is there for certain when the race begins";
      const std::string_view why = std::visit([&](const auto& op) { return why_not(op, thread, claims); }, operation);
      if (!why.empty()) return why;
    }
  return {};
}

}  // namespace socketcheck::model
