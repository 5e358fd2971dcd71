#include "tests/model/claims.hpp"

namespace socketcheck::tests {

using namespace model;

namespace {

const Connection& connection(const World& world) { return world.connections[0]; }

// The end that calls is that of the slot: slot a is end 0, slot b is end 1.
std::size_t caller(const Step& step) { return static_cast<std::size_t>(slot_of(step.call)); }

bool was_reset(const World& world) {
  for (const Direction& d : connection(world).directions)
    if (d.reset != Transit::none) return true;
  return false;
}

bool reader_takes_no_more(const World& world, std::size_t writer) {
  const End& reader = connection(world).ends[1 - writer];
  return reader.socket == nobody || world.sockets[static_cast<std::size_t>(reader.socket)].read_shut;
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
  for (std::size_t writer = 0; writer < 2; ++writer) {
    const Direction& before = connection(step.before).directions[writer];
    const Direction& now = connection(world).directions[writer];
    const bool calls = writer == caller(step);
    if (now.accepted != before.accepted + (calls ? bytes_sent(step) : 0)) return false;
    const Position read = before.read + (calls ? 0 : bytes_taken(step));
    if (now.read != read && !(now.read > read && reader_takes_no_more(world, writer))) return false;
    if (now.arrived_least < before.arrived_least && !was_reset(world)) return false;
  }
  return true;
}

bool fins_and_resets_go_forward(const Step& step, const World& world) {
  for (std::size_t writer = 0; writer < 2; ++writer) {
    const Direction& before = connection(step.before).directions[writer];
    const Direction& now = connection(world).directions[writer];
    if (now.fin < before.fin || now.reset < before.reset) return false;
  }
  return true;
}

bool nothing_is_accepted_behind_a_fin(const Step& step, const World&) {
  return bytes_sent(step) == 0 || connection(step.before).directions[caller(step)].fin == Transit::none;
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

bool states_move_along_figure_5(const Step& step, const World& world) {
  for (std::size_t end = 0; end < 2; ++end) {
    const State from = connection(step.before).ends[end].state;
    const State to = connection(world).ends[end].state;
    if (to == State::closed && was_reset(world)) continue;
    if (moves_by_arrivals(from, to)) continue;
    if (end == caller(step) && moves_with_one_call(from, to)) continue;
    return false;
  }
  return true;
}

// RFC 9293 3.6: the end that closes last owes no TIME-WAIT; both have one only where their FINs crossed.
bool time_wait_is_the_active_ends(const Step& step, const World& world) {
  for (std::size_t end = 0; end < 2; ++end) {
    const State from = connection(step.before).ends[end].state;
    const bool passive = from == State::close_wait || from == State::last_ack;
    if (passive && connection(world).ends[end].state == State::time_wait) return false;
  }
  return true;
}

bool reports_an_error(const Step& step) {
  const auto& socket = step.before.sockets[caller(step)];
  if (std::holds_alternative<GetError>(step.call)) return step.seen.value != 0;
  const bool transfers = std::holds_alternative<Send>(step.call) || std::holds_alternative<Recv>(step.call);
  return transfers && step.seen.failed() && socket.pending != Pending::none;
}

bool an_error_is_reported_once(const Step& step, const World& world) {
  return !reports_an_error(step) || world.sockets[caller(step)].pending == Pending::none;
}

// But for EAGAIN, a send that failed says that the connection can't be written any more.
bool no_send_succeeds_after_one_failed(const Step& step, const World& world) {
  if (!std::holds_alternative<Send>(step.call) || !step.seen.failed() || step.seen.error == Error::again) return true;
  const State state = connection(world).ends[caller(step)].state;
  const bool writable = state == State::established || state == State::close_wait;
  return !writable || world.sockets[caller(step)].write_shut;
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

// A descriptor goes by close and abort alone.
bool only_closing_closes(const Step& step, const World& world) {
  for (const Slot slot : {Slot::a, Slot::b}) {
    const bool closes = std::holds_alternative<Close>(step.call) || std::holds_alternative<Abort>(step.call);
    const bool expected = step.before.is_empty(slot) || (closes && slot_of(step.call) == slot);
    if (world.is_empty(slot) != expected) return false;
  }
  return true;
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
  };
  return claims;
}

}  // namespace socketcheck::tests
