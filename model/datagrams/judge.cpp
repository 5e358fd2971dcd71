#include "model/datagrams/judge.hpp"

#include <algorithm>

#include "model/datagrams/asking.hpp"
#include "model/datagrams/book.hpp"
#include "model/datagrams/naming.hpp"
#include "model/datagrams/send.hpp"

namespace socketcheck::model::datagrams {
namespace {

template <class Op>
const View view_for(const World& world, const Op& op) {
  return {const_cast<World&>(world), std::is_same_v<Op, NewSocket> ? nobody : world.socket_of(op.slot)};
}

bool sends(const Operation& operation) {
  return is_one_of<Send, SendTo>(operation);
}
// A queue whose front is doubtful gets no longer than what a rule can tell apart.
bool has_room(const World& world) {
  for (const DatagramSocket& socket : world.datagrams.sockets)
    if (socket.kept.back() != KeptError::none) return false;
  if (world.datagrams.datagrams.size() + 4 >= most_datagrams || world.datagrams.sent >= 60'000 || world.places_chosen >= 200) return false;
  int doubtful = 0;
  for (const Datagram& d : world.datagrams.datagrams) doubtful += d.doubtful ? 1 : 0;
  return doubtful < most_doubtful;
}

bool has_a_target(const World& world, const Operation& operation) {
  const auto named = [&](Place place, Slot to) {
    return place != Place::none ||
           (!world.is_empty(to) && world.datagrams.sockets[static_cast<std::size_t>(world.socket_of(to))].has_port());
  };
  if (const auto* op = std::get_if<SendTo>(&operation)) return op->port_zero || named(op->place, op->to);
  if (const auto* op = std::get_if<Connect>(&operation)) return named(op->place, op->to);
  return true;
}

}  // namespace

World world_after(const std::vector<Operation>& calls, const Limits& limits) {
  World world;
  world.limits = limits;
  world.datagrams.on = true;
  for (const Operation& call : calls) {
    Worlds after;
    explain(books().standard, world, call, {}, after, nullptr);
    world = after.front();
  }
  return world;
}

bool is_of_datagrams_alone(const Operation& operation) {
  return is_one_of<SendTo, RecvFrom, ConnectToPortZero, SetKeepErrors, TakeKeptError>(operation);
}

// Of the options SO_RCVBUF alone has rules, and of names those at one address; MSG_MORE would make one datagram of several calls, and MSG_OOB is of streams.
bool is_of_streams_alone(const Operation& operation) {
  if (const auto* send = std::get_if<Send>(&operation)) return send->more || send->urgent;
  if (const auto* op = std::get_if<SetOption>(&operation)) return op->option != Option::receive_buffer;
  if (const auto* op = std::get_if<GetOption>(&operation)) return op->option != Option::receive_buffer;
  if (const auto* bind = std::get_if<Bind>(&operation)) return bind->any;
  if (const auto* connect = std::get_if<Connect>(&operation)) return connect->any;
  return is_one_of<RecvUrgent, AcceptAtLimit, AtMark, UnacknowledgedBytes, Abort, SetLinger, GetLinger, SetNoDelay, GetNoDelay, TcpInfo,
                   OnWire>(operation);
}

bool is_made(const World& world, const Operation& operation) {
  if (is_of_streams_alone(operation)) return false;
  const auto made = slot_made_by(operation);
  if (made && !world.is_empty(*made)) return false;
  if (!std::holds_alternative<NewSocket>(operation) && world.is_empty(slot_of(operation))) return false;
  if (!has_a_target(world, operation)) return false;
  return !sends(operation) || has_room(world);
}

void explain(const Book& book, const World& before, const Operation& operation, const Answer& seen, Worlds& after, RowSink* sink) {
  std::visit(
      [&]<class Op>(const Op& op) {
        const View view = view_for(before, op);
        const auto* row = row_for(book.datagram_rows_of<Op>(), view, op);
        if (row == nullptr) return;
        for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Op> then, RowNumber number) {
          if (!allowed.admits(seen)) return;
          if (sink != nullptr) sink->used(number);
          World& next = after.emplace_back(before);
          next.datagrams.taken = {};
          View next_view(next, view.number());
          then(next_view, op, seen);
        });
      },
      operation);
}

void collect_allowed(const Book& book, const World& world, const Operation& operation, AllowedAnswers& answers) {
  std::visit(
      [&]<class Op>(const Op& op) {
        const View view = view_for(world, op);
        const auto* row = row_for(book.datagram_rows_of<Op>(), view, op);
        if (row == nullptr) return;
        for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Op>, RowNumber number) {
          const AllowedAnswer answer{number, allowed};
          if (number != row->number || allowed.kind == Allowed::Kind::nothing) return;
          if (std::find(answers.begin(), answers.end(), answer) == answers.end()) answers.push_back(answer);
        });
      },
      operation);
}

bool is_on_its_way(const World& world) {
  const auto& all = world.datagrams.datagrams;
  return std::any_of(all.begin(), all.end(), [](const Datagram& d) { return d.receiver == nobody; });
}

// At most one is on its way: whatever was sent before has arrived.
void settle(const Book& book, World& world, Worlds& more, RowSink* sink) {
  Datagram arriving;
  FixedVector<Datagram, most_datagrams> others;
  for (const Datagram& d : world.datagrams.datagrams) {
    if (d.receiver == nobody) arriving = d;
    else others.push_back(d);
  }
  if (arriving.number == 0) return;
  world.datagrams.datagrams = others;
  const World before = world;
  View view(world, arriving.sender);
  const auto* row = row_for(book.datagram_arrivals(), view, arriving);
  if (row == nullptr) return;
  if (sink != nullptr) sink->used(row->number);
  row->rule->then(view, arriving);
  if (row->rule->or_then == nullptr) return;
  World& other = more.emplace_back(before);
  View other_view(other, arriving.sender);
  row->rule->or_then(other_view, arriving);
}

std::vector<Allowed> shown_events(const Book& book, const World& world, Slot slot) {
  std::vector<Allowed> shown;
  const View view = View::of(world, slot);
  const auto* row = row_for(book.datagram_rows_of<Poll>(), view, Poll{slot});
  if (row == nullptr) return shown;
  for_each_answer(*row, view, Poll{slot}, [&](const Allowed& allowed, Then<Poll>, RowNumber) { shown.push_back(only_glanced(allowed)); });
  return shown;
}

std::optional<Mismatch> mismatch_at(const Book& book, const Look& look, const World& world, Slot slot) {
  const View view = View::of(world, slot);
  const auto* row = row_for(book.datagram_rows_of<Poll>(), view, Poll{slot});
  const Answer seen{.value = look.events};
  const std::vector<Allowed> shown = shown_events(book, world, slot);
  if (std::any_of(shown.begin(), shown.end(), [&](const Allowed& one) { return one.admits(seen); })) return std::nullopt;
  return Mismatch{slot, row == nullptr ? no_row : row->number, Mismatch::Part::events, shown.empty() ? Allowed{} : shown.front(), seen};
}

void narrow(World& world, Slot slot, const Look& look) {
  View view = View::of(world, slot);
  if ((look.events & event::in) == 0) return forget_doubtful(world, view.number());
  if (read_shut(view) || has_certain(view) || candidate(view, 1) != nullptr) return;
  if (candidate(view, 0) != nullptr) settle_candidate(view, 0, false);
}

}  // namespace socketcheck::model::datagrams
