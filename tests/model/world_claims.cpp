#include "tests/model/claims.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {

using namespace model;

namespace {

// Holds for both ends of every connection that was answered, seen from each.
template <class Holds>
bool at_both_ends(const World& world, Holds holds) {
  for (std::size_t c = 0; c < world.connections.size(); ++c) {
    if (world.connections[c].handshake != Handshake::done) continue;
    for (int end = 0; end < (world.connections[c].to_itself ? 1 : 2); ++end)
      if (!holds(View::at(world, c, end))) return false;
  }
  return true;
}

// Calls f(slot) for each slot that holds a descriptor.
template <class F>
void for_each_slot(const World& world, F f) {
  for (int i = 0; i < number_of_slots; ++i)
    if (const auto slot = static_cast<Slot>(i); !world.is_empty(slot)) f(slot);
}
// Holds for the socket in each slot.
template <class Holds>
bool in_every_slot(const World& world, Holds holds) {
  bool all = true;
  for_each_slot(world, [&](Slot slot) { all = all && holds(slot, View::of(world, slot)); });
  return all;
}

// Whoever was refused, or gave up, never had a connection.
bool was_established(const View& v) {
  const auto used = [](const Direction& d) { return d.arrived_least > 0 || d.fin != Transit::none; };
  return v.connection().number == 0 || used(v.outgoing()) || used(v.incoming());
}

bool was_reset(const View& v) { return v.incoming().reset != Transit::none || v.outgoing().reset != Transit::none; }

bool allows(const Book& book, const World& world, const Operation& call, const Answer& answer) {
  for (const Allowed& allowed : allowed_in(book, world, call))
    if (allowed.admits(answer)) return true;
  return false;
}

// Bytes that the peer's stack accepted and that the reader neither took nor lost.
bool bytes_are_owed(const View& v) {
  const Direction& d = v.incoming();
  const Position left_out = d.is_at_mark() && !is_inline(v) ? 1 : 0;
  return d.unread_most() > left_out || (!d.severed && d.accepted > d.read + left_out);
}

bool no_end_of_stream_before_the_data(const Book& book, const World& world) {
  return in_every_slot(world, [&](Slot slot, const View& v) {
    if (read_shut(v) || !bytes_are_owed(v)) return true;
    return !allows(book, world, Recv{.slot = slot, .size = 1}, {.value = 0});
  });
}

// Where nobody can read any more, the stack may throw away what arrives.
bool no_byte_lost_but_by_a_reset(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    const Direction& d = v.incoming();
    return !d.severed || d.arrived_most == d.accepted || was_reset(v) || user_has_left(v);
  });
}

bool fin_behind_all_bytes(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    const Direction& d = v.incoming();
    if (!fin_received(v) || was_reset(v)) return true;  // a reset may have flushed the queue since
    return d.arrived_least == d.accepted || d.is_doubtful();
  });
}

bool positions_in_order(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    const Direction& d = v.incoming();
    return d.read <= d.arrived_least && d.arrived_least <= d.arrived_most && d.arrived_most <= d.accepted;
  });
}

// RFC 9293 figure 5: a state is a statement about the two FINs.
bool states_agree_with_the_fins(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    const bool sent = v.outgoing().fin != Transit::none;
    const bool acknowledged = v.outgoing().fin == Transit::arrived;
    const bool received = fin_received(v);
    switch (v.own().state) {
      case State::established: return !sent && !received;
      case State::fin_wait_1: return sent && !received;
      case State::fin_wait_2: return acknowledged && !received;
      case State::close_wait: return !sent && received;
      case State::closing: case State::last_ack: return sent && !acknowledged && received;  // settled: no ACK is awaited
      case State::time_wait: return acknowledged && received;
      case State::closed: return was_reset(v) || (acknowledged && received) || !was_established(v);
      case State::listen: case State::syn_sent: case State::syn_received: return false;
    }
    return false;
  });
}

bool a_reset_ends_both_ends(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    const bool has_ended = in_state(v, State::closed) || v.incoming().reset_is_late();
    return !was_reset(v) || (has_ended && v.incoming().severed && v.outgoing().severed);
  });
}

bool an_error_is_pending_only_after_a_reset(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    if (!v.has_socket() || !has_pending(v)) return true;
    return in_state(v, State::closed) && (was_reset(v) || v.socket().pending == Pending::refused);
  });
}

bool every_call_has_an_answer(const Book& book, const World& world) {
  return in_every_slot(world, [&](Slot slot, const View&) {
    for (const Operation& call : std::initializer_list<Operation>{
             Send{.slot = slot}, Recv{.slot = slot}, Shutdown{slot, Half::both}, Close{slot}, Abort{slot}, Poll{slot},
             GetError{slot}, GetSockName{slot}, GetPeerName{slot}, UnreadBytes{slot}, TcpInfo{slot}, Bind{slot, Place::r},
             Listen{slot, 1}, Connect{slot, Place::r}, Disconnect{slot}, Accept{slot, Slot::h}, Dup{slot, Slot::h}})
      if (allowed_in(book, world, call).empty()) return false;
    return true;
  });
}

