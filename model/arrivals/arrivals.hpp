// What segments do where they arrive (RFC 9293 3.10.7). Every view is the receiving end's.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

inline void queue_data(View& v) { take_all_that_comes(v); }
// The bytes were taken off the wire; whether the user ever sees them is open, and so it is for all that follow.
inline void queue_or_discard_data(View& v) {
  learn_mark(v);
  v.incoming().doubtful_until = v.incoming().arrived_most = v.incoming().accepted;
  v.incoming().held = false;
}
inline void discard_data(View& v) {
  v.world().broke_should = true;  // RFC 9293 3.6.1 [SHLD-3]
  queue_or_discard_data(v);
}
// The data is refused: this end is gone and a RST answers.
inline void refuse_segment(View& v) {
  learn_mark(v);
  v.incoming().held = v.incoming().crowded = false;
  send_reset(v);
  v.outgoing().crowded = false;  // this RST is numbered as the peer expects it (RFC 9293 3.5.2, group 1)
  if (v.has_socket()) v.socket().pending = Pending::reset;
}
// An urgent byte is taken off the segment before it is refused.
inline void refuse_data(View& v) {
  refuse_segment(v);
  if (v.incoming().urgent == Urgent::announced) v.incoming().urgent = Urgent::ahead;
}
// Of what comes in more segments than one, the first is refused, and the urgent byte is in a later one (measured: Linux 6.18 with
// the smallest buffers, 1,025 bytes).
inline void refuse_first_segment(View& v) {
  const Direction& in = v.incoming();
  const Position mark = in.mark_in_flight ? in.next_mark : in.mark;
  if (mark < in.arrived_least + narrow_window) refuse_data(v);
  else refuse_segment(v);
}
inline void answer_with_reset(View& v) {
  v.outgoing().reset = Transit::in_flight;
  v.outgoing().crowded = false;
  sever(v);
}
inline void queue_fin(View& v) {
  v.incoming().fin = Transit::arrived;
  // Where the wire delivers each segment, the acknowledgement has moved this end on before.
  const bool own_fin_is_acknowledged = v.outgoing().fin == Transit::arrived && !v.world().wire_is_held;
  switch (v.own().state) {
    case State::established: v.own().state = State::close_wait; break;
    case State::fin_wait_1: v.own().state = own_fin_is_acknowledged ? State::time_wait : State::closing; break;
    case State::fin_wait_2: v.own().state = State::time_wait; break;
    case State::closed: case State::listen: case State::syn_sent: case State::syn_received: case State::close_wait:
    case State::closing: case State::last_ack: case State::time_wait: break;
  }
  if (in_state(v, State::time_wait)) end_in_time_wait(v);
}
inline void end_by_reset(View& v, Pending pending) {
  v.incoming().reset = Transit::arrived;
  sever(v);
  end_in_closed(v);
  if (v.has_socket()) v.socket().pending = pending;
}
inline void reset_with_queue_kept(View& v) { end_by_reset(v, Pending::reset); }
inline void reset_with_queue_in_doubt(View& v) {
  end_by_reset(v, Pending::reset);
  v.incoming().arrived_least = v.incoming().read;
}
// The end is gone, and the user is not told.
inline void end_without_a_word(View& v) {
  v.incoming().reset = Transit::arrived;
  sever(v);
  end_in_closed(v);
}
inline void reset_behind_fin(View& v) { end_by_reset(v, Pending::broken_pipe); }
inline void reset_behind_fin_with_queue_in_doubt(View& v) {
  end_by_reset(v, Pending::broken_pipe);
  v.incoming().arrived_least = v.incoming().read;
}
inline void reset_is_noted(View& v) { v.incoming().reset = Transit::arrived; }
inline void go_on_in_fin_wait_2(View& v) { v.own().state = State::fin_wait_2; }

inline bool user_has_left_a_closing_end(const View& v) { return waits_for_the_peers_fin(v) && user_has_left(v); }

inline constexpr ArrivalRule data_rules[] = {
    {.id = "arrival.data.queued",
     .source = "RFC 9293 3.10.7.4, seventh: ESTABLISHED, FIN-WAIT-1 and FIN-WAIT-2",
     .when = [](const View& v) {
       return (in_state(v, State::established) || waits_for_the_peers_fin(v)) && !user_has_left(v) && !read_shut(v);
     },
     .then = queue_data},

    {.id = "arrival.data.read-shut",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION: SHUT_RD disables further receive operations",
     .when = [](const View& v) {
       return (in_state(v, State::established) || waits_for_the_peers_fin(v)) && !user_has_left(v) && read_shut(v);
     },
     .then = queue_or_discard_data},

    {.id = "arrival.data.both-halves-shut",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION; RFC 9293 3.6.1 [SHLD-3]",
     .when = [](const View& v) { return user_has_left_a_closing_end(v) && v.has_socket(); },
     .then = refuse_data,
     .or_then = {refuse_first_segment, queue_or_discard_data}},

    {.id = "arrival.data.after-close",
     .source = "RFC 9293 3.6.1 [SHLD-3]: data that can't be delivered any more SHOULD be answered by a RST",
     .when = [](const View& v) { return user_has_left_a_closing_end(v) && !v.has_socket(); },
     .then = refuse_data,
     .or_then = {refuse_first_segment, discard_data}},

    {.id = "arrival.data.no-connection",
     .source = "RFC 9293 3.10.7.1 and 3.5.2, group 1: a segment for no connection causes a RST",
     .when = [](const View& v) { return in_state(v, State::closed); },
     .then = answer_with_reset},
};

