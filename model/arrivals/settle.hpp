// How a world goes on by itself: what arrives for certain, and what may arrive at any moment.
#pragma once

#include <vector>

#include "model/rules/book.hpp"

namespace socketcheck::model {

using Worlds = std::vector<World>;

// Notes which rows were used; for coverage and for messages. Not owned, may be null.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void used(RowNumber row) = 0;
};

// True where something is in flight that settling waits for.
bool has_prompt_arrivals(const World& world);

// Lets everything prompt arrive. Where a row leaves several outcomes open, further worlds are appended to `more`.
void settle(const Book& book, World& world, Worlds& more, RowSink* sink = nullptr);

// True where nothing is late and all that has arrived is known exactly: the world is the only possible one.
bool is_certain(const World& world);

// Lets what is late arrive or not: appends each possible world, and sees to it that in each of them it is certain
// whether an end has unread data. Appends exactly `world` where it is certain.
void with_late_arrivals(const Book& book, const World& world, Worlds& worlds, RowSink* sink = nullptr);

}  // namespace socketcheck::model
