// Every operation of a program: the one list to which a new one is added.
#pragma once

#include <variant>

#include "model/operations/abort.hpp"
#include "model/operations/close.hpp"
#include "model/operations/get_error.hpp"
#include "model/operations/linger.hpp"
#include "model/operations/names.hpp"
#include "model/operations/no_delay.hpp"
#include "model/operations/poll.hpp"
#include "model/operations/recv.hpp"
#include "model/operations/send.hpp"
#include "model/operations/shutdown.hpp"
#include "model/operations/tcp_info.hpp"
#include "model/operations/unread_bytes.hpp"

namespace socketcheck::model {

using Operation = std::variant<Send, Recv, Shutdown, Close, Abort, Poll, GetError, SetLinger, GetLinger, SetNoDelay,
                               GetNoDelay, GetSockName, GetPeerName, UnreadBytes, TcpInfo>;

inline Slot slot_of(const Operation& operation) {
  return std::visit([](const auto& op) { return op.slot; }, operation);
}

}  // namespace socketcheck::model
