#include "properties/report/state_pairs.hpp"

#include <algorithm>
#include <array>

namespace socketcheck::properties {
namespace {

using model::State;

constexpr unsigned bit(State state) { return 1u << static_cast<unsigned>(state); }
template <class... States>
constexpr unsigned any_of(States... states) {
  return (bit(states) | ... | 0u);
}

// RFC 9293 3.3.2, read from one end: what the other end can be in meanwhile.
struct Beside {
  unsigned states;
  std::string_view why_no_other;
};
constexpr std::array<Beside, model::number_of_states> beside = {{
    /* CLOSED */
    {any_of(State::closed, State::syn_sent, State::established, State::fin_wait_1, State::fin_wait_2, State::close_wait,
            State::closing, State::last_ack, State::time_wait),
     ""},
    /* LISTEN */ {0, "a listener is no end of a connection"},
    /* SYN-SENT */ {any_of(State::closed), "nobody has answered the SYN"},
    /* SYN-RECEIVED */ {0, "a handshake is over before the next call"},
    /* ESTABLISHED */
    {any_of(State::closed, State::established, State::fin_wait_1),
     "an end in ESTABLISHED has neither seen a FIN nor sent one"},
    /* FIN-WAIT-1 */
    {any_of(State::closed, State::established, State::fin_wait_1, State::close_wait, State::closing, State::last_ack),
     "an end in FIN-WAIT-1 has seen no FIN, so it has acknowledged none"},
    /* FIN-WAIT-2 */
    {any_of(State::closed, State::close_wait, State::closing, State::last_ack),
     "the other end has acknowledged the FIN of an end in FIN-WAIT-2, which has seen none"},
    /* CLOSE-WAIT */
    {any_of(State::closed, State::fin_wait_1, State::fin_wait_2), "an end in CLOSE-WAIT has seen a FIN and sent none"},
    /* CLOSING */
    {any_of(State::closed, State::fin_wait_1, State::fin_wait_2, State::closing, State::time_wait),
     "both FINs were on their way where an end is in CLOSING"},
    /* LAST-ACK */
    {any_of(State::closed, State::fin_wait_1, State::fin_wait_2, State::time_wait),
     "an end in LAST-ACK has seen a FIN before it sent its own, which acknowledges it"},
    /* TIME-WAIT */
    {any_of(State::closed, State::closing, State::last_ack, State::time_wait),
     "an end in TIME-WAIT has seen the other's FIN and the acknowledgement of its own"},
}};

struct Way {
  State a;
  State b;
  std::string_view program;
};
// From `start pair a b`; with a and b exchanged, so are the states.
constexpr Way ways[] = {
    {State::closed, State::closed, "abort(a)"},
    {State::established, State::established, "poll(a)"},
    {State::established, State::fin_wait_1, "hold(); shutdown(b, SHUT_WR)"},
    {State::established, State::closed, "hold(); abort(b)"},
    {State::fin_wait_1, State::fin_wait_1, "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR)"},
    {State::fin_wait_1, State::close_wait, "shutdown(a, SHUT_WR)"},
    {State::fin_wait_1, State::closing, "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a)"},
    {State::fin_wait_1, State::last_ack, "hold(); shutdown(a, SHUT_WR); deliver(a); shutdown(b, SHUT_WR)"},
    {State::fin_wait_1, State::closed, "hold(); shutdown(a, SHUT_WR); abort(b)"},
    {State::fin_wait_2, State::close_wait, "shutdown(a, SHUT_WR); getsockopt(a, TCP_INFO)"},
    {State::fin_wait_2, State::closing,
     "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a); swap(b); deliver(b)"},
    {State::fin_wait_2, State::last_ack, "shutdown(a, SHUT_WR); hold(); shutdown(b, SHUT_WR)"},
    {State::fin_wait_2, State::closed, "shutdown(a, SHUT_WR); hold(); abort(b)"},
    {State::close_wait, State::closed, "shutdown(b, SHUT_WR); hold(); abort(b)"},
    {State::closing, State::closing, "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a); deliver(b)"},
    {State::closing, State::time_wait,
     "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a); deliver(b); deliver(a)"},
    {State::closing, State::closed, "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(b); abort(b)"},
    {State::last_ack, State::time_wait, "shutdown(b, SHUT_WR); hold(); shutdown(a, SHUT_WR); deliver(a)"},
    {State::last_ack, State::closed, "shutdown(b, SHUT_WR); hold(); shutdown(a, SHUT_WR); abort(b)"},
    {State::time_wait, State::time_wait, "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver()"},
    {State::time_wait, State::closed, "shutdown(a, SHUT_WR); shutdown(b, SHUT_WR)"},
};
// A second connection finds the queue full.
constexpr std::string_view way_to_syn_sent =
    "start fresh; a = socket(); bind(a, p); listen(a, 0); b = socket(); connect(b, p); c = socket(); connect(c, p)";

std::string with_ends_exchanged(std::string_view program) {
  std::string text(program);
  for (std::size_t i = 1; i < text.size(); ++i)
    if (text[i - 1] == '(' && (text[i] == 'a' || text[i] == 'b')) text[i] = text[i] == 'a' ? 'b' : 'a';
  return text;
}

std::string program_for(State active, State passive) {
  if (active == State::syn_sent && passive == State::closed) return std::string(way_to_syn_sent);
  for (const Way& way : ways) {
    if (way.a == active && way.b == passive) return "start pair a b; " + std::string(way.program);
    if (way.b == active && way.a == passive) return "start pair a b; " + with_ends_exchanged(way.program);
  }
  return {};
}

std::string_view why_impossible(State active, State passive) {
  for (const auto& [own, other] : {std::pair{active, passive}, std::pair{passive, active}})
    if (const Beside& one = beside[static_cast<std::size_t>(own)]; (one.states & bit(other)) == 0) {
      const std::string_view others = beside[static_cast<std::size_t>(other)].why_no_other;
      return one.why_no_other.empty() ? others : one.why_no_other;
    }
  if (passive == State::syn_sent) return "only the end that called connect is ever in SYN-SENT";
  return {};
}

std::string_view why_not_here(const std::string& program, const sut::Abilities& abilities) {
  if (program.find("hold()") != std::string::npos && !abilities.wire)
    return "a segment must be on its way between two calls, which takes a wire of one's own";
  if (program.starts_with("start fresh") && !abilities.fresh_sockets) return "the stack makes no sockets one by one";
  return {};
}

}  // namespace

std::vector<StatePair> state_pairs(const Coverage& coverage, const sut::Abilities& abilities) {
  std::vector<StatePair> pairs;
  if (abilities.transport == model::Transport::datagram) return pairs;
  for (int i = 0; i < model::number_of_states; ++i)
    for (int j = 0; j < model::number_of_states; ++j) {
      StatePair pair{.active = static_cast<State>(i), .passive = static_cast<State>(j), .reason = {}, .program = {}};
      pair.times = coverage.times(pair.active, pair.passive);
      pair.reason = why_impossible(pair.active, pair.passive);
      pair.is_possible = pair.times > 0 || pair.reason.empty();
      if (pair.is_possible) {
        pair.program = program_for(pair.active, pair.passive);
        pair.reason = pair.times > 0 ? "" : why_not_here(pair.program, abilities);
      }
      pairs.push_back(std::move(pair));
    }
  return pairs;
}

int pairs_possible(const std::vector<StatePair>& pairs) {
  return static_cast<int>(
      std::count_if(pairs.begin(), pairs.end(), [](const StatePair& one) { return one.is_possible; }));
}

int pairs_reached(const std::vector<StatePair>& pairs) {
  return static_cast<int>(
      std::count_if(pairs.begin(), pairs.end(), [](const StatePair& one) { return one.times > 0; }));
}

std::uint64_t times_in(const std::vector<StatePair>& pairs, State state) {
  std::uint64_t times = 0;
  for (const StatePair& one : pairs)
    times += (one.active == state ? one.times : 0) + (one.passive == state ? one.times : 0);
  return times;
}

std::string why_never_in(const std::vector<StatePair>& pairs, State state) {
  std::string why;
  for (const StatePair& one : pairs) {
    if (one.active != state && one.passive != state) continue;
    if (one.times > 0 || (one.is_possible && one.reason.empty())) return {};
    if (why.empty() || one.is_possible) why = one.reason;
  }
  return why;
}

}  // namespace socketcheck::properties
