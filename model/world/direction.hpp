// One direction of a connection: what one end writes and the other end reads.
#pragma once

#include <algorithm>
#include <cstdint>

namespace socketcheck::model {

using Position = std::uint64_t;  // counted in bytes from the start of the stream

// Where a FIN or a RST of this direction is.
enum class Transit : std::uint8_t { none, in_flight, arrived };

// The last urgent byte that the receiver was told of (RFC 9293 3.8.5). Its place in the stream is the mark.
enum class Urgent : std::uint8_t {
  none,       // there was none, or the reader has passed it
  announced,  // its place is known; it is there as soon as the bytes up to it have arrived
  taken,      // recv(MSG_OOB) has returned it; its place in the stream stays
  ahead,      // it is there, ahead of the data that it came with, which was refused or had no room
};

// What even the smallest buffers take at once: the bookkeeping of each send counts as well. Measured on Linux 6.18 with
// SO_RCVBUF and SO_SNDBUF 0: six sends of 100 bytes, seven of 1, one of 1,000.
inline constexpr Position narrow_window = 400;
inline constexpr std::uint8_t most_sends_for_certain = 3;

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
  // A buffer on the way was set by the program, so that nobody knows how little it takes.
  bool narrow = false;
  std::uint8_t sends = 0;  // while narrow: that have taken bytes, counted up to most_sends_for_certain + 1
  // Sent without TCP_NODELAY: Nagle's algorithm may hold it until something pushes it.
  bool held = false;
  Urgent urgent = Urgent::none;
  Position mark = 0;  // of the urgent byte, unless none
  // A newer one is on its way: the segments that tell of it bring the bytes from next_mark on at the earliest.
  bool mark_in_flight = false;
  Position next_mark = 0;
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

  bool has_mark() const { return urgent != Urgent::none; }
  bool is_at_mark() const { return has_mark() && read == mark; }
  // As many bytes can have arrived of which nothing else is known.
  Position may_have_arrived() const { return mark_in_flight ? std::min(accepted, next_mark) : accepted; }
  // Told of a newer urgent byte, the receiver forgets the one before; if the reader stands in front of that one, it is
  // lost (measured: Linux 6.18), unless it is part of the stream.
  void learn_mark(bool is_inline) {
    if (!mark_in_flight) return;
    if (is_at_mark() && !is_inline && arrived_least > mark) ++read;
    urgent = Urgent::announced;
    mark = next_mark;
    mark_in_flight = false;
    next_mark = 0;
  }
  void pass_mark() {
    if (!has_mark() || read <= mark) return;
    urgent = Urgent::none;
    mark = 0;
  }

  void arrive_all() {
    arrived_least = arrived_most = accepted;
    held = false;
  }
  bool has_many_sends() const { return narrow && sends > most_sends_for_certain; }
  // Each byte that was written before may have been a send of its own.
  void become_narrow() {
    if (narrow) return;
    narrow = true;
    sends = static_cast<std::uint8_t>(std::min<Position>(accepted, most_sends_for_certain + 1));
  }
  void settle_unread_count(Position unread) { arrived_least = arrived_most = read + unread; }
};

}  // namespace socketcheck::model
