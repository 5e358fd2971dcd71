// A blocking call in a thread of its own: it begins, and returns when something lets it. POSIX.1-2017 recv(), send(),
// accept(), connect() and poll() say that each "shall block" where O_NONBLOCK is not set.
#pragma once

#include <variant>

#include "model/operations/accept.hpp"
#include "model/operations/connect.hpp"
#include "model/operations/poll.hpp"
#include "model/operations/recv.hpp"
#include "model/operations/send.hpp"

namespace socketcheck::model {

// poll(2) without a limit, for some of the events in, pri, out and rd_hup; err and hup are always reported. Or select(2),
// whose sets are in, pri and out, and reports nothing else; or epoll_wait(2) of a new epoll, which tells what poll does.
struct PollFor {
  Slot slot = Slot::a;
  std::int64_t events = event::in;
  Waiting by = Waiting::poll;
  bool operator==(const PollFor&) const = default;
};

using BlockingCall = std::variant<Recv, Send, Accept, Connect, PollFor>;

// Of a recv, the size and MSG_PEEK matter; of a send, the size, at least 1, and MSG_NOSIGNAL.
struct Begin {
  Slot slot = Slot::a;  // of the call
  BlockingCall call;    // whose own slot says nothing, and is a
  bool operator==(const Begin&) const = default;
};
template <class Call>
Begin begin(Call call) {
  const Slot slot = call.slot;
  call.slot = Slot::a;
  return {slot, call};
}
// With its slot.
inline BlockingCall call_of(const Begin& begin) {
  BlockingCall call = begin.call;
  std::visit([&](auto& op) { op.slot = begin.slot; }, call);
  return call;
}

// Ends the oldest call of that kind that was begun on the slot, by a signal that is caught.
struct Interrupt {
  Slot slot = Slot::a;
  Waits in = Waits::recv;
  bool operator==(const Interrupt&) const = default;
};

constexpr Waits kind_of(const BlockingCall& call) {
  constexpr Waits kinds[] = {Waits::recv, Waits::send, Waits::accept, Waits::connect, Waits::poll};
  return kinds[call.index()];
}

}  // namespace socketcheck::model
