// getsockopt(TCP_INFO): the connection's state, which is the STATUS call of RFC 9293 3.10.6.
#pragma once

#include "model/rules/rule.hpp"
#include "model/world/words.hpp"

namespace socketcheck::model {

struct TcpInfo {
  Slot slot = Slot::a;
  bool operator==(const TcpInfo&) const = default;
};

inline Allowed reports_state(State state) { return returns(static_cast<std::int64_t>(state), Reading::state); }
inline Allowed own_state(const View& v, const TcpInfo&) { return reports_state(v.own().state); }
inline Allowed state_closed(const View&, const TcpInfo&) { return reports_state(State::closed); }
inline void the_fin_is_acknowledged(View& v, const TcpInfo&, const Answer&) { v.own().state = State::fin_wait_2; }

// The acknowledgement of a FIN may be delayed (RFC 9293 3.8.6.3 [SHLD-18]), so it can come between any two calls.
inline bool awaits_a_delayed_ack(const View& v) {
  return in_state(v, State::fin_wait_1) && v.outgoing().fin == Transit::arrived && !v.world().wire_is_held;
}

inline constexpr Rule<TcpInfo> tcp_info_rules[] = {
    {.id = "tcp-info.state",
     .source = "RFC 9293 3.10.6 and 3.3.2",
     .when = [](const View& v, const TcpInfo&) { return !in_state(v, State::time_wait); },
     .allows = own_state,
     .also = {{.allows = [](const View& v, const TcpInfo&) {
                 return awaits_a_delayed_ack(v) ? reports_state(State::fin_wait_2) : nothing();
               },
               .then = the_fin_is_acknowledged}}},

    {.id = "tcp-info.time-wait",
     .source = "RFC 9293 3.10.6 and 3.3.2",
     .when = [](const View& v, const TcpInfo&) { return in_state(v, State::time_wait); },
     .allows = own_state},
};

inline constexpr Rule<TcpInfo> linux_tcp_info_rules[] = {
    {.id = "linux.tcp-info.time-wait",
     .source = "measured: Linux 6.18, TIME-WAIT is kept apart from the descriptor, which says CLOSED",
     .deviates = "tcp-info.time-wait",
     .when = [](const View& v, const TcpInfo&) { return in_state(v, State::time_wait); },
     .allows = state_closed},
};

}  // namespace socketcheck::model
