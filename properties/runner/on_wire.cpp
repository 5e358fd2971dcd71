// The runner as the wire: judges each segment that an end emits, and moves the worlds by each that is delivered.
#include <algorithm>

#include "model/text/show.hpp"
#include "model/wire/delivery.hpp"
#include "model/wire/frame_rules.hpp"
#include "model/wire/owed_rules.hpp"
#include "model/wire/ending_rules.hpp"
#include "model/wire/opening.hpp"
#include "properties/runner/patience.hpp"
#include "properties/runner/run.hpp"
#include "sut/wire.hpp"

namespace socketcheck::properties {
namespace {

using model::Observer;
using model::Segment;
using model::World;
using model::WireEvent;

// RFC 9293 3.8.6.3 [MUST-40].
constexpr Milliseconds longest_delay_of_an_ack{500};
// The timers of the wire's kernels begin with 20 ms, and a second for a SYN; each expiry doubles them (RFC 6298 5.5).
constexpr Milliseconds longest_wait_for_a_retransmission{500};
constexpr Milliseconds longest_wait_for_a_syn{3000};
// Of one step: a full window and its acknowledgements are a few thousand.
constexpr std::uint64_t most_segments_of_a_step = 30'000;

std::string in_words(const Observer& observer, const Segment& s) {
  std::string text;
  constexpr struct {
    std::uint8_t bit;
    const char* name;
  } names[] = {{model::flag::syn, "SYN "}, {model::flag::fin, "FIN "}, {model::flag::rst, "RST "}, {model::flag::ack, "ACK "}};
  for (const auto& one : names)
    if (s.has(one.bit)) text += one.name;
  text += std::to_string(observer.sequence_of(s));
  if (s.length > 0) text += ", " + std::to_string(s.length) + (s.length == 1 ? " byte" : " bytes");
  if (s.has(model::flag::ack)) text += ", ack " + std::to_string(observer.acknowledgement_of(s));
  return text;
}

// What the worlds say of the end that emits; what one of them allows is allowed.
void add_circumstances(const World& world, const Observer& observer, const Segment& s, model::Circumstances& now) {
  const std::int8_t number = model::connection_numbered(world, s.connection);
  if (number == model::nobody) {
    now.reset_is_due = true;
    return;
  }
  const model::View view = model::View::at(world, static_cast<std::size_t>(number), s.from);
  const model::Connection& c = view.connection();
  const bool is_opening = view.own().state == model::State::syn_sent || view.own().state == model::State::syn_received;
  const bool was_given_a_syn = c.is_unanswered() && s.from == 1 && observer.of(1).saw_syn;
  // The start's pair was connected before the program.
  now.syn_is_due = now.syn_is_due || is_opening || was_given_a_syn || (c.number == 0 && !observer.of(s.from).iss);
  now.accepted = std::max(now.accepted, view.outgoing().accepted);
  now.fin_is_due = now.fin_is_due || view.outgoing().fin != model::Transit::none;
  now.reset_is_due = now.reset_is_due || view.outgoing().reset != model::Transit::none || view.own().state == model::State::closed;
}

bool pays(const Observer& observer, const model::OwedRule& rule, const Segment& owed_for, model::Position until, const Segment& s) {
  if (s.connection != owed_for.connection || s.from == owed_for.from) return false;
  if (rule.owed == model::Owed::reset) return s.has(model::flag::rst);
  if (rule.owed == model::Owed::syn_and_acknowledgement) return s.has(model::flag::syn) && s.has(model::flag::ack);
  return s.has(model::flag::rst) || (s.has(model::flag::ack) && observer.acknowledgement_of(s) >= until);
}

}  // namespace

Observer& Runner::observer_of(int connection) {
  const auto index = static_cast<std::size_t>(connection);
  if (observers_.size() <= index) observers_.resize(index + 1);
  return observers_[index];
}

Failure Runner::failed_frame(const Segment& segment, const std::string& seen, const std::string& expected, std::string_view rule,
                             std::string_view source) const {
  Failure failure{.kind = FailureKind::frame, .step = step_};
  failure.subject = "a segment of " + show(EndOfConnection{segment.connection, segment.from});
  failure.seen = seen;
  failure.allowed.push_back({expected, std::string(rule), std::string(source)});
  failure.worlds_before = model::show(next_.empty() ? worlds_.front() : next_.front());
  failure.possible_worlds = std::max<std::size_t>(1, next_.size());
  return failure;
}

Runner::Found Runner::judge_emission(const Segment& segment) {
  Observer& observer = observer_of(segment.connection);
  if (segment.from == 1 && segment.has(model::flag::syn) && worlds_of_the_wire_are_held()) meet_on_the_wire(segment.connection);
  model::Circumstances now;
  for (const auto* worlds : {&next_, &settled_, &possible_, &worlds_})
    for (const World& world : *worlds) add_circumstances(world, observer, segment, now);
  const model::FrameRule* broken = model::first_broken({observer, segment, now});
  Found found;
  if (broken != nullptr)
    found = failed_frame(segment, in_words(observer, segment), std::string(broken->expected), broken->id, broken->source);
  const bool is_new = segment.reach() == 0 || observer.sequence_of(segment) + segment.reach() > observer.of(segment.from).sent;
  observer.emitted(segment);
  if (found) return found;
  for (const Debt& debt : debts_)
    if (debt.rule->owed == model::Owed::silence && is_new && pays(observer, *debt.rule, debt.segment, 0, segment))
      return failed_frame(segment, in_words(observer, segment), std::string(debt.rule->expected), debt.rule->id, debt.rule->source);
  std::erase_if(debts_, [&](const Debt& debt) {
    return debt.rule->owed != model::Owed::silence && pays(observer, *debt.rule, debt.segment, debt.until, segment);
  });
  return std::nullopt;
}

// Where SYNs cross, the second connection goes on in the first.
void Runner::meet_on_the_wire(int connection) {
  for (World& world : next_)
    if (const std::int8_t number = model::connection_numbered(world, connection); number != model::nobody)
      model::meet_on_the_wire(book_, world, number, &coverage_);
}

std::uint32_t Runner::states_of(int connection, int end) const {
  std::uint32_t states = 0;
  for (const World& world : next_) {
    const std::int8_t number = model::connection_numbered(world, connection);
    if (number != model::nobody) states |= 1u << static_cast<int>(world.connection(number).ends[static_cast<std::size_t>(end)].state);
  }
  return states;
}

bool Runner::may_open(const Segment& segment) const {
  if (segment.from != 0 || !segment.has(model::flag::syn) || segment.has(model::flag::ack) || !worlds_of_the_wire_are_held()) return false;
  return std::all_of(next_.begin(), next_.end(), [&](const World& world) {
    const std::int8_t number = model::connection_numbered(world, segment.connection);
    return number != model::nobody && model::may_open(world, number);
  });
}

Runner::Found Runner::take_delivery(const Segment& segment) {
  Observer& observer = observer_of(segment.connection);
  const int receiver = 1 - segment.from;
  const std::uint32_t before = states_of(segment.connection, receiver);
  if (may_open(segment)) observer.begin_again(receiver);
  model::Delivery delivery{.observer = observer, .segment = segment, .arrival = observer.delivered(segment),
                           .receiver_is_gone = true, .receiver_is_there = true, .is_held = worlds_of_the_wire_are_held(),
                           .states = before, .receiver_has_socket = true};
  for (const auto* worlds : {&next_, &settled_, &possible_})
    for (const World& world : *worlds) {
      const std::int8_t number = model::connection_numbered(world, segment.connection);
      if (number == model::nobody) continue;
      const model::View view = model::View::at(world, static_cast<std::size_t>(number), receiver);
      delivery.receiver_has_socket = delivery.receiver_has_socket && view.has_socket();
      const bool gone = view.own().state == model::State::closed;
      delivery.receiver_is_gone = delivery.receiver_is_gone && gone;
      delivery.receiver_is_kept_in_short = delivery.receiver_is_kept_in_short || model::is_kept_in_short(view);
      delivery.receiver_is_an_orphan_in_fin_wait_2 =
          delivery.receiver_is_an_orphan_in_fin_wait_2 || model::is_orphan_in_fin_wait_2(view);
      delivery.receiver_is_there = delivery.receiver_is_there && !gone;
      if (!gone)
        delivery.ends_the_receiver =
            delivery.ends_the_receiver || model::ending_for(book_.flavour(), view, segment, delivery.arrival) != nullptr;
    }
  if (delivery.is_held) {
    model::Worlds more;
    for (World& world : next_) model::deliver(book_, world, segment, delivery.arrival, more, &coverage_);
    next_.insert(next_.end(), more.begin(), more.end());
    delivery.states_after = states_of(segment.connection, receiver);
    delivery.is_dropped = std::any_of(next_.begin(), next_.end(), [&](const World& world) {
      const std::int8_t number = model::connection_numbered(world, segment.connection);
      return number != model::nobody && world.connection(number).handshake == model::Handshake::waits_for_room;
    });
  }
  // Silence is for what comes next, and only where nothing else can have caused it.
  std::erase_if(debts_, [](const Debt& debt) { return debt.rule->owed == model::Owed::silence; });
  if (const model::OwedRule* rule = model::owed_for(book_.flavour(), delivery)) debts_.push_back({rule, segment, observer.of(receiver).received});
  return std::nullopt;
}

void Runner::take_icmp(const Segment& about, model::IcmpError error) {
  model::Worlds more;
  for (World& world : next_) model::deliver_icmp(book_, world, observer_of(about.connection), about, error, more);
  next_.insert(next_.end(), more.begin(), more.end());
}

Runner::Found Runner::judge(const WireEvent& event) {
  Segment segment = event.segment;
  const int end = event.kind == WireEvent::Kind::delivered ? 1 - segment.from : segment.from;
  if (!next_.empty()) segment.connection = model::connection_of_end(next_.front(), segment.connection, end);
  switch (event.kind) {
    case WireEvent::Kind::emitted: return judge_emission(segment);
    case WireEvent::Kind::delivered: return take_delivery(segment);
    case WireEvent::Kind::icmp: take_icmp(segment, event.error); return std::nullopt;
  }
  return std::nullopt;
}

// What an end owes comes at once, or is an acknowledgement that may be delayed.
Runner::Found Runner::judge_wire() {
  Patience patience(std::min(deadline_, longest_delay_of_an_ack));
  for (std::uint64_t segments = 0;; segments += wire_events_.size()) {
    stack_.wire()->pump();
    wire_events_.clear();
    stack_.wire()->take_events(wire_events_);
    for (const WireEvent& event : wire_events_)
      if (Found found = judge(event)) return found;
    std::erase_if(debts_, [](const Debt& debt) { return debt.rule->owed == model::Owed::silence; });
    if (stack_.wire()->is_busy()) {
      if (segments > most_segments_of_a_step) return failed_rest();
      if (is_stopped()) return std::nullopt;
      continue;
    }
    if (debts_.empty()) return std::nullopt;
    if (!patience.is_left() || is_stopped()) break;
    stack_.wire()->wait(patience.next_wait());
  }
  const Debt debt = debts_.front();
  Failure failure = failed_frame(debt.segment, "nothing", std::string(debt.rule->expected), debt.rule->id, debt.rule->source);
  failure.subject = "the answer to " + in_words(observer_of(debt.segment.connection), debt.segment) + " from " +
                    show(EndOfConnection{debt.segment.connection, debt.segment.from});
  failure.after_deadline = true;
  return failure;
}

// Each answers what the other says, and neither says anything new.
Failure Runner::failed_rest() const {
  const Segment& last = wire_events_.back().segment;
  return failed_frame(last, "segment after segment, without end", "that the ends come to rest", "frame.comes-to-rest",
                      "RFC 9293 3.10.7.4, first: an acceptable segment without data, SYN or FIN is not answered");
}

void Runner::hold_worlds() {
  for (World& world : next_) {
    for (std::size_t i = 0; i < observers_.size(); ++i) model::hold_wire(world, observers_[i], static_cast<int>(i));
    world.wire_is_held = true;
  }
}

void Runner::limit_worlds_to_what_was_delivered() {
  for (World& world : next_) {
    model::end_openings_without_listener(world);
    for (std::size_t i = 0; i < observers_.size(); ++i)
      model::limit_to_what_was_delivered(world, observers_[i], static_cast<int>(i));
  }
}

void Runner::release_worlds() {
  for (World& world : next_) {
    for (std::size_t i = 0; i < observers_.size(); ++i) model::release_wire(world, observers_[i], static_cast<int>(i));
    world.wire_is_held = false;
  }
}

// A kernel sends again what was lost, when its timer says so; until then the worlds go on only by what is delivered.
Runner::Found Runner::await_what_was_lost() {
  const std::vector<Outstanding> lost = outstanding();
  if (lost.empty()) return std::nullopt;
  const bool is_opening = std::any_of(lost.begin(), lost.end(), [](const Outstanding& one) { return one.is_opening; });
  Patience patience(std::max(deadline_, is_opening ? longest_wait_for_a_syn : longest_wait_for_a_retransmission));
  while (!outstanding().empty() && patience.is_left() && !is_stopped()) {
    stack_.wire()->wait(patience.next_wait());
    if (Found found = judge_wire()) return found;
  }
  if (is_stopped()) return std::nullopt;
  // Where a window is shut, what is sent again may be in vain for ever.
  for (const Outstanding& one : outstanding())
    for (const Outstanding& before : lost)
      if (one.connection == before.connection && one.end == before.end && one.emissions == before.emissions) return failed_retransmission(one);
  return std::nullopt;
}

// What was emitted and not acknowledged. The kernel is asked only whether it is worth waiting; of an end in SYN-RECEIVED it
// may not tell.
std::vector<Runner::Outstanding> Runner::outstanding() {
  const std::uint32_t syn_received = 1u << static_cast<int>(model::State::syn_received);
  std::vector<Outstanding> found;
  for (std::size_t i = 0; i < observers_.size(); ++i)
    for (int end = 0; end < 2; ++end) {
      const model::Track& track = observers_[i].of(end);
      const int connection = static_cast<int>(i);
      if (track.sent <= track.acknowledged) continue;
      const bool is_there = (states_of(connection, end) & syn_received) != 0 || stack_.end_state(connection, end);
      if (is_there) found.push_back({connection, end, track.acknowledged == 0, track.emissions});
    }
  return found;
}

Failure Runner::failed_retransmission(const Outstanding& lost) const {
  const Segment segment{.connection = lost.connection, .from = lost.end};
  Failure failure = failed_frame(segment, "nothing", "that what was lost is sent again", "frame.lost.comes-again",
                                 "RFC 9293 3.8.1 and RFC 6298 5: what is not acknowledged is sent again when the timer expires");
  failure.after_deadline = true;
  return failure;
}

// Whatever the operation delivers is known exactly, also where the wire is not held before and after it.
Runner::Found Runner::make_on_wire(const model::OnWire& op) {
  ++calls_;
  next_ = worlds_;
  settled_.clear();
  possible_.clear();
  if (!worlds_of_the_wire_are_held()) hold_worlds();
  const std::string seen = stack_.wire()->perform(op);
  if (steps_ != nullptr && !is_over_) steps_->push_back({.call = model::show(op), .allowed = {}, .seen = seen});
  if (Found found = judge_wire()) return found;
  if (!stack_.wire()->is_held()) {
    if (Found found = await_what_was_lost()) return found;
    release_worlds();
  }
  model::remove_duplicates(next_);
  return settle_and_look();
}

// At the program's end everything comes that was held, and again what was lost.
Runner::Found Runner::release_wire() {
  if (stack_.wire() == nullptr || !worlds_.front().wire_is_held) return std::nullopt;
  is_over_ = true;
  if (steps_ != nullptr) sightings_.push_back({.kind = sut::Sighting::Kind::released});
  return make_on_wire({.action = model::WireAction::release});
}

}  // namespace socketcheck::properties
