#include "properties/runner/other_starts.hpp"

#include <algorithm>

#include "properties/runner/slots.hpp"

namespace socketcheck::properties {
namespace {

using model::Operation;
using model::Place;
using model::Program;
using model::Slot;
using Calls = std::vector<Operation>;

constexpr model::StartListening listening;

Calls::const_iterator first_that_makes_a_socket(const Calls& calls) {
  return std::find_if(calls.begin(), calls.end(), [](const Operation& call) { return std::holds_alternative<model::NewSocket>(call); });
}

bool speaks_of(const Calls& calls, Slot slot) { return mentions(Program{model::StartFresh{}, calls}, slot); }

// The listener stands by: the program's first socket is the start's other one, the next ones have the slots behind it, and
// their places are those behind the listener's.
void add_beside_the_listener(const Program& program, std::vector<Program>& candidates) {
  if (!std::holds_alternative<model::StartFresh>(program.start) || speaks_of(program.calls, Slot::h)) return;
  const auto made = first_that_makes_a_socket(program.calls);
  if (made == program.calls.end() || std::get<model::NewSocket>(*made).slot != listening.listener) return;
  Calls calls = program.calls;
  calls.erase(calls.begin() + (made - program.calls.begin()));
  for (int slot = model::number_of_slots - 2; slot >= 0; --slot)
    calls = with_slots_exchanged(std::move(calls), static_cast<Slot>(slot), static_cast<Slot>(slot + 1));
  candidates.push_back({listening, calls});
  if (mentions(calls, Place::r)) return;
  calls = with_places_exchanged(with_places_exchanged(std::move(calls), Place::q, Place::r), Place::p, Place::q);
  candidates.push_back({listening, calls});
}

// The start's listener, which has to stop listening, is the socket that is bound; its other socket is one that was made.
void add_with_the_listener_stopped(const Program& program, std::vector<Program>& candidates) {
  const auto* start = std::get_if<model::StartListening>(&program.start);
  if (start == nullptr || speaks_of(program.calls, start->listener)) return;
  for (std::size_t i = 0; i < program.calls.size(); ++i) {
    const auto* bind = std::get_if<model::Bind>(&program.calls[i]);
    if (bind == nullptr || bind->slot != start->other || bind->any || bind->place == Place::none) continue;
    Calls calls = program.calls;
    calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(i));
    const auto made = first_that_makes_a_socket(calls);
    if (made == calls.end()) return;
    const Slot second = std::get<model::NewSocket>(*made).slot;
    calls.erase(calls.begin() + (made - calls.begin()));
    calls = with_slots_exchanged(std::move(calls), start->other, start->listener);
    calls = with_slots_exchanged(std::move(calls), second, start->other);
    calls = with_places_exchanged(std::move(calls), bind->place, Place::p);
    calls.insert(calls.begin(), model::Shutdown{start->listener, model::Half::read});
    candidates.push_back({program.start, calls});
  }
}

}  // namespace

std::vector<Program> shorter_on_another_start(const Program& program) {
  std::vector<Program> candidates;
  add_beside_the_listener(program, candidates);
  add_with_the_listener_stopped(program, candidates);
  return candidates;
}

}  // namespace socketcheck::properties
