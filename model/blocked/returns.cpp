#include "model/blocked/returns.hpp"

#include "model/blocked/send_out.hpp"

namespace socketcheck::model {
namespace {

template <class Op>
const Row<Rule<Op>>* row_of(const Book& book, const World& world, const Op& op) {
  return row_for(book.rows_of<Op>(), View::of(world, op.slot), op);
}

// Calls visit(allowed, row) for each answer that the call without waiting may give.
template <class Visit>
void for_each_answer_of(const Book& book, const World& world, int number, Visit visit) {
  std::visit(
      [&]<class Op>(const Op& op) {
        if constexpr (std::is_same_v<Op, Recv> || std::is_same_v<Op, Send> || std::is_same_v<Op, Accept> || std::is_same_v<Op, Poll> ||
                      std::is_same_v<Op, Connect>) {
          if (const auto* row = row_of(book, world, op))
            for_each_answer(*row, View::of(world, op.slot), op, [&](const Allowed& allowed, Then<Op>, RowNumber at) { visit(allowed, at); });
        }
      },
      without_waiting(call_out(world, number), number));
}

// What a call that does not wait answers where one that waits does.
bool says_wait(Error error) { return error == Error::again || error == Error::in_progress || error == Error::already; }
bool says_wait(const Allowed& allowed) { return allowed.kind == Allowed::Kind::error && says_wait(allowed.error); }

// Linux select(2): what each set stands for.
std::int64_t in_sets(std::int64_t shown, std::int64_t asked) {
  std::int64_t sets = 0;
  if ((shown & (event::in | event::hup | event::err)) != 0) sets |= event::in;
  if ((shown & (event::out | event::err)) != 0) sets |= event::out;
  if ((shown & event::pri) != 0) sets |= event::pri;
  return sets & asked;
}

// POSIX.1-2017 poll(): of the events that were asked for, and of POLLERR and POLLHUP, those that are shown.
Allowed among_asked(const Allowed& shown, const CallOut& call) {
  const std::int64_t mask = call.events | event::err | event::hup;
  const std::int64_t must = call.by == Waiting::select ? in_sets(shown.least, call.events) : shown.least & mask;
  const std::int64_t may = call.by == Waiting::select ? in_sets(shown.most, call.events) : shown.most & mask;
  return events(must, may);
}

// The socket has left the connection that the call is about (Linux connect(2), AF_UNSPEC).
bool was_left(const World& world, const CallOut& call, int number) {
  return world.socket(world.socket_of(slot_of_call(number))).connection != call.connection;
}

// The call is over: it gives up its hold on the socket. As with close(2), the last hold ends the connection.
void give_up_hold(const Book& book, const World& world, int number, Worlds& after) {
  const Slot held = slot_of_call(number);
  Worlds closed;
  explain(book, {world}, Close{held}, {}, closed);
  for (World& one : closed) {
    call_out(one, number) = {};
    after.push_back(one);
  }
}

void give_up_holds(const Book& book, const Worlds& worlds, int number, Worlds& after) {
  for (const World& world : worlds) give_up_hold(book, world, number, after);
}

// Measured: Linux 6.18, the short count, or the pending error, which is told so.
void explain_return_of_send_that_was_left(const World& world, int number, const Answer& seen, Worlds& returned) {
  const CallOut& call = call_out(world, number);
  World next = world;
  View v = View::of(next, slot_of_call(number));
  const bool is_count = !seen.failed() && seen.value > 0 && seen.value <= call.size;
  if (!is_count && !(has_pending(v) && seen.error == error_of(v.socket().pending))) return;
  if (seen.failed()) v.socket().pending = Pending::none;
  returned.push_back(next);
}

// Measured: Linux 6.18, EPIPE, and the pending error stays (since 6.6).
void explain_return_of_recv_that_was_left(const World& world, const Answer& seen, Worlds& returned) {
  if (seen.error == Error::broken_pipe && seen.sigpipes == 0) returned.push_back(world);
}

void explain_return_of_recv(const Book& book, const World& world, int number, const Answer& seen, Worlds& returned, RowSink* sink) {
  const CallOut& call = call_out(world, number);
  if (call.disconnected && was_left(world, call, number)) return explain_return_of_recv_that_was_left(world, seen, returned);
  explain(book, {world}, without_waiting(call, number), seen, returned, sink);
}

// POSIX.1-2017 connect(): 0 once the connection is established. Given up by shutdown(), it tells the pending error; by
// AF_UNSPEC, EPIPE (measured: Linux 6.18).
void explain_return_of_connect(const Book& book, const World& world, int number, const Answer& seen, Worlds& returned, RowSink* sink) {
  const CallOut& call = call_out(world, number);
  World next = world;
  View v = View::of(next, slot_of_call(number));
  if (call.moves && was_left(world, call, number)) {
    const bool tells_error = !call.disconnected && has_pending(v) && seen.error == error_of(v.socket().pending);
    if (tells_error) v.socket().pending = Pending::none;
    if (tells_error || (call.disconnected && seen.error == Error::broken_pipe)) returned.push_back(next);
    return;
  }
  if (!call.moves || !is_connected(v)) return explain(book, {world}, without_waiting(call, number), seen, returned, sink);
  if (seen.failed() || seen.value != 0) return;
  v.socket().attempt = Attempt::made;
  returned.push_back(next);
}

void explain_return_of_send(const Book& book, const World& world, int number, const Answer& seen, Worlds& returned, RowSink* sink) {
  const CallOut call = call_out(world, number);
  World next = world;
  View v = View::of(next, slot_of_call(number));
  const auto bytes = static_cast<Position>(seen.value);
  if (was_left(world, call, number)) return explain_return_of_send_that_was_left(world, number, seen, returned);
  const bool has_ended = !can_accept(v);
  // The bytes that it counts were handed over before whatever has ended it.
  if (call.moves && !seen.failed() && (bytes == call.size || (has_ended && may_be_short(v, call, seen))) && seen.sigpipes == 0) {
    take_back(v, call, bytes);
    returned.push_back(next);
    return;
  }
  // Nothing was, and it says what a new call would.
  if (!seen.failed() || !has_ended || (call.moves && least_handed_over(v, call) > 0)) return;
  take_back(v, call, 0);
  explain(book, {next}, without_waiting(call, number), seen, returned, sink);
}

void explain_return_of_poll(const Book& book, const World& world, int number, const Answer& seen, Worlds& returned, RowSink* sink) {
  bool admitted = false;
  for_each_answer_of(book, world, number, [&](const Allowed& shown, RowNumber row) {
    if (admitted || seen.failed() || seen.value == 0 || !among_asked(shown, call_out(world, number)).admits(seen)) return;
    admitted = true;
    if (sink != nullptr) sink->used(row);
  });
  if (admitted) returned.push_back(world);
}

}  // namespace

bool may_wait(const Book& book, const World& world, int number) {
  const CallOut& call = call_out(world, number);
  if (call.in == Waits::send) return !was_left(world, call, number) && send_may_wait(View::of(world, slot_of_call(number)), call);
  if (call.in == Waits::connect && was_left(world, call, number)) return false;
  if (call.in == Waits::connect && !call.moves) return false;
  if (call.disconnected && was_left(world, call, number) && call.in != Waits::poll) return false;
  bool may = false;
  for_each_answer_of(book, world, number, [&](const Allowed& allowed, RowNumber) {
    const bool waits = call.in == Waits::poll ? among_asked(allowed, call).least == 0 : says_wait(allowed);
    may = may || waits;
  });
  return may;
}

RowNumber row_of_waiting(const Book& book, const World& world, int number) {
  RowNumber row = no_row;
  for_each_answer_of(book, world, number, [&](const Allowed&, RowNumber at) { row = row == no_row ? at : row; });
  return row;
}

void explain_return(const Book& book, const World& world, int number, const Answer& seen, Worlds& after, RowSink* sink) {
  Worlds returned;
  switch (call_out(world, number).in) {
    case Waits::send: explain_return_of_send(book, world, number, seen, returned, sink); break;
    case Waits::poll: explain_return_of_poll(book, world, number, seen, returned, sink); break;
    case Waits::recv:
      if (!says_wait(seen.error)) explain_return_of_recv(book, world, number, seen, returned, sink);
      break;
    case Waits::connect:
      if (!says_wait(seen.error)) explain_return_of_connect(book, world, number, seen, returned, sink);
      break;
    case Waits::accept: case Waits::nothing:
      if (!says_wait(seen.error)) explain(book, {world}, without_waiting(call_out(world, number), number), seen, returned, sink);
  }
  give_up_holds(book, returned, number, after);
}

void explain_interruption(const Book& book, const World& world, int number, const Answer& seen, Worlds& after) {
  World next = world;
  View v = View::of(next, slot_of_call(number));
  const CallOut call = call_out(world, number);
  const bool is_short = call.in == Waits::send && may_be_short(v, call, seen) && seen.sigpipes == 0;
  const bool has_moved_nothing = call.in != Waits::send || least_handed_over(v, call) == 0;
  const bool is_interrupted = seen.error == Error::interrupted && has_moved_nothing;
  if (!may_wait(book, world, number) || !(is_short || is_interrupted)) return;
  take_back(v, call, is_short ? static_cast<Position>(seen.value) : 0);
  give_up_hold(book, next, number, after);
}

AllowedAnswers returns_of(const Book& book, const Worlds& worlds, int number) {
  AllowedAnswers answers;
  const auto add = [&](const Allowed& allowed, RowNumber row) {
    const AllowedAnswer answer{row, allowed};
    if (std::find(answers.begin(), answers.end(), answer) == answers.end()) answers.push_back(answer);
  };
  for (const World& world : worlds) {
    const CallOut& call = call_out(world, number);
    for_each_answer_of(book, world, number, [&](const Allowed& allowed, RowNumber row) {
      if (allowed.kind == Allowed::Kind::nothing || says_wait(allowed)) return;
      const Allowed shown = call.in == Waits::poll ? among_asked(allowed, call) : allowed;
      if (call.in != Waits::poll || shown.most != 0) add(shown, row);
    });
  }
  return answers;
}

}  // namespace socketcheck::model
