// What calls and segments do to an end, named once and used by the rules of several operations.
#pragma once

#include "model/world/places.hpp"
#include "model/world/queue.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

// Nothing more travels on this connection in either direction. What a held wire has in its hand still does.
inline void sever(View& v) {
  if (v.world().wire_is_held) return;
  v.outgoing().severed = v.incoming().severed = true;
  v.outgoing().held = v.incoming().held = false;
}

// A port that the system chose is the system's again when the connection has ended; one that bind() named stays.
inline void give_up_chosen_place(View& v) {
  if (v.has_socket() && !v.socket().place_given) v.socket().owns_place = false;
}

// The end is gone (RFC 9293 3.3.2, CLOSED).
inline void end_in_closed(View& v) {
  v.own().state = State::closed;
  give_up_chosen_place(v);
}
inline void end_in_time_wait(View& v) {
  v.own().state = State::time_wait;
  if (v.has_socket()) v.own().sharing = v.socket().sharing();
  give_up_chosen_place(v);
}

// The receiver is told of an urgent byte.
inline void learn_mark(View& receiver) { receiver.incoming().learn_mark(is_inline(receiver)); }
inline void take_all_that_comes(View& receiver) {
  learn_mark(receiver);
  receiver.incoming().arrive_all();
}

// RFC 9293 3.10.5: a RST goes out, the queues are flushed, the end is gone.
inline void send_reset(View& v) {
  v.outgoing().reset = Transit::in_flight;
  if (v.world().wire_is_held) return end_in_closed(v);
  // What left before the RST arrives before it, unless this end itself was to take it; what a window or Nagle held back
  // is lost.
  if (v.outgoing().is_prompt() && !v.connection().to_itself) {
    View peer = v.from_the_peer();
    take_all_that_comes(peer);
  }
  if (v.outgoing().is_late()) v.outgoing().arrived_most = v.outgoing().may_have_arrived();
  sever(v);
  end_in_closed(v);
}

// RFC 9293 3.10.4: the FIN is queued behind all accepted bytes, and pushes what Nagle's algorithm held.
inline void send_fin(View& v) {
  v.own().state = after_sending_fin(v.own().state);
  v.outgoing().fin = Transit::in_flight;
  v.outgoing().held = false;
}

// The reader takes bytes; a queue that was read to the end has room again, unless nothing can come any more.
inline void take_from_queue(Direction& d, Position bytes) {
  d.read += bytes;
  d.arrived_least = std::max(d.arrived_least, d.read);
  d.pass_mark();
  if (d.read == d.accepted && !d.severed) d.crowded = false;
}

// The stack takes bytes from the writer, and may hold them back until a later call pushes them. `window` is what the
// receiver takes for certain.
inline void put_into_queue(Direction& d, Position bytes, bool may_be_held, Position window) {
  d.accepted += bytes;
  if (bytes > 0) d.held = may_be_held;
  if (d.narrow && bytes > 0 && !d.has_many_sends()) ++d.sends;
  if (d.accepted - d.read > (d.narrow ? std::min(window, narrow_window) : window) || d.has_many_sends())
    d.crowded = true;
  if (d.is_late()) d.arrived_most = std::max(d.arrived_most, d.may_have_arrived());
}

// The buffers that the program has set are those of this end's connection, if there is one.
inline void narrow_by_buffers(View& v) {
  const Options& options = v.socket().options;
  const bool has_connection = is_connected(v) || is_connecting(v);
  if (has_connection && options.receive_buffer_set) v.incoming().become_narrow();
  if (has_connection && options.send_buffer_set) v.outgoing().become_narrow();
}

// Without address the name is only a port, which nobody is asked to keep any more (Linux connect(2), AF_UNSPEC).
inline void lose_chosen_address(Socket& socket) {
  if (socket.address_given || socket.any) return;
  if (socket.named == Named::place) socket.named = Named::port_only;
  if (!socket.place_given) return;
  socket.place = port_of(socket.place);
  socket.any = true;
}

// The socket lets go of its connection, which goes on without it, and is as new but for a name that bind() gave. The
// view stays at the end that was left.
inline void leave_connection(View& v) {
  World& world = v.world();
  Socket& socket = v.socket();
  const std::int8_t number = v.own().socket;
  if (!in_state(v, State::time_wait)) v.own().sharing = socket.sharing();
  v.own().socket = nobody;
  socket.connection = world.add_connection();
  socket.end = 0;
  world.connection(socket.connection).ends[0].socket = number;
  socket.attempt = Attempt::none;
  socket.read_shut = socket.write_shut = false;
  socket.noted_for_sure = false;
  socket.was_disconnected = true;
  lose_chosen_address(socket);
}

// The SYN is not sent again (RFC 9293 3.10.4, SYN-SENT).
inline void give_up_connecting(View& v) {
  v.connection().handshake = Handshake::done;
  sever(v);
  end_in_closed(v);
  v.socket().pending = Pending::reset;
  leave_connection(v);
}

inline bool somebody_waits(const View& v) { return next_in_queue(v.world(), v.own().socket) != nobody; }

// How the connections end that still wait when their listener goes (RFC 9293 3.10.4, LISTEN, speaks of RECEIVEs; POSIX
// is silent).
using EndOfWaiting = void (*)(View&);
inline void reset_waiting(View& child) {
  if (!has_ended(child)) send_reset(child);
}
inline void close_waiting(View& child) {
  if (may_send(child)) send_fin(child);
}

// The socket listens no more; a port that the system chose is the system's again.
inline void stop_listening(View& v, EndOfWaiting end_of_waiting = reset_waiting) {
  World& world = v.world();
  while (somebody_waits(v)) {
    const std::int8_t next = next_in_queue(world, v.own().socket);
    Connection& waiting = world.connection(next);
    take_from_queue(world, waiting);
    View child(world, next, 1);
    end_of_waiting(child);
    world.forget_socket(waiting.ends[1].socket);
  }
  end_in_closed(v);
  v.socket().backlog = 0;
  v.socket().was_disconnected = true;
  forget_aims(world, v.socket());
}

}  // namespace socketcheck::model
