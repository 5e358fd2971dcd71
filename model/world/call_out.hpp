// A blocking call that has begun and has not returned.
#pragma once

#include "model/world/slot.hpp"

namespace socketcheck::model {

// What it waits for: data, room, a connection, the end of a handshake, an event.
enum class Waits : std::uint8_t { nothing, recv, send, accept, connect, poll };

// By which function events are waited for; level, or edge (epoll(7)).
enum class Waiting : std::uint8_t { poll, select, epoll, epoll_edge };

struct CallOut {
  Waits in = Waits::nothing;
  Slot begun_on = Slot::a;     // the descriptor that it was given, which may have been closed since
  std::int8_t connection = -1;  // of the socket when it began
  bool disconnected = false;   // by AF_UNSPEC, since it began
  Slot made = Slot::a;         // accept: where the new descriptor is put; nobody else may use that slot
  bool peek = false;           // recv: MSG_PEEK
  bool no_signal = false;      // send: MSG_NOSIGNAL
  bool moves = false;          // send: its bytes count as accepted, from begun_at on; connect: an attempt is under way
  std::uint8_t order = 0;      // of those that are out, a lower number began earlier
  std::uint32_t size = 0;      // recv, send: bytes
  std::int64_t events = 0;     // poll: those that are asked for
  Waiting by = Waiting::poll;  // poll: the function that waits
  std::uint8_t place = 0;      // connect: what it was given, for people
  Slot to = Slot::a;
  bool any = false;
  std::uint64_t begun_at = 0;  // send: the position in the stream of its first byte

  bool is_out() const { return in != Waits::nothing; }
  bool operator==(const CallOut&) const = default;
};

}  // namespace socketcheck::model
