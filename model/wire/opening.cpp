#include "model/wire/opening.hpp"

#include <stdexcept>
#include <string>

#include "model/arrivals/handshake.hpp"

namespace socketcheck::model {
namespace {

const Row<ArrivalRule>& row_of_syn(const Book& book, const View& passive, RowSink* sink) {
  const Row<ArrivalRule>* row = row_for(book.arrivals().syn, passive);
  if (row == nullptr) throw std::logic_error("the model has no rule for a SYN that arrives at " + std::string(show(passive.own().state)));
  if (sink != nullptr) sink->used(row->number);
  return *row;
}

// Of the row's outcome only what the SYN alone brings about.
void take_syn(View& passive, ArrivalThen outcome) {
  if (outcome == wait_for_room) return outcome(passive);
  if (outcome == refuse) {
    passive.outgoing().reset = Transit::in_flight;
    return;
  }
  forget_earlier_connection(passive);
  passive.own().state = State::syn_received;
  if (passive.connection().handshake != Handshake::done) passive.connection().handshake = Handshake::on_its_way;
}

// Outcomes that differ only in what follows from the acknowledgement are one.
bool is_established(ArrivalThen outcome) { return outcome != wait_for_room && outcome != refuse; }

void receive_syn(const Book& book, World& world, std::int8_t connection, Worlds& more, RowSink* sink) {
  Worlds aimed;
  choose_listener(world, connection, aimed);
  const auto receive = [&](World& one) {
    const ArrivalRule& rule = *row_of_syn(book, View(one, connection, 1), sink).rule;
    for (const ArrivalThen outcome : rule.or_then) {
      if (outcome == nullptr) break;
      if (is_established(outcome) && is_established(rule.then)) continue;
      View other(more.emplace_back(one), connection, 1);
      take_syn(other, outcome);
    }
    View passive(one, connection, 1);
    take_syn(passive, rule.then);
  };
  receive(world);
  for (World& one : aimed) {
    receive(one);
    more.push_back(one);
  }
}

void establish_the_active_end(View& v) {
  v.own().state = State::established;
  narrow_by_buffers(v);
}

// The handshake's last acknowledgement. Nobody listens any more: it is for no connection.
void establish_the_passive_end(const Book& book, World& world, std::int8_t connection, Worlds& more, RowSink* sink) {
  View v(world, connection, 1);
  v.own().state = State::closed;
  if (!somebody_listens(v)) {
    v.outgoing().reset = Transit::in_flight;
    return;
  }
  const State active = v.peer().state;
  const Handshake handshake = v.connection().handshake;
  const ArrivalRule& rule = *row_of_syn(book, v, sink).rule;
  const auto acknowledge = [&](World& one, ArrivalThen outcome) {
    View passive(one, connection, 1);
    outcome(passive);
    passive.peer().state = active;
    if (passive.own().state != State::established) passive.own().state = State::syn_received;  // the queue has no room for it
    if (passive.own().state == State::syn_received) passive.connection().handshake = handshake;
  };
  for (const ArrivalThen outcome : rule.or_then) {
    if (outcome == nullptr) break;
    acknowledge(more.emplace_back(world), outcome);
  }
  acknowledge(world, rule.then);
}

void open_in_syn_sent(View& v, const Segment& s, const Arrival& arrival) {
  if (s.has(flag::rst)) {
    if (arrival.reset != Arrival::Reset::exact) return;
    v.incoming().reset = Transit::arrived;
    View peer = v.from_the_peer();
    return refuse(peer);
  }
  if (!arrival.is_acceptable || !s.has(flag::syn)) return;
  if (arrival.acknowledges_syn) return establish_the_active_end(v);
  v.own().state = State::syn_received;
}

// RFC 9293 3.10.7.4, second: an end that listened goes back to LISTEN, and the user of one that connected is told.
void reset_in_syn_received(View& v) {
  v.incoming().reset = Transit::arrived;
  end_in_closed(v);
  if (v.has_socket()) v.socket().pending = Pending::reset;
}

}  // namespace

void meet_on_the_wire(const Book& book, World& world, std::int8_t connection, RowSink* sink) {
  View passive(world, connection, 1);
  if (!in_state(passive, State::closed) || !meets_another_syn(passive)) return;
  row_of_syn(book, passive, sink).rule->then(passive);
  passive.own().state = passive.peer().state = State::syn_sent;
  passive.connection().handshake = Handshake::on_its_way;
}

bool may_open(const World& world, std::int8_t connection) {
  const View passive = View::at(world, static_cast<std::size_t>(connection), 1);
  return in_state(passive, State::closed) && somebody_listens(passive);
}

bool open(const Book& book, World& world, std::int8_t connection, int end, const Segment& s, const Arrival& arrival, Worlds& more,
          RowSink* sink) {
  View v(world, connection, static_cast<std::int8_t>(end));
  const bool is_syn = s.has(flag::syn) && !s.has(flag::ack) && !s.has(flag::rst);
  if (in_state(v, State::closed) && is_syn && end == 1) {
    receive_syn(book, world, connection, more, sink);
    return true;
  }
  if (in_state(v, State::syn_sent)) {
    open_in_syn_sent(v, s, arrival);
    return true;
  }
  if (!in_state(v, State::syn_received)) return false;
  if (s.has(flag::rst)) {
    if (arrival.reset == Arrival::Reset::exact) reset_in_syn_received(v);
    return true;
  }
  // A simultaneous open's SYN comes once more, with the acknowledgement (RFC 9293 3.5, figure 7).
  const bool is_acknowledged = arrival.acknowledges_syn && (arrival.is_acceptable || s.has(flag::syn));
  if (!is_acknowledged) return false;
  if (v.has_socket()) establish_the_active_end(v);
  else establish_the_passive_end(book, world, connection, more, sink);
  return s.has(flag::syn);
}

void end_openings_without_listener(World& world) {
  for (std::size_t i = 0; i < world.connections.size(); ++i) {
    View passive(world, static_cast<std::int8_t>(i), 1);
    if (!in_state(passive, State::syn_received) || passive.has_socket()) continue;
    if (listener_for(passive) == nobody) end_in_closed(passive);
  }
}

void end_opening(Connection& connection) {
  if (connection.handshake != Handshake::on_its_way) return;
  const bool is_dropped = connection.ends[0].state == State::syn_sent && connection.ends[1].state == State::closed;
  connection.handshake = is_dropped ? Handshake::waits_for_room : Handshake::done;
}

}  // namespace socketcheck::model
