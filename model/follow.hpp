// Follows what may happen in a world without any socket: each answer that a call may get, and what then arrives.
#pragma once

#include "model/explain.hpp"

namespace socketcheck::model {

// Answers to try: all values of a range, or the first and the last if they are many; of a set of events the fewest and the most.
std::vector<Answer> answers_to_try(const AllowedAnswers& allowed);

// The worlds in which everything prompt has arrived.
Worlds settled(const Book& book, const Worlds& worlds, RowSink* sink = nullptr);

// Appends the worlds after a call, settled, with what is late arrived or not, as the runner makes them.
void settle_each(const Book& book, const Worlds& moved, Worlds& after, RowSink* sink = nullptr);

// The same world with positions counted from what the reader has taken: worlds that differ only in how much was read
// before become equal.
World rebased(const World& world);

}  // namespace socketcheck::model
