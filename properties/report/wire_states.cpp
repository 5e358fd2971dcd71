#include "properties/report/wire_states.hpp"

#include <fmt/format.h>

#include <vector>

namespace socketcheck::properties {
namespace {

using model::State;

// What an end's state says of the two FINs (RFC 9293 3.3.2 and 3.6).
struct Facts {
  State state;
  bool has_sent;        // its FIN
  bool is_acknowledged; // that FIN
  bool has_received;    // the other's FIN
  bool answered;        // it had received the other's before it sent its own
};
constexpr Facts facts[] = {
    {State::established, false, false, false, false}, {State::fin_wait_1, true, false, false, false},
    {State::fin_wait_2, true, true, false, false},    {State::close_wait, false, false, true, false},
    {State::closing, true, false, true, false},       {State::last_ack, true, false, true, true},
    {State::time_wait, true, true, true, false},
};

const Facts* facts_of(State state) {
  for (const Facts& one : facts)
    if (one.state == state) return &one;
  return nullptr;
}

// What one end knows of the other must be so. The FIN of an end that answers carries the acknowledgement of the other's.
bool agrees(const Facts& one, const Facts& other) {
  if (one.has_received && !other.has_sent) return false;
  if (one.is_acknowledged && !other.has_received) return false;
  const bool saw_an_answer = other.answered && one.has_received;
  return !saw_an_answer || (one.is_acknowledged && !one.answered);
}

bool is_of_a_beginning(State state) { return state == State::listen || state == State::syn_sent || state == State::syn_received; }

constexpr State all_states[] = {State::closed,     State::listen,     State::syn_sent, State::syn_received,
                                State::established, State::fin_wait_1, State::fin_wait_2, State::close_wait,
                                State::closing,    State::last_ack,   State::time_wait};

void add(std::string& list, const std::string& one) { list += (list.empty() ? "" : ", ") + one; }

bool is_reached(const Coverage& coverage, State state, bool as_active) {
  for (const State other : all_states)
    if (coverage.times(as_active ? state : other, as_active ? other : state) > 0) return true;
  return false;
}

struct Pairs {
  int reached = 0;
  int possible = 0;
  int impossible = 0;
  std::string missing;
  std::string surprising;
};

Pairs pairs_in(const Coverage& coverage) {
  Pairs pairs;
  for (const State active : all_states)
    for (const State passive : all_states) {
      if (is_of_a_beginning(active) || is_of_a_beginning(passive)) continue;
      const bool was_reached = coverage.times(active, passive) > 0;
      const std::string name = fmt::format("{}/{}", model::show(active), model::show(passive));
      if (!can_coexist(active, passive)) {
        ++pairs.impossible;
        if (was_reached) add(pairs.surprising, name);
        continue;
      }
      ++pairs.possible;
      if (was_reached) ++pairs.reached;
      else add(pairs.missing, name);
    }
  return pairs;
}

std::string pairs_of_a_beginning(const Coverage& coverage) {
  std::string reached;
  for (const State active : all_states)
    for (const State passive : all_states)
      if ((is_of_a_beginning(active) || is_of_a_beginning(passive)) && coverage.times(active, passive) > 0)
        add(reached, fmt::format("{}/{}", model::show(active), model::show(passive)));
  return reached;
}

}  // namespace

bool can_coexist(State one, State other) {
  if (one == State::closed || other == State::closed) return true;  // after a RST, which may be lost
  const Facts* first = facts_of(one);
  const Facts* second = facts_of(other);
  return first != nullptr && second != nullptr && agrees(*first, *second) && agrees(*second, *first);
}

std::string states_on_the_wire(const std::string& stack, const Coverage& coverage) {
  std::string both;
  std::string not_both;
  int reached = 0;
  for (const State state : all_states) {
    if (state == State::listen) continue;
    const bool at_both = is_reached(coverage, state, true) && is_reached(coverage, state, false);
    add(at_both ? both : not_both, std::string(model::show(state)));
    reached += at_both ? 1 : 0;
  }
  const Pairs pairs = pairs_in(coverage);
  std::string text = fmt::format("  states at both ends of {}: {} ({} of 11)\n", stack, both, reached);
  text += fmt::format("    LISTEN only at the end that was connected to{}: who has called connect does not listen (RFC 9293 3.10.1)\n",
                      is_reached(coverage, State::listen, false) ? "" : ", where no program of this run came");
  if (!not_both.empty()) text += fmt::format("    {} not, because no program of this run came there\n", not_both);
  text += fmt::format("  pairs of states (active/passive) on {}: {} of the {} that can coexist\n", stack, pairs.reached, pairs.possible);
  if (const std::string begun = pairs_of_a_beginning(coverage); !begun.empty()) text += fmt::format("    and of the handshake {}\n", begun);
  if (!pairs.missing.empty()) text += fmt::format("    {} not, because no program of this run came there\n", pairs.missing);
  text += fmt::format("    {} others can't: who has seen a FIN, or its own acknowledged, has a peer that sent, or has seen, it\n",
                      pairs.impossible);
  if (!pairs.surprising.empty()) text += fmt::format("    and yet seen: {}\n", pairs.surprising);
  return text;
}

}  // namespace socketcheck::properties
