#include "tests/model/claims.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {

using namespace model;

namespace {

constexpr int ends[] = {0, 1};

View view_of(World& world, int end) { return {world, 0, static_cast<std::int8_t>(end)}; }

// Holds for both ends, seen from each.
template <class Holds>
bool at_both_ends(const World& world, Holds holds) {
  World copy = world;
  for (const int end : ends)
    if (!holds(view_of(copy, end))) return false;
  return true;
}

Slot slot_of_end(int end) { return static_cast<Slot>(end); }

bool was_reset(const View& v) { return v.incoming().reset != Transit::none || v.outgoing().reset != Transit::none; }

bool allows(const Book& book, const World& world, const Operation& call, const Answer& answer) {
  for (const Allowed& allowed : allowed_in(book, world, call))
    if (allowed.admits(answer)) return true;
  return false;
}

// Bytes that the peer's stack accepted and that the reader neither took nor lost.
bool bytes_are_owed(const View& v) {
  const Direction& d = v.incoming();
  return d.unread_most() > 0 || (!d.severed && d.accepted > d.read);
}

bool no_end_of_stream_before_the_data(const Book& book, const World& world) {
  return at_both_ends(world, [&](const View& v) {
    if (!v.has_socket() || read_shut(v) || !bytes_are_owed(v)) return true;
    return !allows(book, world, Recv{.slot = slot_of_end(v.end_number()), .size = 1}, {.value = 0});
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
      case State::closed: return was_reset(v) || (acknowledged && received);
      case State::listen: case State::syn_sent: case State::syn_received: return false;
    }
    return false;
  });
}

bool a_reset_ends_both_ends(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    return !was_reset(v) || (in_state(v, State::closed) && v.incoming().severed && v.outgoing().severed);
  });
}

bool an_error_is_pending_only_after_a_reset(const Book&, const World& world) {
  return at_both_ends(world, [](const View& v) {
    return !v.has_socket() || !has_pending(v) || (was_reset(v) && in_state(v, State::closed));
  });
}

bool every_call_has_an_answer(const Book& book, const World& world) {
  return at_both_ends(world, [&](const View& v) {
    if (!v.has_socket()) return true;
    const Slot slot = slot_of_end(v.end_number());
    for (const Operation& call : std::initializer_list<Operation>{
             Send{.slot = slot}, Recv{.slot = slot}, Shutdown{slot, Half::both}, Close{slot}, Abort{slot}, Poll{slot},
             GetError{slot}, GetPeerName{slot}, UnreadBytes{slot}, TcpInfo{slot}})
      if (allowed_in(book, world, call).empty()) return false;
    return true;
  });
}

// Only of Linux: POSIX lets a hang-up stand alone.
bool poll_foretells_recv(const Book& book, const World& world) {
  if (book.flavour() != "linux") return true;
  return at_both_ends(world, [&](const View& v) {
    if (!v.has_socket()) return true;
    const Slot slot = slot_of_end(v.end_number());
    const bool may_block = allows(book, world, Recv{.slot = slot, .size = 1}, {.value = -1, .error = Error::again});
    for (const Allowed& shown : allowed_in(book, world, Poll{slot})) {
      if (may_block && (shown.most & event::in) != 0) return false;
      if (!may_block && (shown.least & event::in) == 0) return false;
    }
    return true;
  });
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

bool closing_both_ends_it(const Book& book, const World& world) {
  Worlds now = {world};
  for (const int end : ends) {
    if (now.front().is_empty(slot_of_end(end))) continue;
    Worlds moved;
    explain(book, now, Close{slot_of_end(end)}, {}, moved);
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
      {"closing both ends it", closing_both_ends_it},
  };
  return claims;
}

}  // namespace socketcheck::tests
