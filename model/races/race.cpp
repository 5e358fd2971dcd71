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

// The slots that hold a descriptor when the race begins, whatever the calls before answer.
std::array<bool, number_of_slots> occupied_before(const Race& race) {
  std::array<bool, number_of_slots> occupied{};
  const World world = world_of(race.start, {});
  for (int slot = 0; slot < number_of_slots; ++slot)
    occupied[static_cast<std::size_t>(slot)] = !world.is_empty(static_cast<Slot>(slot));
  for (const Operation& operation : race.before) {
    if (const auto made = slot_made_by(operation)) occupied[static_cast<std::size_t>(*made)] = true;
    const bool closes = std::holds_alternative<Close>(operation) || std::holds_alternative<Abort>(operation);
    if (closes) occupied[static_cast<std::size_t>(slot_of(operation))] = false;
  }
  return occupied;
}

}  // namespace

std::string_view why_no_race(const Race& race) {
  if (race.threads.size() < 2 || race.threads.size() > most_threads) return "two to four threads race";
  Claims claims;
  claims.sender.fill(nobody_yet);
  claims.taken = occupied_before(race);
  const auto occupied = claims.taken;
  std::size_t calls = 0;
  for (std::size_t thread = 0; thread < race.threads.size(); ++thread)
    for (const Operation& operation : race.threads[thread]) {
      if (++calls > most_racing_calls) return "at most ten calls race";
      if (!occupied[static_cast<std::size_t>(slot_of(operation))]) return "a racing call is made on a descriptor that is there before the race";
      const std::string_view why = std::visit([&](const auto& op) { return why_not(op, thread, claims); }, operation);
      if (!why.empty()) return why;
    }
  return {};
}

}  // namespace socketcheck::model
