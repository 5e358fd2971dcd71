// Runs one program on a stack and judges every answer by the model.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "model/explain.hpp"
#include "model/glance.hpp"
#include "model/waiting.hpp"
#include "model/wire/observer.hpp"
#include "properties/runner/connections.hpp"
#include "properties/runner/coverage.hpp"
#include "properties/runner/failure.hpp"
#include "properties/runner/invariant.hpp"
#include "sut/stack.hpp"

namespace socketcheck::model {
struct OwedRule;
}

namespace socketcheck::properties {

using sut::Milliseconds;

inline constexpr Milliseconds full_deadline{5000};

// Told what happens while a program runs. May be null.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void program_begins(const model::Program& program) = 0;
  virtual void call_begins(std::size_t step) = 0;
};

// Told which worlds are possible before each call and after the last one. May be null.
class CallObserver {
 public:
  virtual ~CallObserver() = default;
  virtual void program_begins() = 0;
  virtual void call_is_made(const model::Worlds& before, const model::Operation& call) = 0;
  virtual void calls_are_over(const model::Worlds& after) = 0;  // none of them deviated
};

class Runner {
 public:
  // Owns none of them.
  Runner(sut::Stack& stack, const model::Book& book, Coverage& coverage, Watcher* watcher = nullptr);

  // Runs the program and cleans up after it, whatever happens.
  Outcome run(const model::Program& program);
  // The same, and keeps each step in words.
  Outcome run(const model::Program& program, std::vector<Step>& steps);

  // Watched from the next program on; not owned, may be null.
  void set_invariant(Invariant* invariant) { invariant_ = invariant; }
  void set_observer(CallObserver* observer) { observer_ = observer; }  // not owned, may be null
  // Wait for the acknowledgement of every FIN, as a replay does; else only in some programs, because each costs 44 ms.
  void await_every_ack(bool on) { awaits_every_ack_ = on; }
  // Each program must leave the process with as many descriptors as it found.
  void count_descriptors(bool on) { counts_descriptors_ = on; }
  // While the flag is set nothing is waited for, and the outcome means nothing. Not owned, may be null.
  void set_stop(const std::atomic<bool>* stop) { stop_ = stop; }
  // A program in which a SHOULD was broken fails.
  void set_strict(bool strict) { strict_ = strict; }
  // Programs in which a SHOULD was broken.
  std::uint64_t shoulds_broken() const { return shoulds_broken_; }
  // How long something that is owed may take.
  void set_deadline(Milliseconds deadline) { deadline_ = deadline; }
  // The deadline while shrinking: ten times the longest settling seen, at least 100 ms.
  Milliseconds short_deadline() const;

  const model::Limits& limits() const { return limits_; }  // the stack's
  std::uint64_t calls() const { return calls_; }  // since the runner was made
  // Programs that failed while the kernel had no room for TIME-WAITs or gave a port out twice, and so say nothing.
  std::uint64_t not_judged() const { return not_judged_; }

 private:
  using Found = std::optional<Failure>;

  Outcome run_and_clean_up(const model::Program& program);
  Outcome run_once(const model::Program& program);
  Found make_calls(const model::Program& program);
  Found bring_what_is_owed();
  Found make_call(const model::Operation& operation);
  std::span<const std::byte> bytes_of(const model::Send& send) const;
  std::span<const std::byte> bytes_of(const model::SendTo& send) const;
  bool says_nothing_about_the_stack();
  model::Answer perform(const model::Operation& operation);
  bool explain_answer(const model::Operation& operation, const model::Answer& seen);
  model::Answer call_again(const model::Operation& operation, model::Answer seen);
  Found check_invariant(const model::Operation& operation, const model::Answer& seen) const;
  Found check_bytes(const model::Operation& operation, const model::Answer& seen);
  Found check_datagram(const model::Operation& operation, const model::Answer& seen);
  model::Questions settle_next();
  Found settle_and_look();
  Found look(model::Questions questions);
  Found await_what_was_late();
  Found await_acknowledged_fins();
  Found await_acknowledged_fin(const EndOfConnection& end);
  std::optional<model::State> state_of_end(const EndOfConnection& end);
  Failure failed_acknowledgement(const EndOfConnection& end, std::optional<model::State> state);
  std::vector<EndOfConnection> ends_to_look_at(bool only_orphans) const;
  Found check_end(const EndOfConnection& end);
  Found check_ends(bool only_orphans);
  Found give_up_descriptors();
  Found check_shoulds();

