#include "properties/report/reproduction/c_text.hpp"

#include <fmt/format.h>

#include "model/text/show.hpp"

namespace socketcheck::properties {
namespace {

using model::Allowed;
using model::Reading;

std::string c_value(Reading reading, std::int64_t value) {
  if (reading == Reading::state) return std::to_string(c_state(static_cast<model::State>(value)));
  if (reading == Reading::error) return c_error(static_cast<model::Error>(value));
  return std::to_string(value);
}

// The C program knows no places at another address than the usual one.
std::string c_place(std::uint8_t place) {
  constexpr int first_chosen = static_cast<int>(model::Place::first_chosen);
  return place < first_chosen ? std::to_string(place) : fmt::format("first_chosen + {}", place - first_chosen);
}

std::string c_range(const Allowed& allowed) {
  if (allowed.from != 0) return fmt::format("!x.error && x.value == {} * from_place + {}", allowed.least, c_place(allowed.from));
  const std::string least = c_value(allowed.reading, allowed.least);
  if (allowed.least == allowed.most) return fmt::format("!x.error && !x.sigpipes && x.value == {}", least);
  return fmt::format("!x.error && !x.sigpipes && x.value >= {} && x.value <= {}", least,
                     c_value(allowed.reading, allowed.most));
}

}  // namespace

std::string c_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string c_comment(std::string_view text) {
  std::string safe(text);
  for (std::size_t at; (at = safe.find("*/")) != std::string::npos;) safe.replace(at, 2, "* /");
  for (std::size_t at; (at = safe.find("/*")) != std::string::npos;) safe.replace(at, 2, "/ *");
  return safe;
}

// No call of a program fails with an error that the model has no name for, as far as rules allow it.
std::string c_error(model::Error error) { return error == model::Error::other ? "-1" : model::show(error); }

int c_state(model::State state) {
  constexpr int numbers[model::number_of_states] = {0, 10, 2, 3, 1, 4, 5, 8, 11, 9, 6};
  return numbers[static_cast<int>(state)];
}

std::string c_condition(const Allowed& allowed) {
  switch (allowed.kind) {
    case Allowed::Kind::nothing: return "0";
    case Allowed::Kind::range: return c_range(allowed);
    case Allowed::Kind::error:
      return fmt::format("x.error == {} && x.sigpipes == {}", c_error(allowed.error),
                         static_cast<int>(allowed.sigpipes));
    case Allowed::Kind::events: break;
  }
  return fmt::format("!x.error && (x.value & ({0})) == ({0}) && (x.value & ~(long)({1})) == 0",
                     model::show_events(allowed.least), model::show_events(allowed.most));
}

std::string_view c_reading(const model::Operation& call) {
  if (std::holds_alternative<model::Poll>(call)) return "events_text";
  if (std::holds_alternative<model::TcpInfo>(call)) return "state_text";
  if (std::holds_alternative<model::GetError>(call)) return "error_text";
  if (std::holds_alternative<model::GetLinger>(call)) return "linger_text";
  if (std::holds_alternative<model::GetSockName>(call) || std::holds_alternative<model::GetPeerName>(call))
    return "name_text";
  if (std::holds_alternative<model::RecvFrom>(call)) return "datagram_text";
  if (std::holds_alternative<model::TakeKeptError>(call)) return "error_text";
  return std::holds_alternative<model::Accept>(call) ? "connection_text" : "number_text";
}

}  // namespace socketcheck::properties
