// A stack under test: makes sockets, performs calls on them, lets the suite look at them, and cleans up.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/glance.hpp"
#include "model/program.hpp"

namespace socketcheck::sut {

using Milliseconds = std::chrono::milliseconds;

// Why something could not be tried: descriptors, ports, memory, permissions. Never a verdict about the stack.
struct CouldNotTest {
  std::string reason;
};

// What a stack can't do at all. What needs it is reported as not tested.
struct Abilities {
  bool zero_length_calls = true;  // a send or recv of 0 bytes reaches the stack
  bool sigpipe = true;            // a send can be made that may raise SIGPIPE
  bool end_states = true;         // ends without a descriptor can be looked up
  bool fresh_sockets = true;      // sockets can be made one by one, from `start fresh` on
  bool other_flags = true;        // MSG_OOB, MSG_MORE and several buffers reach the other end as they are
  bool waiting_calls = false;     // calls can wait in threads of their own while the program goes on
  bool wire = false;              // the wire between two hosts is the suite's; sockets are made as model/wire/hosts.hpp allows
  model::Transport transport = model::Transport::stream;
};

class Wire;

// One program at a time, one thread at a time. Slots are those of the program; a call is only made on a slot
// that the model knows to be occupied.
class Stack {
 public:
  virtual ~Stack() = default;

  virtual Abilities abilities() const { return {}; }
  // What the stack grants; asked before the first program.
  virtual model::Limits limits() = 0;

  // Makes the sockets of the start. The time limit is the suite's deadline.
  virtual std::optional<CouldNotTest> begin(const model::Start& start) = 0;

  // `data` are the op.size bytes to be sent.
  virtual model::Answer perform(const model::Send& op, std::span<const std::byte> data) = 0;
  virtual model::Answer perform(const model::Recv& op) = 0;
  // The byte is what received() holds.
  virtual model::Answer perform(const model::RecvUrgent& op) = 0;
  virtual model::Answer perform(const model::AtMark& op) = 0;
  virtual model::Answer perform(const model::UnacknowledgedBytes& op) = 0;
  virtual model::Answer perform(const model::Shutdown& op) = 0;
  virtual model::Answer perform(const model::Close& op) = 0;
  virtual model::Answer perform(const model::Abort& op) = 0;
  virtual model::Answer perform(const model::Poll& op) = 0;
  virtual model::Answer perform(const model::GetError& op) = 0;
  virtual model::Answer perform(const model::SetLinger& op) = 0;
  virtual model::Answer perform(const model::GetLinger& op) = 0;
  virtual model::Answer perform(const model::SetNoDelay& op) = 0;
  virtual model::Answer perform(const model::GetNoDelay& op) = 0;
  virtual model::Answer perform(const model::SetOption& op) = 0;
  virtual model::Answer perform(const model::GetOption& op) = 0;
  virtual model::Answer perform(const model::GetSockName& op) = 0;
  virtual model::Answer perform(const model::GetPeerName& op) = 0;
  virtual model::Answer perform(const model::UnreadBytes& op) = 0;
  virtual model::Answer perform(const model::TcpInfo& op) = 0;

  // Only where fresh_sockets.
  virtual model::Answer perform(const model::NewSocket& op);
  virtual model::Answer perform(const model::Bind& op);
  virtual model::Answer perform(const model::Listen& op);
  virtual model::Answer perform(const model::Connect& op);
  virtual model::Answer perform(const model::Disconnect& op);
  virtual model::Answer perform(const model::Accept& op);
  virtual model::Answer perform(const model::AcceptAtLimit& op);
  virtual model::Answer perform(const model::Dup& op);
  // Only of datagrams. `data` are the op.size bytes to be sent.
  virtual model::Answer perform(const model::SendTo& op, std::span<const std::byte> data);
  virtual model::Answer perform(const model::RecvFrom& op);
  virtual model::Answer perform(const model::ConnectToPortZero& op);
  virtual model::Answer perform(const model::SetKeepErrors& op);
  virtual model::Answer perform(const model::TakeKeptError& op);
  // Why the answer is for want of something that the suite shares with others (descriptors, ports, memory); empty: it is
  // the stack's own.
  virtual std::string want_of_resources(const model::Operation& operation, const model::Answer& seen) const;

  // Only where waiting_calls. Makes the call in a thread of its own, and returns when it waits or has returned. At most one
  // for a slot. `data` is what Begin of a send sends.
  virtual void begin_waiting(const model::Begin& op, std::span<const std::byte> data);
  // Takes what the call has answered; empty: it still waits, when `at_most` has passed (0: when its thread is at rest).
  virtual std::optional<model::Answer> take_answer(model::Slot slot, Milliseconds at_most);
  // Ends the call that waits by a signal, and takes its answer; empty: it can't be woken.
  virtual std::optional<model::Answer> interrupt(model::Slot slot);

  // The bytes that the last successful Recv, RecvFrom or RecvUrgent copied; valid until the next call.
  virtual std::span<const std::byte> received() const = 0;

  // Fills in what is asked of each occupied slot. Changes nothing.
  virtual void glance(const model::Questions& questions, model::Glance& glance) = 0;
  // Returns when something may have changed at an occupied slot, at the latest after `at_most`.
  virtual void wait(Milliseconds at_most) = 0;

  // The state of one end of a connection, also without a descriptor; empty: the stack keeps nothing of it. `connection`
  // is 0 for the start's pair, else n for the n-th Connect that was answered by 0 or EINPROGRESS.
  virtual std::optional<model::State> end_state(int connection, int end) = 0;
  // The wire between the two ends, where it is the suite's own; nullptr: it is not. Not owned.
  virtual Wire* wire() { return nullptr; }
  // True if the stack has dropped TIME-WAITs since this was last asked, because there were too many.
  virtual bool dropped_time_waits() { return false; }
  // True if the system has given a port out twice in this program, so that datagrams for the one before may find the other.
  virtual bool reused_ports() const { return false; }

  // Gives up every descriptor that is left; the stack is then ready to begin again.
  virtual void abandon() = 0;

  Stack() = default;
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
};

// Makes the calls that need nothing but themselves. Of those that carry bytes or wait, and of what the wire does, nothing is
// done, and the answer means nothing.
model::Answer perform_plain(Stack& stack, const model::Operation& operation);

}  // namespace socketcheck::sut
