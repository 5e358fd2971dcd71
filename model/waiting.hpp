// Calls that wait while the program goes on: when they may and when they must return, and what is left out meanwhile.
#pragma once

#include <vector>

#include "model/explain.hpp"

namespace socketcheck::model {

using WaitingCalls = std::vector<Begin>;  // that have not returned, at most one for a socket

// Whether the rules let the call wait on in one of the worlds, and whether they let it return in one of them.
bool may_wait(const Book& book, const Worlds& worlds, const Begin& op);
bool may_return(const Book& book, const Worlds& worlds, const Begin& op);

// Calls that are not made while another one waits on the same socket: a second one that waits, what would move the bytes that
// it is to send, and options under it; and closing its descriptor or ending its connection under it, of which POSIX does not
// say what becomes of the other call. Nor is a call made that needs the slot which a waiting accept() will fill.
bool is_left_out(const World& world, const WaitingCalls& waiting, const Operation& operation);

// Takes the call that waits on the slot's socket out of the list.
void has_returned(WaitingCalls& waiting, Slot slot);

struct Returned {
  Begin call;
  Answer answer;
};
// Lets each call return that must, with the first answer that the rules name; `worlds` are settled, and are so again.
std::vector<Returned> let_return(const Book& book, Worlds& worlds, WaitingCalls& waiting);

}  // namespace socketcheck::model
