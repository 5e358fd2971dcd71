// The judge: which worlds explain what a call answered, and what the rules would have allowed.
#pragma once

#include <vector>

#include "model/arrivals/settle.hpp"

namespace socketcheck::model {

// One row that applied in some possible world, and one answer that it allows there.
struct AllowedAnswer {
  RowNumber row = no_row;
  Allowed allowed;
  bool operator==(const AllowedAnswer&) const = default;
};
using AllowedAnswers = std::vector<AllowedAnswer>;

// Keeps each world of `before` in which the rules let the call answer `seen`, moved on by the rule but not settled.
// Appends to `after`, which may stay empty: then the stack does not conform. The slot is not empty in any world.
void explain(const Book& book, const Worlds& before, const Operation& operation, const Answer& seen, Worlds& after,
             RowSink* sink = nullptr);

// Everything that the rules allow the call to answer, each once, in the order of the rows.
AllowedAnswers allowed_answers(const Book& book, const Worlds& before, const Operation& operation);

// Worlds that are equal are kept once.
void remove_duplicates(Worlds& worlds);

}  // namespace socketcheck::model
