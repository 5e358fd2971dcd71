#include "model/arrivals/settle.hpp"

#include "model/datagrams/judge.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "model/arrivals/one_arrival.hpp"

namespace socketcheck::model {

// Outcomes that come to the same are one.
void bring_about(const ArrivalRule& rule, World& world, std::int8_t connection, int end, Worlds& more) {
  const auto apply = [&](World& one, ArrivalThen then) {
    View view(one, connection, static_cast<std::int8_t>(end));
    then(view);
  };
  const std::size_t first = more.size();
  for (const ArrivalThen alternative : rule.or_then) {
    if (alternative == nullptr) break;
    apply(more.emplace_back(world), alternative);
  }
  apply(world, rule.then);
  if (more.size() > first) more.erase(std::remove(more.begin() + static_cast<std::ptrdiff_t>(first), more.end(), world), more.end());
}

namespace {

void note(RowSink* sink, RowNumber row) {
  if (sink != nullptr) sink->used(row);
}

void arrive(const std::vector<Row<ArrivalRule>>& rows, World& world, std::int8_t connection, int end, Worlds& more,
            RowSink* sink) {
  View view(world, connection, static_cast<std::int8_t>(end));
  const Row<ArrivalRule>* row = row_for(rows, view);
  if (row == nullptr) throw std::logic_error("the model has no rule for what arrives at an end in " + std::string(show(view.own().state)));
  note(sink, row->number);
  bring_about(*row->rule, world, connection, end, more);
}

Direction& direction_of(World& world, std::size_t connection, int writer) {
  return world.connections[connection].directions[static_cast<std::size_t>(writer)];
}

// A connection to itself has one direction.
int directions_of(const Connection& c) { return c.to_itself ? 1 : 2; }
int receiver_of(const Connection& c, int writer) { return c.to_itself ? writer : 1 - writer; }
int receiver_of_syn(const Connection& c) { return c.to_itself ? 0 : 1; }

bool everything_arrived(const Direction& d) { return d.arrived_least == d.accepted || d.is_doubtful(); }
bool fin_is_due(const Direction& d) {
  return d.fin == Transit::in_flight && everything_arrived(d) && !d.severed && !d.fin_is_late();
}
// Before a severed direction's RST nothing else can come, whatever was queued.
bool reset_is_due(const Direction& d) { return d.reset == Transit::in_flight && !d.reset_is_late(); }
bool data_is_due(const Direction& d) { return d.is_prompt(); }
// With the reader's queue empty the window is open: at least one blocked byte is owed. A reader that has called
// shutdown(SHUT_RD) may leave it to the writer's timer to find that out.
// Where both directions are overfull, each end may refuse the other's acknowledgements as lying behind its closed window
// (RFC 9293 3.10.7.4, first, allows for valid ones only by a should), and nothing moves any more.
bool one_blocked_byte_is_due(const Connection& c, int writer) {
  const Direction& d = c.directions[static_cast<std::size_t>(writer)];
  // Nobody can see that a byte has come whose urgency was known before.
  if (d.is_at_mark() && d.urgent != Urgent::announced) return false;
  const bool acknowledgements_may_be_refused = !c.to_itself && c.directions[static_cast<std::size_t>(1 - writer)].crowded;
  return d.crowded && !d.held && !d.severed && d.arrived_least == d.read && d.accepted > d.read && !acknowledgements_may_be_refused;
}
bool last_ack_is_due(const Connection& c, int end) {
  const End& own = c.ends[static_cast<std::size_t>(end)];
  return (own.state == State::last_ack || own.state == State::closing) &&
         c.directions[static_cast<std::size_t>(end)].fin == Transit::arrived;
}

bool takes_data_into_its_queue(World& world, std::int8_t connection, int end) {
  const View receiver(world, connection, static_cast<std::int8_t>(end));
  return (in_state(receiver, State::established) || waits_for_the_peers_fin(receiver)) && !user_has_left(receiver);
}

bool opens_its_window(World& world, std::int8_t connection, int end) {
  const View receiver(world, connection, static_cast<std::int8_t>(end));
  return takes_data_into_its_queue(world, connection, end) && !read_shut(receiver);
}

// One arrival, if any is due.
bool step(const Book& book, World& world, std::int8_t number, Worlds& more, RowSink* sink) {
  Connection& c = world.connections[static_cast<std::size_t>(number)];
  if (c.handshake == Handshake::on_its_way) {
    choose_listener(world, number, more);
    arrive(book.arrivals().syn, world, number, receiver_of_syn(c), more, sink);
    return true;
  }
  for (int writer = 0; writer < directions_of(c); ++writer) {
    Direction& d = c.directions[static_cast<std::size_t>(writer)];
    const int receiver = receiver_of(c, writer);
    if (data_is_due(d)) {
      if (!d.exact() && d.arrived_most == d.accepted && !takes_data_into_its_queue(world, number, receiver)) {
        // Perhaps all of it was there before the receiver began to refuse.
        View earlier(more.emplace_back(world), number, static_cast<std::int8_t>(receiver));
        take_all_that_comes(earlier);
      }
      arrive(book.arrivals().data, world, number, receiver, more, sink);
      return true;
    }
    if (one_blocked_byte_is_due(c, writer) && opens_its_window(world, number, receiver)) {
      View reader(world, number, static_cast<std::int8_t>(receiver));
      if (d.may_have_arrived() == d.read) learn_mark(reader);
      d.arrived_least = d.read + 1;
      d.arrived_most = d.may_have_arrived();
      return true;
    }
    if (fin_is_due(d)) {
      arrive(book.arrivals().fin, world, number, receiver, more, sink);
      return true;
    }
    if (reset_is_due(d)) {
      arrive(book.arrivals().reset, world, number, receiver, more, sink);
      d.reset = Transit::arrived;
      return true;
    }
    if (last_ack_is_due(c, writer)) {
      arrive(book.arrivals().ack_of_fin, world, number, writer, more, sink);
      return true;
    }
  }
  return false;
}

bool is_due(const Connection& c) {
  if (c.handshake != Handshake::done) return c.handshake == Handshake::on_its_way;
  for (int writer = 0; writer < 2; ++writer) {
    const Direction& d = c.directions[static_cast<std::size_t>(writer)];
    if (data_is_due(d) || one_blocked_byte_is_due(c, writer) || fin_is_due(d) || reset_is_due(d) || last_ack_is_due(c, writer))
      return true;
  }
  return false;
}

void add_settled(const Book& book, World world, Worlds& worlds, RowSink* sink) {
  Worlds more;
  settle(book, world, more, sink);
  worlds.push_back(world);
  worlds.insert(worlds.end(), more.begin(), more.end());
}

// The worlds in which the late bytes of direction `writer` have all arrived, and its FIN if there is one. Where the
// receiver refuses what arrives now, it matters whether they were there before.
void add_worlds_with_everything_arrived(const Book& book, const World& world, std::int8_t connection, int writer,
                                        Worlds& worlds, RowSink* sink) {
  World later = world;
  Direction& d = direction_of(later, static_cast<std::size_t>(connection), writer);
  const int receiver = receiver_of(later.connection(connection), writer);
  const bool takes = takes_data_into_its_queue(later, connection, receiver);
  const bool may_have_been_there = d.arrived_most == d.accepted;
  if (!takes && d.is_late()) {
    World refused = world;
    Direction& arriving = direction_of(refused, static_cast<std::size_t>(connection), writer);
    arriving.crowded = arriving.held = false;
    Worlds outcomes;
    arrive(book.arrivals().data, refused, connection, receiver, outcomes, sink);
    outcomes.push_back(refused);
    for (const World& outcome : outcomes) add_settled(book, outcome, worlds, sink);
    if (!may_have_been_there) return;
  }
  View reader(later, connection, static_cast<std::int8_t>(receiver));
  if (!d.is_doubtful()) take_all_that_comes(reader);
  d.crowded = false;
  add_settled(book, later, worlds, sink);
}

// The world in which a RST that nobody owes has had its effect.
void add_world_with_reset_arrived(const Book& book, const World& world, std::int8_t connection, int writer, Worlds& worlds,
                                  RowSink* sink) {
  World later = world;
  direction_of(later, static_cast<std::size_t>(connection), writer).crowded = false;
  add_settled(book, later, worlds, sink);
}

// Whether late bytes change more than how many are unread.
bool lateness_has_consequences(World& world, std::int8_t connection, int writer) {
  const Connection& c = world.connections[static_cast<std::size_t>(connection)];
  return c.directions[static_cast<std::size_t>(writer)].fin == Transit::in_flight ||
         !takes_data_into_its_queue(world, connection, receiver_of(c, writer));
}

// A SYN that was dropped is sent again, and then it may find room, or nobody who listens.
bool syn_may_bring_something(const Book& book, const World& world, std::size_t connection) {
  const Connection& c = world.connections[connection];
  if (c.handshake != Handshake::waits_for_room) return false;
  World first = world;
  Worlds aimed;
  choose_listener(first, static_cast<std::int8_t>(connection), aimed);
  aimed.push_back(first);
  return std::any_of(aimed.begin(), aimed.end(), [&](const World& one) {
    const View passive = View::at(one, connection, receiver_of_syn(c));
    const Row<ArrivalRule>* row = row_for(book.arrivals().syn, passive);
    return row != nullptr && !(row->rule->then == wait_for_room && row->rule->or_then[0] == nullptr);
  });
}

void add_worlds_with_syn_arrived(const Book& book, const World& world, std::int8_t connection, Worlds& worlds, RowSink* sink) {
  World later = world;
  Worlds aimed;
  choose_listener(later, connection, aimed);
  aimed.push_back(later);
  for (World& one : aimed) {
    Worlds outcomes;
    arrive(book.arrivals().syn, one, connection, receiver_of_syn(one.connection(connection)), outcomes, sink);
    outcomes.push_back(one);
    for (const World& outcome : outcomes)
      if (outcome.connection(connection).handshake != Handshake::waits_for_room) add_settled(book, outcome, worlds, sink);
  }
}

// The receiver may be told of it, or get it, at any moment.
bool urgent_byte_is_late(const Direction& d) {
  if (!d.crowded || !d.is_late()) return false;
  return d.mark_in_flight || (d.urgent == Urgent::announced && d.arrived_least <= d.mark);
}

// The byte is taken note of before the data that it came with, which may then find no room.
void add_world_with_urgent_byte_ahead(const Book& book, World world, std::int8_t connection, int writer, Worlds& worlds, RowSink* sink) {
  View reader(world, connection, static_cast<std::int8_t>(receiver_of(world.connection(connection), writer)));
  learn_mark(reader);
  reader.incoming().urgent = Urgent::ahead;
  add_settled(book, world, worlds, sink);
}

// The worlds in which the receiver of late bytes has been told of an urgent one among them, or has got it.
void add_worlds_of_urgent_byte(const Book& book, const World& world, std::int8_t connection, int writer, Worlds& worlds, RowSink* sink) {
  const int receiver = receiver_of(world.connection(connection), writer);
  add_world_with_urgent_byte_ahead(book, world, connection, writer, worlds, sink);
  const auto learn = [&](World later) {
    View reader(later, connection, static_cast<std::int8_t>(receiver));
    learn_mark(reader);
    add_settled(book, later, worlds, sink);
  };
  // What became of the byte at an earlier mark depends on whether it was there.
  World with_earlier_byte = world;
  Direction& d = direction_of(with_earlier_byte, static_cast<std::size_t>(connection), writer);
  if (d.is_at_mark() && d.unread_least() == 0 && d.unread_most() > 0) {
    d.arrived_least = d.read + 1;
    learn(with_earlier_byte);
  }
  if (d.mark_in_flight) learn(world);
}

// Appends the worlds in which late bytes have brought about something; those may do so in turn, in either order.
void add_consequences(const Book& book, std::size_t first, Worlds& worlds, RowSink* sink) {
  for (std::size_t i = first; i < worlds.size(); ++i)
    for (std::size_t c = 0; c < worlds[i].connections.size(); ++c) {
      const auto number = static_cast<std::int8_t>(c);
      if (syn_may_bring_something(book, worlds[i], c)) add_worlds_with_syn_arrived(book, World(worlds[i]), number, worlds, sink);
      if (worlds[i].connections[c].handshake != Handshake::done) continue;
      for (int writer = 0; writer < 2; ++writer) {
        if (urgent_byte_is_late(direction_of(worlds[i], c, writer)))
          add_worlds_of_urgent_byte(book, World(worlds[i]), number, writer, worlds, sink);
        const Direction& d = direction_of(worlds[i], c, writer);
        const bool reset_is_late = d.reset_is_late();
        if (!reset_is_late && (!(d.is_late() || d.fin_is_late()) || !lateness_has_consequences(worlds[i], number, writer))) continue;
        const World now = worlds[i];  // appending moves the elements
        if (reset_is_late) add_world_with_reset_arrived(book, now, number, writer, worlds, sink);
        else add_worlds_with_everything_arrived(book, now, number, writer, worlds, sink);
      }
    }
}

// More of what is late may have come by now.
void widen_what_is_late(World& world) {
  for (std::size_t c = 0; c < world.connections.size(); ++c)
    for (int writer = 0; writer < 2; ++writer) {
      Direction& d = direction_of(world, c, writer);
      if (!d.is_late()) continue;
      const int receiver = receiver_of(world.connections[c], writer);
      if (takes_data_into_its_queue(world, static_cast<std::int8_t>(c), receiver))
        d.arrived_most = std::max(d.arrived_most, d.may_have_arrived());
    }
}

// The bytes that change what the reader can do: the next one, the one behind an urgent one that is left out, and the urgent
// one.
std::array<Position, 3> positions_that_matter(const Direction& d) {
  return {d.read, d.is_at_mark() ? d.read + 1 : d.read, d.urgent == Urgent::announced ? std::max(d.mark, d.read) : d.read};
}

// Each world in which it is open whether such a byte has arrived becomes two.
void split_by_unread(std::size_t first, Worlds& worlds) {
  for (std::size_t i = first; i < worlds.size(); ++i)
    for (std::size_t c = 0; c < worlds[i].connections.size(); ++c)
      for (int writer = 0; writer < 2; ++writer) {
        for (const Position position : positions_that_matter(direction_of(worlds[i], c, writer))) {
          const Direction& d = direction_of(worlds[i], c, writer);
          if (d.arrived_least > position || d.arrived_most <= position) continue;
          World without = worlds[i];
          direction_of(without, c, writer).arrived_most = position;
          direction_of(worlds[i], c, writer).arrived_least = position + 1;
          worlds.push_back(without);  // and is looked at when its turn comes
        }
      }
}

bool what_arrived_is_exact(const World& world) {
  for (const Connection& c : world.connections)
    for (const Direction& d : c.directions)
      if (!d.exact()) return false;
  return true;
}

}  // namespace

bool has_prompt_arrivals(const World& world) {
  if (world.datagrams.on) return datagrams::is_on_its_way(world);
  if (world.wire_is_held) return false;
  for (const Connection& c : world.connections)
    if (is_due(c)) return true;
  return false;
}

void settle(const Book& book, World& world, Worlds& more, RowSink* sink) {
  if (world.datagrams.on) return datagrams::settle(book, world, more, sink);
  if (world.wire_is_held) return;
  const std::size_t first = more.size();
  const auto settle_one = [&](World& one) {
    for (std::size_t i = 0; i < one.connections.size(); ++i)
      while (is_due(one.connections[i]) && step(book, one, static_cast<std::int8_t>(i), more, sink)) {
      }
  };
  settle_one(world);
  for (std::size_t i = first; i < more.size(); ++i) {
    World one = more[i];  // settling may append, which moves the elements
    settle_one(one);
    more[i] = one;
  }
}

bool let_one_arrive(const Book& book, World& world, Worlds& more) {
  for (std::size_t i = 0; i < world.connections.size(); ++i)
    if (is_due(world.connections[i]) && step(book, world, static_cast<std::int8_t>(i), more, nullptr)) return true;
  return false;
}

bool is_certain(const World& world) {
  if (world.wire_is_held) return what_arrived_is_exact(world);
  for (const Connection& c : world.connections) {
    if (c.handshake == Handshake::none || c.handshake == Handshake::crossed) continue;
    if (c.handshake == Handshake::waits_for_room) return false;
    for (const Direction& d : c.directions)
      if (d.is_late() || d.fin_is_late() || d.reset_is_late() || !d.exact()) return false;
  }
  return true;
}

void with_late_arrivals(const Book& book, const World& world, Worlds& worlds, RowSink* sink) {
  const std::size_t first = worlds.size();
  worlds.push_back(world);
  if (is_certain(world)) return;
  if (!world.wire_is_held) {
    add_consequences(book, first, worlds, sink);
    for (std::size_t i = first; i < worlds.size(); ++i) widen_what_is_late(worlds[i]);
  }
  split_by_unread(first, worlds);
}

}  // namespace socketcheck::model
