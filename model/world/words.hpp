// The standards' words for what a rule can ask of a view; every predicate is one line.
#pragma once

#include "model/world/view.hpp"

namespace socketcheck::model {

inline bool in_state(const View& v, State state) { return v.own().state == state; }

// RFC 9293 3.3.2: the states in which the connection exists and segments are exchanged.
inline bool is_connected(const View& v) {
  return v.own().state >= State::established && v.own().state != State::time_wait;
}

// No SYN was sent since the socket was made or left its last connection.
inline bool is_unconnected(const View& v) {
  return in_state(v, State::closed) && v.connection().handshake == Handshake::none;
}
inline bool is_listening(const View& v) { return in_state(v, State::listen); }
// connect() has sent a SYN, and no acknowledgement of it has come; in SYN-RECEIVED another SYN has crossed it.
inline bool is_connecting(const View& v) { return in_state(v, State::syn_sent) || in_state(v, State::syn_received); }

// There is or was a connection, or an attempt at one that failed.
inline bool has_or_had_connection(const View& v) {
  return !is_unconnected(v) && !is_listening(v) && !is_connecting(v);
}

// Reset or refused, or both FINs were exchanged; TIME-WAIT needs the user no more.
inline bool has_ended(const View& v) {
  return (in_state(v, State::closed) && !is_unconnected(v)) || in_state(v, State::time_wait);
}

// The states in which RFC 9293 3.10.2 accepts a SEND.
inline bool may_send(const View& v) { return in_state(v, State::established) || in_state(v, State::close_wait); }

// This end's FIN has been sent and the peer's is still to come.
inline bool waits_for_the_peers_fin(const View& v) {
  return in_state(v, State::fin_wait_1) || in_state(v, State::fin_wait_2);
}

// Certain wherever an operation's rule asks: explain() splits worlds by this question first.
inline bool has_unread(const View& v) { return v.incoming().unread_least() > 0; }
inline bool may_have_unread(const View& v) { return v.incoming().unread_most() > 0; }

// recv(2) leaves an urgent byte out, unless SO_OOBINLINE puts it into the stream (POSIX.1-2017 XSH 2.10.12).
inline bool is_inline(const View& v) { return v.has_socket() && v.socket().options.oob_inline; }
inline bool is_at_mark(const View& v) { return v.incoming().is_at_mark(); }
// The next byte of the stream is one that recv leaves out.
inline bool skips_urgent_byte(const View& v) { return is_at_mark(v) && !is_inline(v) && has_unread(v); }
// There is something for recv to return.
inline bool has_unread_behind_mark(const View& v) {
  return v.incoming().unread_least() > (skips_urgent_byte(v) ? 1 : 0);
}
inline bool urgent_byte_is_there(const View& v) {
  const Direction& in = v.incoming();
  return in.urgent == Urgent::ahead || (in.urgent == Urgent::announced && in.arrived_least > in.mark);
}
inline bool urgent_byte_may_be_there(const View& v) {
  const Direction& in = v.incoming();
  return urgent_byte_is_there(v) || (in.urgent == Urgent::announced && in.arrived_most > in.mark);
}

inline bool fin_received(const View& v) { return v.incoming().fin == Transit::arrived; }
inline bool has_pending(const View& v) { return v.socket().pending != Pending::none; }
inline bool has_noted(const View& v) { return v.socket().noted != Pending::none; }
// An error that an attempt to connect or a RST has left; EPIPE behind a FIN is apart.
inline bool has_reset_pending(const View& v) {
  const Pending pending = v.socket().pending;
  return pending == Pending::reset || pending == Pending::refused || pending == Pending::unreachable;
}
inline bool has_other_descriptors(const View& v) { return v.socket().descriptors > 1; }
inline bool read_shut(const View& v) { return v.socket().read_shut; }
inline bool write_shut(const View& v) { return v.socket().write_shut; }

// It had a connection once, or listened, and was made as new.
inline bool was_disconnected(const View& v) {
  return is_unconnected(v) && v.socket().was_disconnected;
}

// What POSIX may mean by "the socket has been shut down".
inline bool was_shut_down(const View& v) { return has_ended(v) || read_shut(v) || write_shut(v); }

// The user can take nothing more in: the descriptor is gone, or both halves were shut. A half that was shut before there
// was a connection has sent no FIN, and the end is still ESTABLISHED.
inline bool user_has_left(const View& v) {
  return !v.has_socket() || (read_shut(v) && write_shut(v) && !in_state(v, State::established));
}

// Some of what was accepted may not have been taken by the receiver for want of room.
inline bool is_full(const View& v) {
  return (v.outgoing().crowded || v.outgoing().has_many_sends()) && !v.outgoing().severed;
}

inline bool lingers_zero(const View& v) { return v.socket().linger.on && v.socket().linger.seconds == 0; }

}  // namespace socketcheck::model
