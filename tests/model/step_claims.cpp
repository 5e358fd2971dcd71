#include <algorithm>

#include "tests/model/claims.hpp"

namespace socketcheck::tests {

using namespace model;

namespace {

// The end on whose socket the call is made; of socket(), none.
struct Caller {
  std::int8_t connection = nobody;
  std::int8_t end = 0;
  bool is(std::size_t c, std::size_t one) const {
    return connection == static_cast<std::int8_t>(c) && end == static_cast<std::int8_t>(one);
  }
};
Caller caller(const Step& step) {
  const std::int8_t number = step.before.socket_of(slot_of(step.call));
  if (number == nobody || std::holds_alternative<NewSocket>(step.call)) return {};
  const Socket& socket = step.before.socket(number);
  return {socket.connection, socket.end};
}
// Only where it is not empty.
const Socket& callers_socket(const Step& step, const World& world) { return world.socket(step.before.socket_of(slot_of(step.call))); }

bool was_reset(const Connection& c) {
  return std::any_of(c.directions.begin(), c.directions.end(), [](const Direction& d) { return d.reset != Transit::none; });
}

std::size_t reader_of(const Connection& c, std::size_t writer) { return c.to_itself ? writer : 1 - writer; }

bool reader_takes_no_more(const World& world, const Connection& c, std::size_t writer) {
  const End& reader = c.ends[reader_of(c, writer)];
  return reader.socket == nobody || world.socket(reader.socket).read_shut;
}

// Calls holds(number, before, now) for each connection that was there before.
template <class Holds>
bool for_every_connection(const Step& step, const World& world, Holds holds) {
  for (std::size_t c = 0; c < step.before.connections.size(); ++c) {
    const Connection& before = step.before.connections[c];
    const Connection& now = world.connections[c];
    if (before.handshake != Handshake::done || now.handshake != Handshake::done) continue;
    if (!holds(c, before, now)) return false;
  }
  return true;
}

Position bytes_sent(const Step& step) {
  return std::holds_alternative<Send>(step.call) && !step.seen.failed() ? static_cast<Position>(step.seen.value) : 0;
}
Position bytes_taken(const Step& step) {
  const auto* recv = std::get_if<Recv>(&step.call);
  return recv != nullptr && !recv->peek && !step.seen.failed() ? static_cast<Position>(step.seen.value) : 0;
}

// What send accepted and recv took is all that moves; what has arrived stays, unless a reset flushes the queue.
bool bytes_are_conserved(const Step& step, const World& world) {
  return for_every_connection(step, world, [&](std::size_t c, const Connection& earlier, const Connection& later) {
    for (std::size_t writer = 0; writer < 2; ++writer) {
      const Direction& before = earlier.directions[writer];
      const Direction& now = later.directions[writer];
      if (now.accepted != before.accepted + (caller(step).is(c, writer) ? bytes_sent(step) : 0)) return false;
      const Position read = before.read + (caller(step).is(c, reader_of(earlier, writer)) ? bytes_taken(step) : 0);
      // The byte at a mark that the reader stands at may be passed beside what is read, and one that is on its way, too.
      const Position marks = (before.has_mark() ? 1 : 0) + (before.mark_in_flight ? 1 : 0);
      const bool passed = now.read > read && now.read <= read + marks;
      if (now.read != read && !passed && !(now.read > read && reader_takes_no_more(world, later, writer))) return false;
      if (now.arrived_least < before.arrived_least && !was_reset(later)) return false;
    }
    return true;
  });
}

bool fins_and_resets_go_forward(const Step& step, const World& world) {
  return for_every_connection(step, world, [](std::size_t, const Connection& before, const Connection& now) {
    for (std::size_t writer = 0; writer < 2; ++writer)
      if (now.directions[writer].fin < before.directions[writer].fin || now.directions[writer].reset < before.directions[writer].reset)
        return false;
    return true;
  });
}

bool nothing_is_accepted_behind_a_fin(const Step& step, const World&) {
  if (bytes_sent(step) == 0) return true;
  const Caller by = caller(step);
  return step.before.connection(by.connection).directions[static_cast<std::size_t>(by.end)].fin == Transit::none;
}

// RFC 9293 figure 5, what the user's CLOSE does; TCP_INFO only sees an acknowledgement that has come.
bool moves_by_call(State from, State to) {
  return (from == State::established && to == State::fin_wait_1) || (from == State::close_wait && to == State::last_ack) ||
         (from == State::fin_wait_1 && to == State::fin_wait_2);
}
// The same figure, what segments do, one after another.
bool moves_by_arrivals(State from, State to) {
  if (from == to) return true;
  switch (from) {
    case State::established: return to == State::close_wait;
    case State::fin_wait_1: return to == State::fin_wait_2 || to == State::closing || to == State::time_wait;
    case State::fin_wait_2: case State::closing: return to == State::time_wait;
    case State::last_ack: return to == State::closed;
    case State::closed: case State::listen: case State::syn_sent: case State::syn_received: case State::close_wait:
    case State::time_wait: return false;
  }
  return false;
}

constexpr State every_state[] = {State::closed,     State::listen,     State::syn_sent,   State::syn_received,
                                 State::established, State::fin_wait_1, State::fin_wait_2, State::close_wait,
                                 State::closing,    State::last_ack,   State::time_wait};

// Late segments may arrive before the call, others after it.
bool moves_with_one_call(State from, State to) {
  for (const State early : every_state)
    for (const State late : every_state)
      if (moves_by_arrivals(from, early) && moves_by_call(early, late) && moves_by_arrivals(late, to)) return true;
  return false;
}

bool waited_for_the_caller(const Step& step, const Connection& before, std::size_t end) {
  return end == 1 && waits_in_queue_of(before, step.before.socket_of(slot_of(step.call)));
}

bool states_move_along_figure_5(const Step& step, const World& world) {
  return for_every_connection(step, world, [&](std::size_t c, const Connection& before, const Connection& now) {
    for (std::size_t end = 0; end < 2; ++end) {
      const State from = before.ends[end].state;
      const State to = now.ends[end].state;
      if (to == State::closed && was_reset(now)) continue;
      // A new connection has taken the names, or AF_UNSPEC has let go of an end that waited for nothing but an ACK.
      if (to == State::closed && (from == State::time_wait || from == State::closing) && now.number != 0) continue;
      if (moves_by_arrivals(from, to)) continue;
      if ((caller(step).is(c, end) || waited_for_the_caller(step, before, end)) && moves_with_one_call(from, to)) continue;
      return false;
    }
    return true;
  });
}

// RFC 9293 3.6: the end that closes last owes no TIME-WAIT; both have one only where their FINs crossed.
bool time_wait_is_the_active_ends(const Step& step, const World& world) {
  return for_every_connection(step, world, [](std::size_t, const Connection& before, const Connection& now) {
    for (std::size_t end = 0; end < 2; ++end) {
      const State from = before.ends[end].state;
      const bool passive = from == State::close_wait || from == State::last_ack;
      if (passive && now.ends[end].state == State::time_wait) return false;
    }
    return true;
  });
}

bool reports_an_error(const Step& step) {
  if (std::holds_alternative<GetError>(step.call)) return step.seen.value != 0;
  const bool transfers = std::holds_alternative<Send>(step.call) || std::holds_alternative<Recv>(step.call);
  if (!transfers || !step.seen.failed() || callers_socket(step, step.before).pending == Pending::none) return false;
  // On a socket that is not connected another error may come first, and leaves the pending one alone.
  return has_or_had_connection(View::of(step.before, slot_of(step.call))) ||
         step.seen.error == error_of(callers_socket(step, step.before).pending);
}

bool an_error_is_reported_once(const Step& step, const World& world) {
  return !reports_an_error(step) || callers_socket(step, world).pending == Pending::none;
}

// But for EAGAIN and ENOTCONN, a send that failed says that the connection can't be written any more.
bool no_send_succeeds_after_one_failed(const Step& step, const World& world) {
  if (!std::holds_alternative<Send>(step.call) || !step.seen.failed() || step.seen.error == Error::again) return true;
  if (step.seen.error == Error::not_connected) return true;  // yet
  const Caller by = caller(step);
  const State state = world.connection(by.connection).ends[static_cast<std::size_t>(by.end)].state;
  const bool writable = state == State::established || state == State::close_wait;
  return !writable || callers_socket(step, world).write_shut;
}

// Settling a settled world changes nothing.
bool settled_is_settled(const Step& step, const World& world) {
  for (const World& settled : step.after) {
    if (&settled != &world) continue;
    World again = world;
    Worlds more;
    settle(step.book, again, more);
    return again == world && more.empty();
  }
  return true;
}

// A descriptor goes by close and abort alone, and comes by the calls that make one.
bool only_closing_closes(const Step& step, const World& world) {
  const bool closes = std::holds_alternative<Close>(step.call) || std::holds_alternative<Abort>(step.call);
  const auto made = slot_made_by(step.call);
  for (int i = 0; i < number_of_slots; ++i) {
    const auto slot = static_cast<Slot>(i);
    bool expected = step.before.is_empty(slot) || (closes && slot_of(step.call) == slot);
    if (made == slot && !step.seen.failed()) expected = false;
    if (world.is_empty(slot) != expected) return false;
  }
  return true;
}

// POSIX.1-2017 accept(): the first on the queue, each once.
bool accept_takes_the_first(const Step& step, const World& world) {
  if (!std::holds_alternative<Accept>(step.call) || step.seen.failed()) return true;
  const std::int8_t listener = step.before.socket_of(slot_of(step.call));
  const std::int8_t first = next_in_queue(step.before, listener);
  if (first == nobody) return true;  // a late one
  return world.connection(first).listener == nobody && world.socket_of(*slot_made_by(step.call)) == world.connection(first).ends[1].socket;
}

}  // namespace

const std::vector<StepClaim>& step_claims() {
  static const std::vector<StepClaim> claims = {
      {"bytes are conserved", bytes_are_conserved},
      {"FINs and resets go forward", fins_and_resets_go_forward},
      {"nothing is accepted behind a FIN", nothing_is_accepted_behind_a_fin},
      {"states move along figure 5", states_move_along_figure_5},
      {"TIME-WAIT is the active end's", time_wait_is_the_active_ends},
      {"an error is reported once", an_error_is_reported_once},
      {"no send succeeds after one failed", no_send_succeeds_after_one_failed},
      {"settled is settled", settled_is_settled},
      {"only closing closes a descriptor", only_closing_closes},
      {"accept takes the first", accept_takes_the_first},
  };
  return claims;
}

}  // namespace socketcheck::tests
