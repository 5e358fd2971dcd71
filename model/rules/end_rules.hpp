// What a stack keeps of an end of a connection once nobody asks it anything more: the books at a program's end.
#pragma once

#include <optional>
#include <string_view>

#include "model/world/words.hpp"

namespace socketcheck::model {

struct EndRule {
  std::string_view id;
  std::string_view source;
  bool (*when)(const View&) = nullptr;
  // Empty: nothing is kept. The view is the end's own.
  bool (*allows)(const View&, std::optional<State> kept) = nullptr;
  std::string_view expected;
};

inline constexpr EndRule end_rules[] = {
    {.id = "end.time-wait",
     .source = "RFC 9293 3.6.1 [MUST-13]: the end that closes actively must linger in TIME-WAIT",
     .when = [](const View& v) { return in_state(v, State::time_wait); },
     .allows = [](const View&, std::optional<State> kept) { return kept == State::time_wait; },
     .expected = "TIME-WAIT"},

    {.id = "end.closed",
     .source = "RFC 9293 3.3.2, CLOSED: no connection state at all",
     .when = [](const View& v) { return in_state(v, State::closed); },
     .allows = [](const View&, std::optional<State> kept) { return !kept || kept == State::closed; },
     .expected = "nothing kept"},

    {.id = "end.fin-sent",
     .source = "RFC 9293 3.10.7.4, fifth: FIN-WAIT-1 becomes FIN-WAIT-2 with the acknowledgement of the FIN",
     .when = [](const View& v) { return in_state(v, State::fin_wait_1); },
     .allows = [](const View& v, std::optional<State> kept) {
       return kept == State::fin_wait_1 || (kept == State::fin_wait_2 && v.outgoing().fin == Transit::arrived);
     },
     .expected = "FIN-WAIT-1, or FIN-WAIT-2 once the FIN is acknowledged"},

    {.id = "end.others",
     .source = "RFC 9293 3.3.2",
     .when = [](const View& v) {
       return !has_ended(v) && !in_state(v, State::fin_wait_1);
     },
     .allows = [](const View& v, std::optional<State> kept) { return kept == v.own().state; },
     .expected = "the state of the connection"},
};

inline const EndRule& end_rule_for(const View& view) {
  for (const EndRule& rule : end_rules)
    if (rule.when(view)) return rule;
  return end_rules[std::size(end_rules) - 1];
}

}  // namespace socketcheck::model
