// What a call that is out may do: go on waiting, or return. It returns what the same call without waiting would answer,
// as soon as that is not EAGAIN.
#pragma once

#include "model/blocked/calls_out.hpp"
#include "model/explain.hpp"

namespace socketcheck::model {

// Whether the rules let the call go on waiting; nothing prompt is on its way in this world, and it is certain what has
// arrived (with_late_arrivals).
bool may_wait(const Book& book, const World& world, int number);

// Keeps the world, moved on, if the rules let the call return `seen` there. What the call held is given up, and with it
// perhaps the connection (close.hpp). Appends to `after`.
void explain_return(const Book& book, const World& world, int number, const Answer& seen, Worlds& after, RowSink* sink = nullptr);
// The same of a call that a signal has ended while it waited.
void explain_interruption(const Book& book, const World& world, int number, const Answer& seen, Worlds& after);

// What the call may return in these worlds, each once; nothing where it must wait.
AllowedAnswers returns_of(const Book& book, const Worlds& worlds, int number);
// Why it waits, in a world in which it may: the rule that says EAGAIN, or shows none of the events.
RowNumber row_of_waiting(const Book& book, const World& world, int number);


}  // namespace socketcheck::model
