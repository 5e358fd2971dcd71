// One direction of a connection: what one end writes and the other end reads.
#pragma once

#include <algorithm>
#include <cstdint>

namespace socketcheck::model {

using Position = std::uint64_t;  // counted in bytes from the start of the stream

// Where a FIN or a RST of this direction is.
enum class Transit : std::uint8_t { none, in_flight, arrived };

// read <= arrived <= accepted always holds. How far the bytes have come is known exactly unless
// they are crowded or held; then it lies between arrived_least and arrived_most.
struct Direction {
  Position read = 0;           // taken by the reader
  Position arrived_least = 0;  // in the reader's queue, at least
  Position arrived_most = 0;   // in the reader's queue, at most
  Position accepted = 0;       // taken by send

  Transit fin = Transit::none;    // the writer's FIN, behind all accepted bytes
  Transit reset = Transit::none;  // the writer's RST

  // More than the receiver must take was outstanding and has not been read since: what has not
  // arrived is blocked by the window, and owed only after reads.
  bool crowded = false;
  // Sent without TCP_NODELAY: Nagle's algorithm may hold it until something pushes it.
  bool held = false;
  // The reader has shut its read half, and its stack may have discarded what came up to here.
  Position doubtful_until = 0;
  // A RST went either way: what has not arrived never will.
  bool severed = false;

  bool operator==(const Direction&) const = default;

  Position unread_least() const { return arrived_least - read; }
  Position unread_most() const { return arrived_most - read; }
  bool is_doubtful() const { return doubtful_until > read; }
  bool exact() const { return arrived_least == arrived_most; }
  // Bytes may still arrive at any moment, and nobody owes them yet.
  bool is_late() const {
    return (crowded || (held && !is_doubtful())) && !severed && arrived_least < accepted;
  }
  // With a full window even the FIN, which takes a place in the sequence of its own, may have to wait.
  bool fin_is_late() const { return crowded && fin == Transit::in_flight && !severed; }
  // Behind bytes that the receiver had no room for, a RST is not the next thing that it expects: it discards it, or asks
  // for another one as often as it likes (RFC 9293 3.10.7.4, first and second; RFC 5961 7). Nobody owes it.
  bool reset_is_late() const { return crowded && reset == Transit::in_flight; }
  // Bytes are on their way and settling waits for them.
  bool is_prompt() const {
    if (is_doubtful()) return !severed && doubtful_until < accepted;
    return !crowded && !held && !severed && arrived_least < accepted;
  }

  void arrive_all() {
    arrived_least = arrived_most = accepted;
    held = false;
  }
  void settle_unread_count(Position unread) { arrived_least = arrived_most = read + unread; }
};

}  // namespace socketcheck::model
