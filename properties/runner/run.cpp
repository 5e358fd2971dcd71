#include "properties/runner/run.hpp"

#include <algorithm>

#include "model/wire/hosts.hpp"
#include "properties/runner/descriptors.hpp"
#include "properties/runner/patience.hpp"
#include "sut/pattern.hpp"
#include "sut/wire.hpp"

namespace socketcheck::properties {

using model::Answer;
using model::Operation;

namespace {

// The bytes of the n-th datagram of a program.
sut::Stream stream_of(int number) { return {.connection = number, .writer = 0}; }

}  // namespace

Runner::Runner(sut::Stack& stack, const model::Book& book, Coverage& coverage, Watcher* watcher)
    : stack_(stack), book_(book), coverage_(coverage), watcher_(watcher), limits_(stack.limits()) {}

Milliseconds Runner::short_deadline() const {
  const auto ten_times = std::chrono::duration_cast<Milliseconds>(10 * longest_settling_);
  return std::clamp(ten_times, Milliseconds{100}, full_deadline);
}

Outcome Runner::run(const model::Program& program) {
  steps_ = nullptr;
  return run_and_clean_up(program);
}

Outcome Runner::run(const model::Program& program, std::vector<Step>& steps) {
  steps_ = &steps;
  Outcome outcome = run_and_clean_up(program);
  steps_ = nullptr;
  return outcome;
}

// Where the kernel had no room for a TIME-WAIT, an end vanished that the model still sees: then the program is run once
// more, and without room it can't be judged.
Outcome Runner::run_and_clean_up(const model::Program& program) {
  Outcome outcome = run_once(program);
  if (failure_of(outcome) == nullptr || !says_nothing_about_the_stack()) return outcome;
  if (steps_ != nullptr) steps_->clear();
  outcome = run_once(program);
  if (failure_of(outcome) == nullptr || !says_nothing_about_the_stack()) return outcome;
  ++not_judged_;
  return Conforms{};
}

bool Runner::says_nothing_about_the_stack() { return stack_.dropped_time_waits() || stack_.reused_ports(); }

Outcome Runner::run_once(const model::Program& program) {
  if (watcher_ != nullptr) watcher_->program_begins(program);
  const int descriptors = counts_descriptors_ ? open_descriptors() : -1;
  if (model::needs_the_wire(program) && !stack_.abilities().wire)
    return sut::CouldNotTest{"the program acts on the wire, which is not the suite's here: use linux-wire4 or linux-wire6"};
  if (model::transport_of(program.start) != stack_.abilities().transport)
    return sut::CouldNotTest{stack_.abilities().transport == model::Transport::stream
                                 ? "the program is about UDP, and the stack is one of TCP: use linux-udp4 or linux-udp6"
                                 : "the program is about TCP, and the stack is one of UDP: use linux-tcp4 or linux-tcp6"};
  if (stack_.abilities().wire && !std::all_of(program.calls.begin(), program.calls.end(), model::keeps_to_its_host))
    return sut::CouldNotTest{"on the wire a, c, e, g, p and r are of one host, b, d, f, h and q of the other, and connect() goes to the other"};
  is_over_ = false;
  waiting_.clear();
  woken_by_fin_.clear();
  observers_.clear();
  debts_.clear();
  if (auto failed = stack_.begin(program.start)) return *failed;
  could_not_test_.reset();
  time_waits_dropped_ = false;
  if (invariant_ != nullptr) invariant_->begin();
  worlds_.assign(1, model::world_of(program.start, limits_));
  sightings_.clear();
  if (steps_ != nullptr && stack_.wire() != nullptr) stack_.wire()->watch(&sightings_);
  Found found = make_calls(program);
  if (stack_.wire() != nullptr) stack_.wire()->watch(nullptr);
  stack_.abandon();
  if (could_not_test_) return *could_not_test_;
  if (!found && counts_descriptors_) found = check_descriptors(descriptors);
  if (found) return *found;
  return Conforms{};
}

Runner::Found Runner::make_calls(const model::Program& program) {
  if (observer_ != nullptr) observer_->program_begins();
  for (step_ = 0; step_ < program.calls.size(); ++step_) {
    const Operation& operation = program.calls[step_];
    if (!model::is_made(worlds_.front(), operation) || model::is_left_out(worlds_.front(), waiting_, operation)) continue;
    if (watcher_ != nullptr) watcher_->call_begins(step_);
    if (observer_ != nullptr) observer_->call_is_made(worlds_, operation);
    const auto* on_wire = std::get_if<model::OnWire>(&operation);
    const auto* waiting = std::get_if<model::Begin>(&operation);
    Found broken = on_wire != nullptr ? make_on_wire(*on_wire) : waiting != nullptr ? begin_waiting(*waiting) : make_call(operation);
    note_sightings();
    if (broken) return broken;
  }
  if (observer_ != nullptr) observer_->calls_are_over(worlds_);
  if (Found found = end_waiting()) return found;
  Found found = bring_what_is_owed();
  note_sightings();
  if (found) return found;
  if (found = check_ends(true); found) return found;
  if (found = give_up_descriptors(); found) return found;
  return check_shoulds();
}

Runner::Found Runner::bring_what_is_owed() {
  if (Found found = release_wire()) return found;
  if (Found found = await_what_was_late()) return found;
  return await_acknowledged_fins();
}

// What stands in the stream next. All worlds agree on how much was accepted, since the answers said so.
std::span<const std::byte> Runner::bytes_of(const model::Send& send) const {
  if (const model::DatagramWorld& datagrams = worlds_.front().datagrams; datagrams.on)
    return sut::pattern(stream_of(datagrams.sent + 1), 0, send.size);
  const model::View view = model::View::of(worlds_.front(), send.slot);
  return sut::pattern({view.connection().number, view.end_number()}, view.outgoing().accepted, send.size);
}

std::span<const std::byte> Runner::bytes_of(const model::SendTo& send) const {
  return sut::pattern(stream_of(worlds_.front().datagrams.sent + 1), 0, send.size);
}

Answer Runner::perform(const Operation& operation) {
  ++calls_;
  if (const auto* send = std::get_if<model::Send>(&operation)) return stack_.perform(*send, bytes_of(*send));
  if (const auto* send = std::get_if<model::SendTo>(&operation)) return stack_.perform(*send, bytes_of(*send));
  return sut::perform_plain(stack_, operation);
}

bool Runner::explain_answer(const Operation& operation, const Answer& seen) {
  next_.clear();
  model::explain(book_, worlds_, operation, seen, next_, &coverage_);
  return !next_.empty();
}

// A descriptor that says EAGAIN where bytes or room are owed is waited for, as a blocking call would; a call that was
// interrupted is made again. Either may go on until the deadline, and then it is a finding.
Answer Runner::call_again(const Operation& operation, Answer seen) {
  const auto begin = std::chrono::steady_clock::now();
  Patience patience(deadline_);
  while (!explain_answer(operation, seen) && patience.is_left() && !is_stopped()) {
    if (seen.error == model::Error::again) stack_.wait(patience.next_wait());
    seen = perform(operation);
  }
  if (!next_.empty()) note_settling(begin);
  return seen;
}

bool may_be_called_again(const Operation& operation, const Answer& seen) {
  const bool transfers = model::is_one_of<model::Send, model::Recv, model::RecvUrgent, model::SendTo, model::RecvFrom>(operation);
  return transfers && (seen.error == model::Error::again || seen.error == model::Error::interrupted);
}

Runner::Found Runner::make_call(const Operation& operation) {
  Answer seen = perform(operation);
  if (!explain_answer(operation, seen)) {
    if (may_be_called_again(operation, seen) && stack_.want_of_resources(operation, seen).empty()) seen = call_again(operation, seen);
    if (next_.empty()) {
      note_step(operation, seen);
      if (const std::string want = stack_.want_of_resources(operation, seen); !want.empty()) could_not_test_ = {want};
      return failed_answer(operation, seen);
    }
  }
  if (worlds_of_the_wire_are_held()) limit_worlds_to_what_was_delivered();
  coverage_.answered(operation, seen);
  note_step(operation, seen);
  if (Found found = check_bytes(operation, seen)) return found;
  if (Found found = check_invariant(operation, seen)) return found;
  return settle_and_look();
}

// Where in the stream the bytes stand that the call returns.
model::Position position_of(const model::View& before, const Operation& operation) {
  const model::Direction& in = before.incoming();
  if (std::holds_alternative<model::RecvUrgent>(operation)) return in.mark;
  const auto& recv = std::get<model::Recv>(operation);
  return in.read + (model::leaves_out_urgent_byte(before, recv) ? 1 : 0);
}

// A datagram is known by its bytes: the worlds go that took another one.
Runner::Found Runner::check_datagram(const Operation& operation, const Answer& seen) {
  const bool receives = model::is_one_of<model::Recv, model::RecvFrom>(operation);
  if (!receives || seen.failed()) return std::nullopt;
  const auto received = stack_.received();
  const auto has_wrong_bytes = [&](const model::World& world) {
    const model::TakenDatagram& taken = world.datagrams.taken;
    return taken.number != 0 && (taken.bytes != received.size() || sut::first_wrong_byte(stream_of(taken.number), 0, received) != received.size());
  };
  const model::World before = next_.front();
  std::erase_if(next_, has_wrong_bytes);
  if (next_.empty()) return failed_datagram(operation, before.datagrams.taken, seen);
  for (model::World& world : next_) world.datagrams.taken = {};
  model::remove_duplicates(next_);
  return std::nullopt;
}

Runner::Found Runner::check_bytes(const Operation& operation, const Answer& seen) {
  if (worlds_.front().datagrams.on) return check_datagram(operation, seen);
  const auto* recv = std::get_if<model::Recv>(&operation);
  const bool copies = recv != nullptr ? !recv->truncate : std::holds_alternative<model::RecvUrgent>(operation);
  if (!copies || seen.failed() || seen.value == 0) return std::nullopt;
  const auto received = stack_.received();
  const auto first_wrong = [&](const model::World& world) {
    const model::View before = model::View::of(world, model::slot_of(operation));
    return sut::first_wrong_byte({before.connection().number, before.peers_number()}, position_of(before, operation), received);
  };
  // Where urgent data was held back, worlds may disagree on what stands next.
  for (const model::World& world : worlds_)
    if (first_wrong(world) == received.size()) return std::nullopt;
  const model::View before = model::View::of(worlds_.front(), model::slot_of(operation));
  return failed_bytes(operation, position_of(before, operation), first_wrong(worlds_.front()), seen);
}

// The worlds in which everything prompt has arrived, and what has to be asked to see that it has.
model::Questions Runner::settle_next() {
  settled_.clear();
  origin_.clear();
  model::Questions questions;
  const auto add = [&](const model::Questions& more) {
    questions.unread |= more.unread;
    questions.state |= more.state;
  };
  for (std::size_t i = 0; i < next_.size(); ++i) {
    const std::size_t first = settled_.size();
    settled_.push_back(next_[i]);
    if (model::has_prompt_arrivals(next_[i])) {
      model::Worlds more;
      model::settle(book_, settled_.back(), more, &coverage_);
      settled_.insert(settled_.end(), more.begin(), more.end());
      for (std::size_t j = first; j < settled_.size(); ++j) add(model::questions_between(book_, next_[i], settled_[j]));
    }
    origin_.resize(settled_.size(), i);
  }
  possible_.clear();
  for (const model::World& world : settled_) model::with_late_arrivals(book_, world, possible_, &coverage_);
  for (const model::World& world : settled_)
    if (!model::is_certain(world)) add(model::questions_about_late_bytes(world));
  if (possible_.size() > 1)
    for (const model::Worlds* worlds : {&next_, &possible_})
      for (const model::World& world : *worlds) add(model::questions_about_states(possible_.front(), world));
  return questions;
}

// Lets arrive what must, and return what that wakes.
Runner::Found Runner::settle_and_look() {
  for (bool changed = true; changed;) {
    model::Questions questions = settle_next();
    if (Found found = complete_waiting(questions)) return found;
    if (Found found = look(questions)) return found;
    if (Found found = check_that_others_wait(changed)) return found;
  }
  return std::nullopt;
}

// Waits until the stack shows one of the worlds in which everything prompt has arrived.
Runner::Found Runner::look(model::Questions questions) {
  if (stack_.wire() != nullptr) {
    if (Found found = judge_wire()) return found;
    if (worlds_of_the_wire_are_held()) questions = settle_next();
    if (worlds_of_the_wire_are_held()) questions.state = 0xff;
  }
  std::optional<Patience> patience;
  std::chrono::steady_clock::time_point begin;
  for (;;) {
    model::Glance glance;
    stack_.glance(questions, glance);
    if (model::keep_worlds_that_show(book_, glance, possible_)) break;
    if (!patience) {
      begin = std::chrono::steady_clock::now();
      patience.emplace(deadline_);
    }
    if (!still_becoming(glance) || !patience->is_left() || is_stopped()) return failed_glance(glance, patience->was_used());
    stack_.wait(patience->next_wait());
    if (stack_.wire() == nullptr) continue;
    if (Found found = judge_wire()) return found;
  }
  if (patience) note_settling(begin);
  if (possible_.size() > 1) model::remove_duplicates(possible_);
  worlds_.swap(possible_);
  coverage_.reached(worlds_.front());
  return std::nullopt;
}

// What is late may also have come between two looks of one glance.
bool Runner::still_becoming(const model::Glance& glance) const {
  if (possible_.size() > settled_.size()) return true;
  for (std::size_t i = 0; i < settled_.size(); ++i)
    if (model::may_still_become(book_, glance, next_[origin_[i]], settled_[i])) return true;
  return false;
}

void Runner::note_settling(std::chrono::steady_clock::time_point begin) {
  longest_settling_ = std::max<std::chrono::nanoseconds>(longest_settling_, std::chrono::steady_clock::now() - begin);
}

}  // namespace socketcheck::properties
