// The judge of a race: is there an order of its calls and of what arrives that explains every answer?
// Linearizability as Herlihy and Wing define it (TOPLAS 12(3), 1990), decided as by Wing and Gong (JPDC 17, 1993) with
// Lowe's memory of the configurations that were met (CCPE 29(4), 2017). A call takes effect at one moment between its
// begin and its end; what a segment brings does so at any moment after it was sent.
#pragma once

#include <functional>
#include <span>

#include "model/explain.hpp"

namespace socketcheck::model {

// A call of a race, as one thread saw it. The moments are readings of one counter, all different: a call that ended before
// another began comes first in every order.
struct RacingCall {
  Operation operation;
  Answer seen;
  std::uint64_t begun = 0;
  std::uint64_t ended = 0;  // larger than `begun`
};

// Whether the bytes that the call with this number returned are those that stand next in this world. Only asked where the
// answer fits.
using BytesFit = std::function<bool(const World& before, std::size_t call)>;

// The worlds with whatever may have arrived by now, in whatever order, or not yet.
Worlds with_arrivals(const Book& book, Worlds worlds);

// The worlds that are possible once everything has arrived, one for each distinct outcome of an order that explains all
// answers; empty: no order does. `before` need not be settled; at most most_racing_calls calls.
Worlds explain_race(const Book& book, const Worlds& before, std::span<const RacingCall> calls, const BytesFit& fits);

}  // namespace socketcheck::model
