#include "tests/model/planted_mistakes.hpp"

#include <stdexcept>
#include <string>

#include "model/rules/flavours.hpp"

namespace socketcheck::tests {

using namespace model;

namespace {

template <class RuleType>
bool replace(std::vector<Row<RuleType>>& rows, const RuleType& wrong) {
  for (auto& row : rows)
    if (row.rule->id == wrong.id) {
      row.rule = &wrong;
      return true;
    }
  return false;
}

// A test that plants nothing would pass for the wrong reason.
template <class Op>
Book with(const Rule<Op>& wrong) {
  Book book = *flavour("linux");
  if (!replace(book.rows_of<Op>(), wrong)) throw std::logic_error("there is no row " + std::string(wrong.id));
  return book;
}
Book with(const ArrivalRule& wrong) {
  Book book = *flavour("linux");
  ArrivalRows& rows = book.arrivals();
  if (!replace(rows.data, wrong) && !replace(rows.fin, wrong) && !replace(rows.reset, wrong) &&
      !replace(rows.ack_of_fin, wrong) && !replace(rows.syn, wrong))
    throw std::logic_error("there is no row " + std::string(wrong.id));
  return book;
}

template <class RuleType>
RuleType original(const std::vector<Row<RuleType>>& rows, std::string_view id) {
  for (const auto& row : rows)
    if (row.rule->id == id) return *row.rule;
  throw std::logic_error("there is no row " + std::string(id));
}
template <class Op>
Rule<Op> original(std::string_view id) {
  return original(flavour("linux")->rows_of<Op>(), id);
}

// The stream ends as soon as the FIN is there, whatever is unread.
const Book& end_of_stream_before_the_data() {
  static const Rule<Recv> wrong = [] {
    Rule<Recv> rule = original<Recv>("linux.recv.data");
    rule.allows = [](const View& v, const Recv& op) { return fin_received(v) ? bytes(0, 0) : queued_bytes(v, op); };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& peek_takes_bytes() {
  static const Rule<Recv> wrong = [] {
    Rule<Recv> rule = original<Recv>("linux.recv.data");
    rule.then = [](View& v, const Recv&, const Answer& seen) {
      take_from_queue(v.incoming(), static_cast<Position>(seen.value));
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& error_reported_twice_by_recv() {
  static const Rule<Recv> wrong = [] {
    Rule<Recv> rule = original<Recv>("linux.recv.reset");
    rule.then = nothing_changes<Recv>;
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& so_error_does_not_clear() {
  static const Rule<GetError> wrong = [] {
    Rule<GetError> rule = original<GetError>("so-error.reset");
    rule.then = nothing_changes<GetError>;
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& send_goes_on_behind_the_fin() {
  static const Rule<Send> wrong = [] {
    Rule<Send> rule = original<Send>("linux.send.write-half-closed");
    rule.allows = [](const View& v, const Send& op) { return has_ended(v) ? broken_pipe(op) : bytes(1, op.size); };
    rule.then = [](View& v, const Send& op, const Answer& seen) {
      if (!seen.failed()) accept_bytes(v, op, seen);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

// What the window held back is forgotten.
const Book& close_loses_queued_bytes() {
  static const Rule<Close> wrong = [] {
    Rule<Close> rule = original<Close>("close.orderly");
    rule.then = [](View& v, const Close& op, const Answer& seen) {
      v.outgoing().accepted = v.outgoing().arrived_most = v.outgoing().arrived_least;
      v.outgoing().crowded = false;
      close_with_fin(v, op, seen);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& close_cuts_the_connection_off() {
  static const Rule<Close> wrong = [] {
    Rule<Close> rule = original<Close>("close.orderly");
    rule.then = [](View& v, const Close& op, const Answer& seen) {
      sever(v);
      close_with_fin(v, op, seen);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& abort_only_forgets_the_descriptor() {
  static const Rule<Abort> wrong = [] {
    Rule<Abort> rule = original<Abort>("abort.connected");
    rule.then = forget_descriptor<Abort>;
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& fin_counted_twice() {
  static const Rule<Shutdown> wrong = [] {
    Rule<Shutdown> rule = original<Shutdown>("linux.shutdown.again");
    rule.then = [](View& v, const Shutdown& op, const Answer& seen) {
      close_halves(v, op, seen);
      if (ends_writing(op.half) && !fin_received(v)) v.outgoing().fin = Transit::in_flight;
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

// The FIN overtakes what the window holds back.
const Book& fin_arrives_before_the_data() {
  static const Rule<Shutdown> wrong = [] {
    Rule<Shutdown> rule = original<Shutdown>("shutdown.connected");
    rule.then = [](View& v, const Shutdown& op, const Answer& seen) {
      const bool sends_fin = ends_writing(op.half) && may_send(v);
      close_halves(v, op, seen);
      if (!sends_fin) return;
      View peer = v.from_the_peer();
      queue_fin(peer);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& shutting_reading_sends_a_fin() {
  static const Rule<Shutdown> wrong = [] {
    Rule<Shutdown> rule = original<Shutdown>("shutdown.connected");
    rule.then = [](View& v, const Shutdown& op, const Answer& seen) {
      close_halves(v, op, seen);
      if (may_send(v)) send_fin(v);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& shutdown_gives_up_the_descriptor() {
  static const Rule<Shutdown> wrong = [] {
    Rule<Shutdown> rule = original<Shutdown>("shutdown.connected");
    rule.then = [](View& v, const Shutdown& op, const Answer& seen) {
      close_halves(v, op, seen);
      if (op.half == Half::both) v.world().release(op.slot);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& counting_invents_a_byte() {
  static const Rule<UnreadBytes> wrong = [] {
    Rule<UnreadBytes> rule = original<UnreadBytes>("unread-bytes.readable");
    rule.then = [](View& v, const UnreadBytes&, const Answer& seen) {
      v.incoming().settle_unread_count(static_cast<Position>(seen.value) + 1);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& poll_does_not_show_the_end() {
  static const Rule<Poll> wrong = [] {
    Rule<Poll> rule = original<Poll>("linux.poll.open");
    rule.allows = [](const View& v, const Poll&) {
      return events((has_unread(v) ? event::readable : 0) | event::writable, event::rd_hup);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& time_wait_at_the_passive_end() {
  static const ArrivalRule wrong = [] {
    ArrivalRule rule = original(flavour("linux")->arrivals().ack_of_fin, "arrival.ack-of-fin.last-ack");
    rule.then = end_in_time_wait;
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& reset_leaves_the_end_connected() {
  static const ArrivalRule wrong = [] {
    ArrivalRule rule = original(flavour("linux")->arrivals().reset, "linux.arrival.reset");
    rule.then = [](View& v) {
      v.incoming().reset = Transit::arrived;
      if (v.has_socket()) v.socket().pending = Pending::reset;
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& fin_changes_no_state() {
  static const ArrivalRule wrong = [] {
    ArrivalRule rule = original(flavour("linux")->arrivals().fin, "arrival.fin");
    rule.then = [](View& v) { v.incoming().fin = Transit::arrived; };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& data_vanishes() {
  static const ArrivalRule wrong = [] {
    ArrivalRule rule = original(flavour("linux")->arrivals().data, "arrival.data.queued");
    rule.then = [](View& v) { v.incoming().severed = true; };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& listener_never_readable() {
  static const Rule<Poll> wrong = [] {
    Rule<Poll> rule = original<Poll>("linux.poll.listening");
    rule.allows = [](const View&, const Poll&) { return events(0); };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& queue_without_end() {
  static const ArrivalRule wrong = [] {
    ArrivalRule rule = original(flavour("linux")->arrivals().syn, "linux.arrival.syn.full");
    rule.then = establish;
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& bind_to_a_taken_place() {
  static const Rule<Bind> wrong = [] {
    Rule<Bind> rule = original<Bind>("linux.bind.in-use");
    rule.allows = bound;
    rule.then = give_name;
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& dup_counted_twice() {
  static const Rule<Dup> wrong = [] {
    Rule<Dup> rule = original<Dup>("dup.made");
    rule.then = [](View& v, const Dup& op, const Answer& seen) {
      add_descriptor(v, op, seen);
      ++v.socket().descriptors;
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

// The connection that waits last moves to the front before it is taken.
const Book& accept_takes_the_last() {
  static const Rule<Accept> wrong = [] {
    Rule<Accept> rule = original<Accept>("accept.first");
    rule.then = [](View& v, const Accept& op, const Answer& seen) {
      const auto waiting = waiting_in_queue(v.world(), v.own().socket);
      for (Connection& c : v.world().connections)
        if (waits_in_queue_of(c, v.own().socket)) c.place_in_queue = static_cast<std::uint8_t>(waiting + 1 - c.place_in_queue);
      accept_first(v, op, seen);
    };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

const Book& listener_leaves_its_queue() {
  static const Rule<Shutdown> wrong = [] {
    Rule<Shutdown> rule = original<Shutdown>("linux.shutdown.listening");
    rule.then = [](View& v, const Shutdown&, const Answer&) { end_in_closed(v); };
    return rule;
  }();
  static const Book book = with(wrong);
  return book;
}

}  // namespace

std::vector<PlantedMistake> planted_mistakes() {
  constexpr std::string_view life = "a whole life";
  constexpr std::string_view queue = "a full queue";
  constexpr std::string_view open = "an open window";
  constexpr std::string_view small = "a window of one";
  return {
      {"EndOfStreamBeforeTheData", "no end of the stream before all data", open, end_of_stream_before_the_data()},
      {"PeekTakesBytes", "bytes are conserved", open, peek_takes_bytes()},
      {"ErrorReportedTwiceByRecv", "an error is reported once", open, error_reported_twice_by_recv()},
      {"SoErrorDoesNotClear", "an error is reported once", open, so_error_does_not_clear()},
      {"SendGoesOnBehindTheFin", "nothing is accepted behind a FIN", open, send_goes_on_behind_the_fin()},
      {"CloseLosesQueuedBytes", "bytes are conserved", small, close_loses_queued_bytes()},
      {"CloseCutsTheConnectionOff", "closing everything ends it", open, close_cuts_the_connection_off()},
      {"CloseLosesWhatTheWindowHeld", "no byte is lost but by a reset", small, close_cuts_the_connection_off()},
      {"AbortOnlyForgetsTheDescriptor", "closing everything ends it", open, abort_only_forgets_the_descriptor()},
      {"FinCountedTwice", "FINs and resets go forward", open, fin_counted_twice()},
      {"FinArrivesBeforeTheData", "every world goes on", small, fin_arrives_before_the_data()},
      {"ShuttingReadingSendsAFin", "every call has an answer", open, shutting_reading_sends_a_fin()},
      {"ShutdownGivesUpTheDescriptor", "only closing closes a descriptor", open, shutdown_gives_up_the_descriptor()},
      {"CountingInventsAByte", "positions are in order", open, counting_invents_a_byte()},
      {"PollDoesNotShowTheEnd", "poll foretells recv", open, poll_does_not_show_the_end()},
      {"TimeWaitAtThePassiveEnd", "TIME-WAIT is the active end's", open, time_wait_at_the_passive_end()},
      {"ResetLeavesTheEndConnected", "a reset ends both ends", open, reset_leaves_the_end_connected()},
      {"FinChangesNoState", "states agree with the FINs", open, fin_changes_no_state()},
      {"ListenerNeverReadable", "poll foretells accept", life, listener_never_readable()},
      {"QueueWithoutEnd", "queues are bounded", queue, queue_without_end()},
      {"BindToATakenPlace", "no place has two owners unless shared", life, bind_to_a_taken_place()},
      {"DupCountedTwice", "descriptors are counted", life, dup_counted_twice()},
      {"AcceptTakesTheLast", "accept takes the first", queue, accept_takes_the_last()},
      {"ListenerLeavesItsQueue", "queues are in order", life, listener_leaves_its_queue()},
      // More of what some of them break.
      {"CountingPutsAFinBeforeAByte", "a FIN arrives behind all bytes", open, counting_invents_a_byte()},
      {"TimeWaitFromCloseWait", "states move along figure 5", open, time_wait_at_the_passive_end()},
      {"ResetLeavesAnErrorToTheConnected", "an error is pending only after a reset", open, reset_leaves_the_end_connected()},
      {"ResetLetsSendsGoOn", "no send succeeds after one failed", open, reset_leaves_the_end_connected()},
      {"DataVanishes", "no byte is lost but by a reset", open, data_vanishes()},
  };
}

}  // namespace socketcheck::tests
