// What a call answered, and what a rule lets it answer.
#pragma once

#include <cstdint>

namespace socketcheck::model {

// The errors that rules speak of, independent of any system's numbers.
enum class Error : std::uint8_t {
  none, again, connection_reset, broken_pipe, not_connected, invalid_argument, bad_descriptor,
  not_supported, interrupted, connection_refused, connection_aborted, in_progress, already, is_connected,
  address_in_use, address_not_available, destination_required, family_not_supported, no_protocol_option, too_many_files,
  message_size, host_unreachable, other,
};

// In Answer::from: a place that the program does not know.
inline constexpr std::uint8_t place_elsewhere = 255;

// value is what the call returned (a count, a set of poll bits, a state, a name); error is none unless it failed.
struct Answer {
  std::int64_t value = 0;
  Error error = Error::none;
  std::uint8_t sigpipes = 0;  // how often SIGPIPE was raised during the call
  int system_error = 0;       // errno as it was; for messages, never judged
  std::uint8_t from = 0;      // recvfrom(): the Place that the datagram came from; 0: it was not asked for

  bool failed() const { return error != Error::none; }
  bool operator==(const Answer& other) const {
    return value == other.value && error == other.error && sigpipes == other.sigpipes && from == other.from &&
           (error != Error::other || system_error == other.system_error);
  }
};

// How the value of an answer is to be read in text.
enum class Reading : std::uint8_t { number, bytes, events, state, name, linger, error, connection };

// A set of answers: a range of values, a set of events with some required, or one error.
struct Allowed {
  enum class Kind : std::uint8_t { nothing, range, events, error };
  Kind kind = Kind::nothing;
  Reading reading = Reading::number;
  Error error = Error::none;
  std::uint8_t sigpipes = 0;
  std::int64_t least = 0;  // range: the smallest value; events: those that must be set
  std::int64_t most = 0;   // range: the largest value; events: those that may be set
  std::uint8_t from = 0;   // range: where the datagram comes from, as in Answer

  bool operator==(const Allowed&) const = default;

  bool admits(const Answer& seen) const {
    switch (kind) {
      case Kind::nothing: return false;
      case Kind::range:
        return !seen.failed() && seen.sigpipes == 0 && seen.value >= least && seen.value <= most && seen.from == from;
      case Kind::events:
        return !seen.failed() && (seen.value & least) == least && (seen.value & ~most) == 0;
      case Kind::error: return seen.error == error && seen.sigpipes == sigpipes;
    }
    return false;
  }
};

constexpr Allowed nothing() { return {}; }
constexpr Allowed range(std::int64_t least, std::int64_t most, Reading reading) {
  return {.kind = Allowed::Kind::range, .reading = reading, .least = least, .most = most};
}
constexpr Allowed returns(std::int64_t value, Reading reading = Reading::number) { return range(value, value, reading); }
constexpr Allowed ok() { return returns(0); }
constexpr Allowed bytes(std::uint64_t least, std::uint64_t most) {
  return range(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most), Reading::bytes);
}
constexpr Allowed fails(Error error, int sigpipes = 0) {
  return {.kind = Allowed::Kind::error, .error = error, .sigpipes = static_cast<std::uint8_t>(sigpipes)};
}
// Every event of `must` is set and none outside `may`.
constexpr Allowed events(std::int64_t must, std::int64_t may) {
  return {.kind = Allowed::Kind::events, .reading = Reading::events, .least = must, .most = must | may};
}
constexpr Allowed events(std::int64_t must) { return events(must, 0); }

}  // namespace socketcheck::model
