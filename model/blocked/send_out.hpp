// A send that is out: its bytes count as accepted from the beginning, and what was not handed over is taken back when it
// returns.
#pragma once

#include <algorithm>

#include "model/operations/send.hpp"

namespace socketcheck::model {

// Nothing ends it, and there is no room.
inline bool send_may_wait(const View& v, const CallOut& call) {
  const Direction& out = v.outgoing();
  // Once the reader has read all there is room for more (RFC 9293 3.8.6).
  return call.moves && can_accept(v) && is_full(v) && out.read < out.accepted;
}

// So much must have been handed over: it has arrived.
inline Position least_handed_over(const View& v, const CallOut& call) {
  return std::max(v.outgoing().arrived_least, call.begun_at) - call.begun_at;
}

// Not all was handed over, for one who has waited and is woken by an end of his connection, or by a signal.
inline bool may_be_short(const View& v, const CallOut& call, const Answer& seen) {
  const auto bytes = static_cast<Position>(seen.value);
  return call.moves && !seen.failed() && bytes > 0 && bytes < call.size && bytes >= least_handed_over(v, call);
}

inline void take_back(View& v, const CallOut& call, Position handed_over) {
  if (!call.moves) return;
  Direction& out = v.outgoing();
  out.accepted = call.begun_at + handed_over;
  out.arrived_most = std::min(out.arrived_most, out.accepted);
  out.arrived_least = std::min(out.arrived_least, out.accepted);
}

}  // namespace socketcheck::model
