#include "model/wire/delivery.hpp"

#include <algorithm>

#include "model/arrivals/one_arrival.hpp"
#include "model/wire/ending_rules.hpp"
#include "model/wire/opening.hpp"

namespace socketcheck::model {
namespace {

void use(const std::vector<Row<ArrivalRule>>& rows, World& world, std::int8_t connection, int end, Worlds& more, RowSink* sink) {
  View view(world, connection, static_cast<std::int8_t>(end));
  const Row<ArrivalRule>* row = row_for(rows, view);
  if (row == nullptr) return;  // the state has no use for it: it is old, and an ACK answers
  if (sink != nullptr) sink->used(row->number);
  bring_about(*row->rule, world, connection, end, more);
}

// The row speaks of all that was accepted; here only some of it has arrived.
void bring_data(const Book& book, World& world, std::int8_t connection, int end, Position until, Worlds& more, RowSink* sink) {
  const auto direction = [&](World& one) -> Direction& {
    return one.connection(connection).directions[static_cast<std::size_t>(1 - end)];
  };
  const Position accepted = direction(world).accepted;
  const bool held = direction(world).held;
  const std::size_t first = more.size();
  direction(world).accepted = until;
  use(book.arrivals().data, world, connection, end, more, sink);
  const auto restore = [&](World& one) {
    direction(one).accepted = accepted;
    direction(one).held = held && until < accepted;
  };
  restore(world);
  for (std::size_t i = first; i < more.size(); ++i) restore(more[i]);
}

// Bytes of the stream, without a gap.
Position delivered_to(const Track& reader) {
  const Position of_syn_and_fin = 1 + (reader.peers_fin && reader.received > *reader.peers_fin ? 1 : 0);
  return reader.received > of_syn_and_fin ? reader.received - of_syn_and_fin : 0;
}

bool awaits_an_ack_of_its_fin(State state) {
  return state == State::fin_wait_1 || state == State::closing || state == State::last_ack;
}
bool awaits_a_fin(State state) {
  return state == State::established || state == State::fin_wait_1 || state == State::fin_wait_2;
}

void deliver_to_connection(const Book& book, World& world, std::int8_t connection, const Segment& s, const Arrival& arrival, Worlds& more,
                           RowSink* sink) {
  const int end = 1 - s.from;
  const std::size_t first = more.size();
  const auto state = [&](const World& one) { return one.connection(connection).ends[static_cast<std::size_t>(end)].state; };
  const auto incoming = [&](World& one) -> Direction& {
    return one.connection(connection).directions[static_cast<std::size_t>(1 - end)];
  };
  if (state(world) == State::closed) {
    if (!s.has(flag::rst)) world.connection(connection).directions[static_cast<std::size_t>(end)].reset = Transit::in_flight;
    return;
  }
  View receiver(world, connection, static_cast<std::int8_t>(end));
  if (const EndingRule* rule = ending_for(book.flavour(), receiver, s, arrival)) {
    switch (rule->ending) {
      case Ending::as_by_reset: return use(book.arrivals().reset, world, connection, end, more, sink);
      case Ending::without_a_word: return end_in_closed(receiver);
      case Ending::with_reset: return send_reset(receiver);
    }
  }
  if (s.has(flag::rst)) return;
  if (arrival.is_discarded || arrival.acknowledges_unsent || !arrival.is_acceptable || arrival.is_syn) return;
  if (arrival.acknowledges_fin && awaits_an_ack_of_its_fin(state(world)))
    use(book.arrivals().ack_of_fin, world, connection, end, more, sink);
  if (arrival.brings_data && arrival.data_until > incoming(world).arrived_most)
    bring_data(book, world, connection, end, arrival.data_until, more, sink);
  // Where nothing more is taken, what is beyond a gap is refused as well.
  if (arrival.is_out_of_order && user_has_left_a_closing_end(receiver))
    bring_data(book, world, connection, end, incoming(world).arrived_most, more, sink);
  if (!arrival.brings_fin) return;
  const auto bring_fin = [&](World& one, Worlds& others) {
    if (awaits_a_fin(state(one))) use(book.arrivals().fin, one, connection, end, others, sink);
  };
  Worlds others;
  bring_fin(world, others);
  for (std::size_t i = first; i < more.size(); ++i) bring_fin(more[i], others);
  more.insert(more.end(), others.begin(), others.end());
}

}  // namespace

std::int8_t connection_numbered(const World& world, int number) {
  for (std::size_t i = 0; i < world.connections.size(); ++i) {
    const Connection& c = world.connections[i];
    if (c.number == number && c.handshake != Handshake::none && c.handshake != Handshake::crossed) return static_cast<std::int8_t>(i);
  }
  return nobody;
}

int connection_of_end(const World& world, int connection, int end) {
  const std::int8_t number = connection_numbered(world, connection);
  if (number == nobody) return connection;
  const Connection& named = world.connection(number);
  int found = connection;
  for (const Connection& c : world.connections) {
    const bool has_the_names = c.ends[0].place == named.ends[0].place && c.ends[1].place == named.ends[1].place;
    const State state = c.ends[static_cast<std::size_t>(end)].state;
    // A SYN may open a connection anew that is in TIME-WAIT.
    const bool is_kept = state >= State::established && state != State::time_wait;
    if (c.handshake == Handshake::done && c.number < connection && c.number != 0 && has_the_names && is_kept) found = c.number;
  }
  return found;
}

void hold_wire(World& world, const Observer& observer, int connection) {
  const std::int8_t number = connection_numbered(world, connection);
  if (number == nobody) return;
  for (int end = 0; end < 2; ++end) {
    const Track& track = observer.of(end);
    State& state = world.connection(number).ends[static_cast<std::size_t>(end)].state;
    if (state == State::fin_wait_1 && track.fin && track.acknowledged > *track.fin) state = State::fin_wait_2;
    // What Nagle's algorithm may have held back was delivered or not.
    Direction& in = world.connection(number).directions[static_cast<std::size_t>(1 - end)];
    const bool is_refused = in.crowded || in.is_doubtful() || in.severed;
    if (in.held && !is_refused) in.arrived_least = in.arrived_most = std::clamp(delivered_to(track), in.read, in.accepted);
  }
}

void limit_to_what_was_delivered(World& world, const Observer& observer, int connection) {
  const std::int8_t number = connection_numbered(world, connection);
  if (number == nobody) return;
  for (int writer = 0; writer < 2; ++writer) {
    Direction& d = world.connection(number).directions[static_cast<std::size_t>(writer)];
    d.arrived_most = std::max(d.arrived_least, std::min(d.arrived_most, delivered_to(observer.of(1 - writer))));
  }
}

void release_wire(World& world, const Observer& observer, int connection) {
  const std::int8_t number = connection_numbered(world, connection);
  if (number == nobody) return;
  Connection& c = world.connection(number);
  end_opening(c);
  for (int end = 0; end < 2; ++end) {
    const bool is_gone = c.ends[static_cast<std::size_t>(end)].state == State::closed;
    const bool peer_is_gone = c.ends[static_cast<std::size_t>(1 - end)].state == State::closed;
    Direction& out = c.directions[static_cast<std::size_t>(end)];
    if (out.reset == Transit::in_flight) out.reset = Transit::none;  // it was lost, and nobody sends it again
    if (!is_gone) continue;
    out.severed = true;
    const Track& peer = observer.of(1 - end);
    // What the peer still has to send again finds nobody, and a RST answers.
    if (!peer_is_gone && peer.sent > peer.acknowledged) out.reset = Transit::in_flight;
    if (peer_is_gone) c.directions[static_cast<std::size_t>(1 - end)].severed = true;
  }
}

void deliver(const Book& book, World& world, const Segment& s, const Arrival& arrival, Worlds& more, RowSink* sink) {
  const std::int8_t connection = connection_numbered(world, s.connection);
  if (connection == nobody || !s.checksum_is_right) return;
  Worlds opened;
  const bool is_all = open(book, world, connection, 1 - s.from, s, arrival, opened, sink);
  opened.push_back(world);
  for (World& one : opened)
    if (!is_all) deliver_to_connection(book, one, connection, s, arrival, more, sink);
  world = opened.back();
  more.insert(more.end(), opened.begin(), opened.end() - 1);
}

}  // namespace socketcheck::model
