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
        if constexpr (std::is_same_v<Op, Recv> || std::is_same_v<Op, Send> || std::is_same_v<Op, Accept> || std::is_same_v<Op, Poll>) {
          if (const auto* row = row_of(book, world, op))
            for_each_answer(*row, View::of(world, op.slot), op, [&](const Allowed& allowed, Then<Op>, RowNumber at) { visit(allowed, at); });
        }
      },
      without_waiting(call_out(world, number), number));
}

bool is_again(const Allowed& allowed) { return allowed.kind == Allowed::Kind::error && allowed.error == Error::again; }

// POSIX.1-2017 poll(): of the events that were asked for, and of POLLERR and POLLHUP, those that are shown.
Allowed among_asked(const Allowed& shown, std::int64_t asked) {
  const std::int64_t mask = asked | event::err | event::hup;
  return events(shown.least & mask, shown.most & mask);
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

void explain_return_of_send(const Book& book, const World& world, int number, const Answer& seen, Worlds& returned, RowSink* sink) {
  const CallOut call = call_out(world, number);
  World next = world;
  View v = View::of(next, slot_of_call(number));
  const auto bytes = static_cast<Position>(seen.value);
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
    if (admitted || seen.failed() || seen.value == 0 || !among_asked(shown, call_out(world, number).events).admits(seen)) return;
    admitted = true;
    if (sink != nullptr) sink->used(row);
  });
  if (admitted) returned.push_back(world);
}

}  // namespace

bool may_wait(const Book& book, const World& world, int number) {
  const CallOut& call = call_out(world, number);
  if (call.in == Waits::send) return send_may_wait(View::of(world, slot_of_call(number)), call);
  bool may = false;
  for_each_answer_of(book, world, number, [&](const Allowed& allowed, RowNumber) {
    const bool waits = call.in == Waits::poll ? among_asked(allowed, call.events).least == 0 : is_again(allowed);
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
    case Waits::recv: case Waits::accept: case Waits::connect: case Waits::nothing:
      if (seen.error != Error::again) explain(book, {world}, without_waiting(call_out(world, number), number), seen, returned, sink);
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
      if (allowed.kind == Allowed::Kind::nothing || is_again(allowed)) return;
      const Allowed shown = call.in == Waits::poll ? among_asked(allowed, call.events) : allowed;
      if (call.in != Waits::poll || shown.most != 0) add(shown, row);
    });
  }
  return answers;
}

}  // namespace socketcheck::model
