// The connection states of RFC 9293 3.3.2, by their names there.
#pragma once

#include <cstdint>
#include <string_view>

namespace socketcheck::model {

enum class State : std::uint8_t {
  closed, listen, syn_sent, syn_received, established, fin_wait_1,
  fin_wait_2, close_wait, closing, last_ack, time_wait,
};

inline constexpr int number_of_states = 11;

constexpr std::string_view show(State state) {
  constexpr std::string_view names[number_of_states] = {
      "CLOSED", "LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
      "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT"};
  // A stack may report anything.
  return static_cast<int>(state) < number_of_states ? names[static_cast<int>(state)] : "an unknown state";
}

// The state after the user's CLOSE call has sent a FIN (RFC 9293 3.10.4).
constexpr State after_sending_fin(State state) {
  if (state == State::established) return State::fin_wait_1;
  if (state == State::close_wait) return State::last_ack;
  return state;
}

}  // namespace socketcheck::model
