// A call that waits, made by a thread of its own on a descriptor without O_NONBLOCK: the program goes on meanwhile.
// It has no rules of its own. POSIX.1-2017 recv(), send(), accept() and poll() say that it blocks where the call without
// waiting would fail with EAGAIN (poll: would return 0); so it returns as soon as that call's rules let it answer anything
// else, and answers just that.
#pragma once

#include "model/operations/accept.hpp"
#include "model/operations/poll.hpp"
#include "model/operations/recv.hpp"
#include "model/operations/send.hpp"

namespace socketcheck::model {

enum class Waiting : std::uint8_t { recv, send, accept, poll };

struct Begin {
  Slot slot = Slot::a;
  Waiting call = Waiting::recv;
  std::uint32_t size = 1;  // of recv; send sends one byte, which is accepted at once or not at all
  Slot made = Slot::c;     // of accept
  bool operator==(const Begin&) const = default;
};

// Whether the answer of the call without waiting means that the waiting one waits.
inline bool means_waiting(const Begin& op, const Answer& answer) {
  return op.call == Waiting::poll ? !answer.failed() && answer.value == 0 : answer.error == Error::again;
}
inline Answer waits(const Begin& op) {
  return op.call == Waiting::poll ? Answer{} : Answer{.value = -1, .error = Error::again};
}

// Calls `visit` with the call without waiting.
template <class Visit>
auto without_waiting(const Begin& op, Visit visit) {
  switch (op.call) {
    case Waiting::send: return visit(Send{.slot = op.slot, .size = 1, .no_signal = true});
    case Waiting::accept: return visit(Accept{op.slot, op.made});
    case Waiting::poll: return visit(Poll{op.slot});
    case Waiting::recv: break;
  }
  return visit(Recv{.slot = op.slot, .size = op.size});
}

}  // namespace socketcheck::model