  // Calls that wait (waiting.cpp).
  Found begin_waiting(const model::Begin& op);
  Found complete_waiting(model::Questions& questions);
  Found complete(const model::Begin& op, const model::Answer& answer);
  Found check_that_others_wait(bool& changed);
  Found end_waiting();
  Failure failed_wake_up(const model::Begin& op) const;
  Failure failed_interrupt(const model::Begin& op, const std::string& seen) const;

  // On the wire (on_wire.cpp).
  bool worlds_of_the_wire_are_held() const { return !next_.empty() && next_.front().wire_is_held; }
  Found make_on_wire(const model::OnWire& op);
  void hold_worlds();
  void release_worlds();
  void limit_worlds_to_what_was_delivered();
  Found release_wire();
  struct Outstanding {
    int connection = 0;
    int end = 0;
    bool is_opening = false;  // its SYN is not acknowledged
    std::uint64_t emissions = 0;
  };
  Found await_what_was_lost();
  std::vector<Outstanding> outstanding();
  Failure failed_retransmission(const Outstanding& lost) const;
  Found judge_wire();
  Found judge(const model::WireEvent& event);
  Found judge_emission(const model::Segment& segment);
  Found take_delivery(const model::Segment& segment);
  void meet_on_the_wire(int connection);
  bool may_open(const model::Segment& segment) const;
  std::uint32_t states_of(int connection, int end) const;  // in the possible worlds: bits by State
  Failure failed_frame(const model::Segment& segment, const std::string& seen, const std::string& expected, std::string_view rule,
                       std::string_view source) const;
  Failure failed_rest() const;
  model::Observer& observer_of(int connection);

  Found check_descriptors(int before) const;
  std::string what_is_owed() const;
  std::vector<AllowedLine> lines_for(const model::Operation& operation) const;
  Failure failed_answer(const model::Operation& operation, const model::Answer& seen) const;
  Failure failed_bytes(const model::Operation& recv, model::Position first, std::size_t wrong, const model::Answer& seen) const;
  Failure failed_datagram(const model::Operation& operation, const model::TakenDatagram& taken, const model::Answer& seen) const;
  Failure failed_glance(const model::Glance& glance, bool after_deadline) const;
  bool may_have_lost_time_wait(const EndOfConnection& end) const;
  Failure failed_end(const EndOfConnection& end, std::optional<model::State> kept);
  bool still_becoming(const model::Glance& glance) const;
  void note_step(const model::Operation& operation, const model::Answer& seen);
  void note_sightings();
  void note_settling(std::chrono::steady_clock::time_point begin);

  sut::Stack& stack_;
  const model::Book& book_;
  Coverage& coverage_;
  Watcher* watcher_;
  Invariant* invariant_ = nullptr;
  CallObserver* observer_ = nullptr;
  model::Limits limits_;
  Milliseconds deadline_ = full_deadline;
  std::chrono::nanoseconds longest_settling_{0};
  std::uint64_t calls_ = 0;
  std::uint64_t not_judged_ = 0;
  bool counts_descriptors_ = false;
  const std::atomic<bool>* stop_ = nullptr;
  bool is_stopped() const { return stop_ != nullptr && *stop_; }
  std::uint64_t shoulds_broken_ = 0;
  bool strict_ = false;
  bool awaits_every_ack_ = false;
  std::uint64_t ends_awaiting_an_ack_ = 0;
  std::uint64_t programs_awaiting_a_push_ = 0;

  // Of the program that runs.
  std::optional<sut::CouldNotTest> could_not_test_;
  std::size_t step_ = 0;
  bool time_waits_dropped_ = false;
  model::Worlds worlds_;
  model::Worlds next_;
  model::Worlds settled_;
  std::vector<std::size_t> origin_;  // of each settled world: the one of next_ that it came from
  model::Worlds possible_;           // the settled worlds with what may be late
  model::Worlds candidates_;

  model::WaitingCalls waiting_;
  std::vector<EndOfConnection> woken_by_fin_;  // ends whose reader waited when the FIN came

  // Of the wire, where it is the suite's.
  struct Debt {  // what is owed for a segment that was delivered
    const model::OwedRule* rule = nullptr;
    model::Segment segment;
    model::Position until = 0;  // what the acknowledgement must reach
  };
  std::vector<model::Observer> observers_;  // by the connection's number
  std::vector<model::WireEvent> wire_events_;
  std::vector<Debt> debts_;
  bool is_over_ = false;  // the program's calls were all made
  std::vector<Step>* steps_ = nullptr;
  std::vector<sut::Sighting> sightings_;  // of the step that is made
};

// EAGAIN and EINTR of send and recv: the blocking form of the call would have gone on.
bool may_be_called_again(const model::Operation& operation, const model::Answer& seen);

}  // namespace socketcheck::properties
