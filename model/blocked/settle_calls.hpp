// How a world goes on while calls are out: something arrives, or a call returns, in whatever order explains all that was seen.
#pragma once

#include <functional>
#include <vector>

#include "model/blocked/returns.hpp"

namespace socketcheck::model {

// A call that was seen to return.
struct Returned {
  int number = 0;
  Answer answer;
};
// Whether the bytes that the call has returned are those that it would read in this world, before it returns.
using RightBytes = std::function<bool(const World& before, const Returned&)>;

struct Settled {
  // Everything prompt has arrived, exactly the calls that were seen to return have returned, and each of the others may
  // go on waiting. What is late has come or not (with_late_arrivals).
  Worlds worlds;
  // The same, whatever the calls do that have not returned.
  Worlds if_others_wait;
};

// From worlds in which the last step of the program was made.
Settled settle_with_calls(const Book& book, const Worlds& worlds, const std::vector<Returned>& returned, const RightBytes& right_bytes,
                          RowSink* sink = nullptr);

// What calls that are out do without being seen: each that must return does so, with the first answer that it may give.
struct UsualReturn {
  Begin call;
  int number;
  Answer answer;
};
std::vector<UsualReturn> let_calls_return(const Book& book, World& world);

}  // namespace socketcheck::model
