#include "model/arrivals/settle.hpp"

namespace socketcheck::model {
namespace {

void note(RowSink* sink, RowNumber row) {
  if (sink != nullptr) sink->used(row);
}

// Applies the arrival; the further outcomes of the row go into `more`.
void arrive(const std::vector<Row<ArrivalRule>>& rows, World& world, std::int8_t connection, int end, Worlds& more,
            RowSink* sink) {
  View view(world, connection, static_cast<std::int8_t>(end));
  const Row<ArrivalRule>* row = row_for(rows, view);
  assert(row != nullptr);
  note(sink, row->number);
  for (const ArrivalThen alternative : row->rule->or_then) {
    if (alternative == nullptr) break;
    more.push_back(world);
    View other(more.back(), connection, static_cast<std::int8_t>(end));
    alternative(other);
  }
  row->rule->then(view);
}

bool everything_arrived(const Direction& d) { return d.arrived_least == d.accepted; }
bool fin_is_due(const Direction& d) {
  return d.fin == Transit::in_flight && everything_arrived(d) && !d.severed;
}
// Before a severed direction's RST nothing else can come, whatever was queued.
bool reset_is_due(const Direction& d) { return d.reset == Transit::in_flight; }
bool data_is_due(const Direction& d) { return d.is_prompt(); }
// With the reader's queue empty the window is open: at least one blocked byte is owed.
bool one_blocked_byte_is_due(const Direction& d) {
  return d.crowded && !d.held && !d.severed && d.arrived_least == d.read && d.accepted > d.read;
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

// One arrival, if any is due.
bool step(const Book& book, World& world, std::int8_t number, Worlds& more, RowSink* sink) {
  Connection& c = world.connections[static_cast<std::size_t>(number)];
  for (int writer = 0; writer < 2; ++writer) {
    Direction& d = c.directions[static_cast<std::size_t>(writer)];
    const int receiver = 1 - writer;
    if (data_is_due(d)) {
      arrive(book.arrivals().data, world, number, receiver, more, sink);
      return true;
    }
    if (one_blocked_byte_is_due(d) && takes_data_into_its_queue(world, number, receiver)) {
      d.arrived_least = d.read + 1;
      d.arrived_most = d.accepted;
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

bool is_due(const World& world, const Connection& c) {
  (void)world;
  for (int writer = 0; writer < 2; ++writer) {
    const Direction& d = c.directions[static_cast<std::size_t>(writer)];
    if (data_is_due(d) || one_blocked_byte_is_due(d) || fin_is_due(d) || reset_is_due(d) || last_ack_is_due(c, writer))
      return true;
  }
  return false;
}

// A world in which the late bytes of direction `writer` have all arrived, and its FIN if there is one.
void add_world_with_everything_arrived(const Book& book, const World& world, std::int8_t connection, int writer,
                                       Worlds& worlds, RowSink* sink) {
  World later = world;
  Direction& d = later.connections[static_cast<std::size_t>(connection)].directions[static_cast<std::size_t>(writer)];
  if (takes_data_into_its_queue(later, connection, 1 - writer)) {
    d.arrive_all();
  } else {
    arrive(book.arrivals().data, later, connection, 1 - writer, worlds, sink);
  }
  d.crowded = d.held = false;
  Worlds more;
  settle(book, later, more, sink);
  worlds.push_back(later);
  worlds.insert(worlds.end(), more.begin(), more.end());
}

// Whether late bytes change more than how many are unread.
bool lateness_has_consequences(World& world, std::int8_t connection, int writer) {
  const Connection& c = world.connections[static_cast<std::size_t>(connection)];
  return c.directions[static_cast<std::size_t>(writer)].fin == Transit::in_flight ||
         !takes_data_into_its_queue(world, connection, 1 - writer);
}

void split_by_unread(const World& world, std::int8_t connection, int writer, Worlds& worlds) {
  const auto direction = [&](World& w) -> Direction& {
    return w.connections[static_cast<std::size_t>(connection)].directions[static_cast<std::size_t>(writer)];
  };
  World with = world;
  direction(with).arrived_least = direction(with).read + 1;
  World without = world;
  direction(without).arrived_most = direction(without).read;
  worlds.push_back(with);
  worlds.push_back(without);
}

}  // namespace

bool has_prompt_arrivals(const World& world) {
  for (const Connection& c : world.connections)
    if (is_due(world, c)) return true;
  return false;
}

void settle(const Book& book, World& world, Worlds& more, RowSink* sink) {
  const std::size_t first = more.size();
  const auto settle_one = [&](World& one) {
    for (std::size_t i = 0; i < one.connections.size(); ++i)
      while (is_due(one, one.connections[i]) && step(book, one, static_cast<std::int8_t>(i), more, sink)) {
      }
  };
  settle_one(world);
  for (std::size_t i = first; i < more.size(); ++i) {
    World one = more[i];  // settling may append, which moves the elements
    settle_one(one);
    more[i] = one;
  }
}

void with_late_arrivals(const Book& book, const World& world, Worlds& worlds, RowSink* sink) {
  const std::size_t first = worlds.size();
  worlds.push_back(world);
  for (std::size_t c = 0; c < world.connections.size(); ++c) {
    for (int writer = 0; writer < 2; ++writer) {
      const auto number = static_cast<std::int8_t>(c);
      for (std::size_t i = first, end = worlds.size(); i < end; ++i) {
        Direction& d = worlds[i].connections[c].directions[static_cast<std::size_t>(writer)];
        if (!d.is_late() && d.exact()) continue;
        if (d.is_late()) {
          if (lateness_has_consequences(worlds[i], number, writer)) {
            const World now = worlds[i];
            add_world_with_everything_arrived(book, now, number, writer, worlds, sink);
          }
          Direction& late = worlds[i].connections[c].directions[static_cast<std::size_t>(writer)];
          if (takes_data_into_its_queue(worlds[i], number, 1 - writer)) late.arrived_most = late.accepted;
        }
        const Direction& now = worlds[i].connections[c].directions[static_cast<std::size_t>(writer)];
        if (now.unread_least() == 0 && now.unread_most() > 0) {
          const World doubtful = worlds[i];
          Worlds both;
          split_by_unread(doubtful, number, writer, both);
          worlds[i] = both[0];
          worlds.push_back(both[1]);
        }
      }
    }
  }
}

}  // namespace socketcheck::model
