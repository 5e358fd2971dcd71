// What a SYN does where it arrives (RFC 9293 3.10.7.1 and 3.10.7.2). The view is the passive end's, which does not exist
// yet; of a connection to itself, the one end's.
#pragma once

#include <vector>

#include "model/rules/rule.hpp"
#include "model/world/effects.hpp"

namespace socketcheck::model {

// The target has sent a SYN the other way and waits in SYN-SENT.
inline bool meets_another_syn(const View& v) {
  return !v.connection().to_itself && state_between(v.world(), v.own().place, v.peer().place) == State::syn_sent;
}

inline std::int8_t listener_for(const View& v) {
  const std::int8_t aimed_at = v.connection().aimed_at;
  return aimed_at != nobody ? aimed_at : listener_at(v.world(), v.own().place);
}
// A connection that is being made to these two names has the SYN before any listener.
inline bool somebody_listens(const View& v) {
  return !v.connection().to_itself && !meets_another_syn(v) && listener_for(v) != nobody;
}
// Where several listen, any of them may get the SYN: one in `world`, and each of the others in a world of its own.
inline void choose_listener(World& world, std::int8_t connection, std::vector<World>& more) {
  const View v = View::at(world, static_cast<std::size_t>(connection), world.connection(connection).to_itself ? 0 : 1);
  if (v.connection().aimed_at != nobody || !somebody_listens(v)) return;
  const Listeners listeners = listeners_at(world, v.own().place);
  for (std::size_t i = 1; i < listeners.size(); ++i) more.emplace_back(world).connection(connection).aimed_at = listeners[i];
  if (listeners.size() > 1) world.connection(connection).aimed_at = listeners[0];
}
inline std::uint32_t backlog_for(const View& v) { return v.world().socket(listener_for(v)).backlog; }
inline std::uint32_t length_of_queue(const View& v) { return waiting_in_queue(v.world(), listener_for(v)); }

// The passive end of an earlier connection had the same two names and is still in TIME-WAIT.
inline bool names_are_in_time_wait(const View& v) {
  return state_between(v.world(), v.own().place, v.peer().place) == State::time_wait;
}
// Of that earlier connection nothing is kept any more: the new one has its names, or a RST for them has ended it.
inline void forget_earlier_connection(View& v) { forget_time_wait_between(v.world(), v.own().place, v.peer().place); }

inline void narrow_by_buffers_of_both(View& v) {
  View peer = v.from_the_peer();
  if (v.has_socket()) narrow_by_buffers(v);
  if (peer.has_socket()) narrow_by_buffers(peer);
}

// The socket that sent the other SYN becomes the passive end.
inline void cross(View& v) {
  World& world = v.world();
  const auto other = std::find_if(world.connections.begin(), world.connections.end(), [&](const Connection& c) {
    return c.ends[0].state == State::syn_sent && c.ends[0].place == v.own().place && c.ends[1].place == v.peer().place;
  });
  const std::int8_t socket = other->ends[0].socket;
  other->handshake = Handshake::crossed;
  other->ends[0].state = State::closed;
  other->ends[0].socket = nobody;
  world.socket(socket).connection = v.connection_number();
  world.socket(socket).end = 1;
  v.own().socket = socket;
  v.connection().handshake = Handshake::done;
  v.connection().aimed_at = nobody;
  v.own().state = v.peer().state = State::established;
  if (write_shut(v)) send_fin(v);
}

// What the socket that waits to be accepted has from its listener (POSIX.1-2017 accept() is silent; Linux accept(2)).
enum class Inherits : std::uint8_t { everything, options_of_the_socket_level, nothing };

inline void make_accepted_socket(View& v, std::int8_t listener, Inherits inherits) {
  World& world = v.world();
  const std::int8_t number = world.add_socket(v.connection_number(), 1);
  const Socket& from = world.socket(listener);
  Socket& socket = world.socket(number);
  if (inherits == Inherits::everything) {
    socket.read_shut = from.read_shut;
    socket.write_shut = from.write_shut;
    socket.no_delay = from.no_delay;
  }
  if (inherits != Inherits::nothing) {
    socket.linger = from.linger;
    socket.options = from.options;
    socket.port_changed = from.port_changed;
  }
  socket.attempt = Attempt::made;
  socket.place = v.own().place;
  socket.owns_place = true;
  socket.address_given = from.named == Named::place && from.address_given;
  socket.named = Named::place;
}

inline void establish_with(View& v, Inherits inherits) {
  const std::int8_t listener = listener_for(v);
  forget_earlier_connection(v);
  v.connection().handshake = Handshake::done;
  v.connection().aimed_at = nobody;
  v.own().state = v.peer().state = State::established;
  make_accepted_socket(v, listener, inherits);
  put_at_the_end_of_queue(v.world(), v.connection(), listener);
  narrow_by_buffers_of_both(v);
  if (write_shut(v)) send_fin(v);  // handed on by a listener whose write half was shut before it listened
}
inline void establish(View& v) { establish_with(v, Inherits::everything); }
inline void establish_and_inherit_options_of_the_socket_level(View& v) { establish_with(v, Inherits::options_of_the_socket_level); }
inline void establish_and_inherit_nothing(View& v) { establish_with(v, Inherits::nothing); }
inline void establish_to_itself(View& v) {
  v.connection().handshake = Handshake::done;
  v.own().state = State::established;
  narrow_by_buffers(v);
  if (write_shut(v)) send_fin(v);
}
inline void refuse(View& v) {
  v.connection().handshake = Handshake::done;
  v.connection().aimed_at = nobody;
  sever(v);
  View active = v.from_the_peer();
  end_in_closed(active);
  active.socket().pending = Pending::refused;
}
inline void wait_for_room(View& v) {
  forget_earlier_connection(v);
  v.connection().handshake = Handshake::waits_for_room;
}

inline bool finds_room(const View& v) { return somebody_listens(v) && length_of_queue(v) < backlog_for(v); }
inline bool finds_no_room(const View& v) { return somebody_listens(v) && length_of_queue(v) >= backlog_for(v); }

inline constexpr ArrivalRule syn_rules[] = {
    {.id = "arrival.syn.room",
     .source = "RFC 9293 3.10.7.2, LISTEN; POSIX.1-2017 listen(): backlog is a hint; POSIX.1-2017 accept() is silent on inherited options",
     .when = [](const View& v) { return finds_room(v) && !names_are_in_time_wait(v); },
     .then = establish,
     .or_then = {establish_and_inherit_options_of_the_socket_level, establish_and_inherit_nothing}},

    {.id = "arrival.syn.beyond-backlog",
     .source = "POSIX.1-2017 listen(): the implementation may limit the queue; POSIX.1-2017 connect() ERRORS [ECONNREFUSED]: refused",
     .when = [](const View& v) { return finds_no_room(v) && !names_are_in_time_wait(v); },
     .then = establish,
     .or_then = {establish_and_inherit_options_of_the_socket_level, establish_and_inherit_nothing, wait_for_room, refuse}},

    {.id = "arrival.syn.time-wait",
     .source = "RFC 9293 3.6.1 [MAY-2] and 3.10.7.4, first: a SYN for a connection in TIME-WAIT",
     .when = [](const View& v) { return somebody_listens(v) && names_are_in_time_wait(v); },
     .then = establish,
     .or_then = {establish_and_inherit_options_of_the_socket_level, establish_and_inherit_nothing, wait_for_room}},

    {.id = "arrival.syn.refused",
     .source = "RFC 9293 3.10.7.1 and 3.5.2, group 1: a segment for no connection causes a RST; RFC 9293 3.10.7.3, second",
     .when = [](const View& v) {
       return !v.connection().to_itself && !somebody_listens(v) && !names_are_in_time_wait(v) && !meets_another_syn(v);
     },
     .then = refuse},

    {.id = "arrival.syn.crossing",
     .source = "RFC 9293 3.5, figure 7 and 3.10.7.3, fourth: a simultaneous open",
     .when = [](const View& v) { return meets_another_syn(v); },
     .then = cross},

    {.id = "arrival.syn.time-wait-without-listener",
     .source = "RFC 9293 3.10.7.4, first: a SYN for a connection in TIME-WAIT",
     .when = [](const View& v) { return !v.connection().to_itself && !somebody_listens(v) && names_are_in_time_wait(v); },
     .then = refuse,
     .or_then = {wait_for_room}},

    {.id = "arrival.syn.own",
     .source = "RFC 9293 3.5, figure 7 and 3.10.7.3, fourth: a simultaneous open, here of one end with itself",
     .when = [](const View& v) { return v.connection().to_itself; },
     .then = establish_to_itself},
};

inline constexpr ArrivalRule linux_syn_rules[] = {
    {.id = "linux.arrival.syn.room",
     .source = "POSIX is silent on options of an accepted socket; measured: Linux 6.18, they are the listener's at this moment",
     .refines = "arrival.syn.room",
     .when = [](const View& v) { return finds_room(v) && !names_are_in_time_wait(v); },
     .then = establish},

    {.id = "linux.arrival.syn.one-more",
     .source = "POSIX is silent on one more than the backlog; Linux listen(2); measured: Linux 6.18, the queue takes one more",
     .refines = "arrival.syn.beyond-backlog",
     .when = [](const View& v) {
       return finds_no_room(v) && length_of_queue(v) == backlog_for(v) && !names_are_in_time_wait(v);
     },
     .then = establish},

    {.id = "linux.arrival.syn.full",
     .source = "POSIX is silent on what becomes of the SYN; Linux tcp(7) tcp_abort_on_overflow; measured: Linux 6.18, it is "
               "dropped, and sent again after 1 s",
     .refines = "arrival.syn.beyond-backlog",
     .when = [](const View& v) {
       return finds_no_room(v) && length_of_queue(v) > backlog_for(v) && !names_are_in_time_wait(v);
     },
     .then = wait_for_room},

    {.id = "linux.arrival.syn.time-wait",
     .source = "RFC 9293 3.6.1 [MAY-2]; measured: Linux 6.18, established, or dropped and sent again",
     .refines = "arrival.syn.time-wait",
     .when = [](const View& v) { return somebody_listens(v) && names_are_in_time_wait(v); },
     .then = establish,
     .or_then = {wait_for_room}},
};

}  // namespace socketcheck::model
