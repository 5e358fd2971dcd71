// Every operation of a program: the one list to which a new one is added.
#pragma once

#include <optional>
#include <variant>

#include "model/operations/abort.hpp"
#include "model/operations/accept.hpp"
#include "model/operations/accept_at_limit.hpp"
#include "model/operations/at_mark.hpp"
#include "model/operations/begin.hpp"
#include "model/operations/bind.hpp"
#include "model/operations/close.hpp"
#include "model/operations/connect.hpp"
#include "model/operations/datagrams.hpp"
#include "model/operations/disconnect.hpp"
#include "model/operations/dup.hpp"
#include "model/operations/get_error.hpp"
#include "model/operations/linger.hpp"
#include "model/operations/listen.hpp"
#include "model/operations/names.hpp"
#include "model/operations/new_socket.hpp"
#include "model/operations/no_delay.hpp"
#include "model/operations/on_wire.hpp"
#include "model/operations/options.hpp"
#include "model/operations/poll.hpp"
#include "model/operations/recv.hpp"
#include "model/operations/recv_urgent.hpp"
#include "model/operations/send.hpp"
#include "model/operations/shutdown.hpp"
#include "model/operations/tcp_info.hpp"
#include "model/operations/unacknowledged_bytes.hpp"
#include "model/operations/unread_bytes.hpp"

namespace socketcheck::model {

using Operation = std::variant<Send, Recv, Shutdown, Close, Abort, Poll, GetError, SetLinger, GetLinger, SetNoDelay,
                               GetNoDelay, GetSockName, GetPeerName, UnreadBytes, TcpInfo, NewSocket, Bind, Listen, Connect,
                               Disconnect, Accept, Dup, OnWire, SetOption, GetOption,
                               RecvUrgent, AtMark, UnacknowledgedBytes, AcceptAtLimit, SendTo, RecvFrom, ConnectToPortZero,
                               SetKeepErrors, TakeKeptError, Begin>;

template <class... Ops>
bool is_one_of(const Operation& operation) {
  return (std::holds_alternative<Ops>(operation) || ...);
}

// The slot of the descriptor that the call is made on; of NewSocket, the slot of the one that it makes; of an operation
// on the wire, whose segments it is about.
inline Slot slot_of(const Operation& operation) {
  return std::visit([](const auto& op) { return op.slot; }, operation);
}

// The slot in which the call puts a new descriptor.
inline std::optional<Slot> slot_made_by(const Operation& operation) {
  if (const auto* op = std::get_if<NewSocket>(&operation)) return op->slot;
  if (const auto* op = std::get_if<Accept>(&operation)) return op->made;
  if (const auto* op = std::get_if<Dup>(&operation)) return op->made;
  if (const auto* op = std::get_if<Begin>(&operation); op != nullptr && op->call == Waiting::accept) return op->made;
  return std::nullopt;
}

}  // namespace socketcheck::model
