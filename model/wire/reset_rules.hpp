// Which RST ends the connection that it is delivered to: RFC 9293 3.10.7.4, second, after RFC 5961 3.2.
#pragma once

#include <string_view>

#include "model/wire/observer.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct ResetRule {
  std::string_view id;  // of a flavour if it begins with its name
  std::string_view source;
  std::string_view deviates = {};
  bool (*ends)(const View& receiver, const Arrival& arrival) = nullptr;
};

inline constexpr ResetRule segment_reset_rules[] = {
    {.id = "segment.reset.exact",
     .source = "RFC 9293 3.10.7.4, second: RST at RCV.NXT",
     .ends = [](const View&, const Arrival& arrival) { return arrival.reset == Arrival::Reset::exact; }},

    {.id = "linux.segment.reset.before-fin",
     .source = "measured: Linux 6.18, a RST with the FIN's own number is taken in CLOSE-WAIT, CLOSING and LAST-ACK",
     .deviates = "segment.reset.exact",
     .ends = [](const View& v, const Arrival& arrival) {
       return arrival.is_at_fin && (in_state(v, State::close_wait) || in_state(v, State::closing) || in_state(v, State::last_ack));
     }},

    {.id = "linux.segment.reset.behind-a-gap",
     .source = "measured: Linux 6.18, a RST right behind what has arrived out of order is taken",
     .deviates = "segment.reset.exact",
     .ends = [](const View&, const Arrival& arrival) { return arrival.is_behind_a_gap; }},

    {.id = "linux.segment.reset.orphan-in-fin-wait-2",
     .source = "measured: Linux 6.18, an end in FIN-WAIT-2 without a descriptor is kept in short, and any RST in the window ends it",
     .deviates = "segment.reset.exact",
     .ends = [](const View& v, const Arrival& arrival) {
       return arrival.reset == Arrival::Reset::in_window && in_state(v, State::fin_wait_2) && !v.has_socket();
     }},
};

constexpr bool is_of_flavour(std::string_view id, std::string_view flavour) {
  return id.starts_with(flavour) && id.substr(flavour.size()).starts_with(".");
}

// The row by which the RST ends the receiver; nullptr: it does not.
inline const ResetRule* ends_by_reset(std::string_view flavour, const View& receiver, const Arrival& arrival) {
  for (const ResetRule& rule : segment_reset_rules)
    if ((rule.deviates.empty() || is_of_flavour(rule.id, flavour)) && rule.ends(receiver, arrival)) return &rule;
  return nullptr;
}

}  // namespace socketcheck::model