inline constexpr ArrivalRule linux_data_rules[] = {
    {.id = "linux.arrival.data.read-shut",
     .source = "POSIX is silent on data that arrives later; measured: Linux 6.18, it is acknowledged and readable",
     .refines = "arrival.data.read-shut",
     .when = [](const View& v) {
       return (in_state(v, State::established) || waits_for_the_peers_fin(v)) && !user_has_left(v) && read_shut(v);
     },
     .then = queue_data},

    {.id = "linux.arrival.data.both-halves-shut",
     .source = "POSIX is silent on data for a socket shut both ways; measured: Linux 6.18, a RST answers and the "
               "socket says ECONNRESET",
     .refines = "arrival.data.both-halves-shut",
     .when = [](const View& v) { return user_has_left_a_closing_end(v) && v.has_socket(); },
     .then = refuse_data,
     .or_then = {refuse_first_segment}},

    {.id = "linux.arrival.data.after-close",
     .source = "RFC 9293 3.6.1 [SHLD-3]; measured: Linux 6.18",
     .refines = "arrival.data.after-close",
     .when = [](const View& v) { return user_has_left_a_closing_end(v) && !v.has_socket(); },
     .then = refuse_data},
};

inline constexpr ArrivalRule fin_rules[] = {
    {.id = "arrival.fin",
     .source = "RFC 9293 3.10.7.4, eighth: check the FIN bit",
     .when = [](const View& v) { return in_state(v, State::established) || waits_for_the_peers_fin(v); },
     .then = queue_fin},

    {.id = "arrival.fin.no-connection",
     .source = "RFC 9293 3.10.7.1 and 3.5.2, group 1: a segment for no connection causes a RST",
     .when = [](const View& v) { return in_state(v, State::closed); },
     .then = answer_with_reset},
};

inline constexpr ArrivalRule reset_rules[] = {
    {.id = "arrival.reset",
     .source = "RFC 9293 3.10.7.4, second: ESTABLISHED, FIN-WAIT-1 and FIN-WAIT-2, where all segment queues "
               "should be flushed",
     .when = [](const View& v) { return in_state(v, State::established) || waits_for_the_peers_fin(v); },
     .then = reset_with_queue_in_doubt},

    {.id = "arrival.reset.behind-fin",
     .source = "RFC 9293 3.10.7.4, second: CLOSE-WAIT",
     .when = [](const View& v) { return in_state(v, State::close_wait); },
     .then = reset_behind_fin_with_queue_in_doubt},

    {.id = "arrival.reset.closing",
     .source = "RFC 9293 3.10.7.4, second: CLOSING, LAST-ACK and TIME-WAIT",
     .when = [](const View& v) {
       return in_state(v, State::closing) || in_state(v, State::last_ack) || in_state(v, State::time_wait);
     },
     .then = reset_with_queue_in_doubt,
     .or_then = {end_without_a_word}},

    {.id = "arrival.reset.no-connection",
     .source = "RFC 9293 3.10.7.1: a RST for no connection is discarded",
     .when = [](const View& v) { return in_state(v, State::closed); },
     .then = reset_is_noted},
};

inline constexpr ArrivalRule linux_reset_rules[] = {
    {.id = "linux.arrival.reset",
     .source = "RFC 9293 3.10.7.4 says should; measured: Linux 6.18, what had arrived stays readable; POSIX is silent",
     .refines = "arrival.reset",
     .when = [](const View& v) { return in_state(v, State::established) || waits_for_the_peers_fin(v); },
     .then = reset_with_queue_kept},

    {.id = "linux.arrival.reset.behind-fin",
     .source = "POSIX is silent on a RST behind a FIN; measured: Linux 6.18, what had arrived stays readable",
     .refines = "arrival.reset.behind-fin",
     .when = [](const View& v) { return in_state(v, State::close_wait); },
     .then = reset_behind_fin},

    {.id = "linux.arrival.reset.closing",
     .source = "POSIX is silent on the queue; measured: Linux 6.18, what had arrived stays readable",
     .refines = "arrival.reset.closing",
     .when = [](const View& v) { return in_state(v, State::closing) || in_state(v, State::last_ack); },
     .then = reset_with_queue_kept},

    {.id = "linux.arrival.reset.time-wait",
     .source = "RFC 9293 3.10.7.4, second; measured: Linux 6.18, TIME-WAIT ends, and the descriptor, which is "
               "kept apart from it, shows nothing",
     .refines = "arrival.reset.closing",
     .when = [](const View& v) { return in_state(v, State::time_wait); },
     .then = end_without_a_word},
};

// The acknowledgement of this end's FIN.
inline constexpr ArrivalRule ack_of_fin_rules[] = {
    {.id = "arrival.ack-of-fin.fin-wait-1",
     .source = "RFC 9293 3.10.7.4, fifth: FIN-WAIT-1",
     .when = [](const View& v) { return in_state(v, State::fin_wait_1); },
     .then = go_on_in_fin_wait_2},

    {.id = "arrival.ack-of-fin.closing",
     .source = "RFC 9293 3.10.7.4, fifth: CLOSING",
     .when = [](const View& v) { return in_state(v, State::closing); },
     .then = end_in_time_wait},

    {.id = "arrival.ack-of-fin.last-ack",
     .source = "RFC 9293 3.10.7.4, fifth: LAST-ACK",
     .when = [](const View& v) { return in_state(v, State::last_ack); },
     .then = end_in_closed},
};

}  // namespace socketcheck::model
