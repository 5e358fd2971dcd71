// What calls and segments do to an end, named once and used by the rules of several operations.
#pragma once

#include "model/world/words.hpp"

namespace socketcheck::model {

// Nothing more travels on this connection in either direction.
inline void sever(View& v) {
  v.outgoing().severed = v.incoming().severed = true;
  v.outgoing().held = v.incoming().held = false;
}

// RFC 9293 3.10.5: a RST goes out, the queues are flushed, the end is gone.
inline void send_reset(View& v) {
  v.outgoing().reset = Transit::in_flight;
  // What left before the RST arrives before it; what a window or Nagle held back is lost.
  if (v.outgoing().is_prompt()) v.outgoing().arrive_all();
  if (v.outgoing().is_late()) v.outgoing().arrived_most = v.outgoing().accepted;
  sever(v);
  v.own().state = State::closed;
}

// RFC 9293 3.10.4: the FIN is queued behind all accepted bytes, and pushes what Nagle's algorithm held.
inline void send_fin(View& v) {
  v.own().state = after_sending_fin(v.own().state);
  v.outgoing().fin = Transit::in_flight;
  v.outgoing().held = false;
}

// The reader takes bytes; a queue that was read to the end has room again.
inline void take_from_queue(Direction& d, Position bytes) {
  d.read += bytes;
  d.arrived_least = std::max(d.arrived_least, d.read);
  if (d.read == d.accepted) d.crowded = false;
}

// The stack takes bytes from the writer. `window` is what the receiver takes for certain.
inline void put_into_queue(Direction& d, Position bytes, bool no_delay, Position window) {
  d.accepted += bytes;
  if (bytes > 0 && !no_delay) d.held = true;
  if (d.accepted - d.read > window) d.crowded = true;
  if (d.is_late()) d.arrived_most = d.accepted;
}

}  // namespace socketcheck::model