// Only of Linux, and of sockets that are or were connected: POSIX lets a hang-up stand alone. Where SO_RCVLOWAT asks for more
// than one byte, or an urgent one stands next, recv returns what poll is silent on.
bool poll_foretells_recv(const Book& book, const World& world) {
  if (book.flavour() != "linux") return true;
  return in_every_slot(world, [&](Slot slot, const View& v) {
    if (is_unconnected(v) || is_listening(v)) return true;
    if (v.socket().options.receive_low_water > 1 || (v.incoming().has_mark() && v.incoming().read <= v.incoming().mark)) return true;
    const bool may_block = allows(book, world, Recv{.slot = slot, .size = 1}, {.value = -1, .error = Error::again});
    for (const Allowed& shown : allowed_in(book, world, Poll{slot})) {
      if (may_block && (shown.most & event::in) != 0) return false;
      if (!may_block && (shown.least & event::in) == 0) return false;
    }
    return true;
  });
}

// A listening socket is readable exactly if accept would not block.
bool poll_foretells_accept(const Book& book, const World& world) {
  return in_every_slot(world, [&](Slot slot, const View& v) {
    if (!is_listening(v)) return true;
    const bool would_block = allows(book, world, Accept{slot, Slot::h}, {.value = -1, .error = Error::again});
    for (const Allowed& shown : allowed_in(book, world, Poll{slot})) {
      if (would_block && (shown.most & event::in) != 0) return false;
      if (!would_block && (shown.least & event::in) == 0) return false;
    }
    return true;
  });
}

// Each in one queue, at a place of its own, from the first on; and only a listener has a queue.
bool queues_are_in_order(const Book&, const World& world) {
  for (const Connection& c : world.connections) {
    if (c.listener == nobody) continue;
    const Socket& listener = world.socket(c.listener);
    if (listener.connection == nobody) return false;  // closed, and its queue left behind
    if (world.connection(listener.connection).ends[static_cast<std::size_t>(listener.end)].state != State::listen) return false;
    if (c.ends[1].socket == nobody || world.socket(c.ends[1].socket).descriptors != 0) return false;
    if (c.place_in_queue < 1 || c.place_in_queue > waiting_in_queue(world, c.listener)) return false;
  }
  return true;
}

// No more wait than Linux lets in: one more than the backlog of the moment in which they came, at most 1 here.
bool queues_are_bounded(const Book& book, const World& world) {
  if (book.flavour() != "linux") return true;
  return in_every_slot(world, [&](Slot, const View& v) {
    return !is_listening(v) || waiting_in_queue(world, v.own().socket) <= 2;
  });
}

// The slots that hold a socket are as many as its descriptors.
bool descriptors_are_counted(const Book&, const World& world) {
  for (std::size_t i = 0; i < world.sockets.size(); ++i) {
    int slots = 0;
    for_each_slot(world, [&](Slot slot) { slots += world.socket_of(slot) == static_cast<std::int8_t>(i) ? 1 : 0; });
    if (world.sockets[i].connection != nobody && slots != world.sockets[i].descriptors) return false;
  }
  return true;
}

bool no_place_has_two_owners_unless_shared(const Book&, const World& world) {
  for (std::size_t i = 0; i < world.sockets.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const Socket& one = world.sockets[i];
      const Socket& other = world.sockets[j];
      const bool both_given = one.connection != nobody && other.connection != nobody && one.place_given && other.place_given;
      const bool asks_to_share = one.options.reuse_address || one.options.reuse_port || one.port_changed ||
                                 other.options.reuse_address || other.options.reuse_port || other.port_changed;
      if (both_given && name_of(one).place == name_of(other).place && one.any == other.any && !asks_to_share) return false;
    }
  return true;
}

bool is_over(const World& world) {
  return at_both_ends(world, [](const View& v) { return !v.has_socket() && has_ended(v); });
}

// What a window held back has come in the end, in some of the worlds.
Worlds with_everything_arrived(const Book& book, const Worlds& worlds) {
  Worlds now = worlds;
  for (std::size_t before = 0; before != now.size();) {
    before = now.size();
    Worlds later;
    settle_each(book, now, later, nullptr);
    now.insert(now.end(), later.begin(), later.end());
    remove_duplicates(now);
  }
  return now;
}

bool closing_everything_ends_it(const Book& book, const World& world) {
  Worlds now = {world};
  for (int i = 0; i < number_of_slots; ++i) {
    const auto slot = static_cast<Slot>(i);
    if (now.front().is_empty(slot)) continue;
    Worlds moved;
    explain(book, now, Close{slot}, {}, moved);
    if (moved.empty()) return false;
    now.clear();
    settle_each(book, moved, now, nullptr);
    remove_duplicates(now);
  }
  for (const World& one : with_everything_arrived(book, now))
    if (is_over(one) && !has_prompt_arrivals(one)) return true;
  return false;
}

}  // namespace

const std::vector<WorldClaim>& world_claims() {
  static const std::vector<WorldClaim> claims = {
      {"no end of the stream before all data", no_end_of_stream_before_the_data},
      {"no byte is lost but by a reset", no_byte_lost_but_by_a_reset},
      {"a FIN arrives behind all bytes", fin_behind_all_bytes},
      {"positions are in order", positions_in_order},
      {"states agree with the FINs", states_agree_with_the_fins},
      {"a reset ends both ends", a_reset_ends_both_ends},
      {"an error is pending only after a reset", an_error_is_pending_only_after_a_reset},
      {"every call has an answer", every_call_has_an_answer},
      {"poll foretells recv", poll_foretells_recv},
      {"poll foretells accept", poll_foretells_accept},
      {"queues are in order", queues_are_in_order},
      {"queues are bounded", queues_are_bounded},
      {"descriptors are counted", descriptors_are_counted},
      {"no place has two owners unless shared", no_place_has_two_owners_unless_shared},
      {"closing everything ends it", closing_everything_ends_it},
  };
  return claims;
}

}  // namespace socketcheck::tests
