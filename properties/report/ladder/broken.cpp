#include "properties/report/ladder/broken.hpp"

#include "model/blocked/calls_out.hpp"
#include "model/datagrams/judge.hpp"
#include "model/text/show.hpp"

namespace socketcheck::properties::ladder {
namespace {

constexpr std::string_view of_the_clean_up = "the clean-up's ";
constexpr std::string_view after_the_clean_up = "after the clean-up's ";

}  // namespace

std::string_view why_not_made(const model::World& world, const model::Operation& call) {
  const auto made = model::slot_made_by(call);
  if (made && !world.is_empty(*made)) return "the slot before the = is occupied";
  if (made && model::is_reserved(world, *made)) return "an accept that waits will fill the slot before the =";
  if (!std::holds_alternative<model::NewSocket>(call) && !std::holds_alternative<model::Interrupt>(call) && world.is_empty(model::slot_of(call)))
    return "the slot is empty";
  if (std::holds_alternative<model::Interrupt>(call)) return "no such call waits";
  if (model::any_call_is_out(world) && world.has_room()) return "it would leave open what a call that waits returns, or too many wait";
  if (!world.datagrams.on && model::datagrams::is_of_datagrams_alone(call)) return "the call is one of UDP";
  if (world.datagrams.on && model::datagrams::is_of_streams_alone(call)) return "the call is one of TCP";
  if (std::holds_alternative<model::Connect>(call) || std::holds_alternative<model::SendTo>(call)) return "the other socket has no name";
  return world.datagrams.on ? "too many datagrams are queued" : "too many sockets";
}

std::optional<model::Slot> slot_in(const std::string& look) {
  const std::size_t at = look.rfind('(');
  if (at == std::string::npos || at + 1 >= look.size()) return std::nullopt;
  const char name = look[at + 1];
  if (name < 'a' || name >= 'a' + model::number_of_slots) return std::nullopt;
  return static_cast<model::Slot>(name - 'a');
}

bool is_about_the_clean_up(const Failure& failure) {
  return failure.subject.starts_with(of_the_clean_up) || failure.subject.starts_with(after_the_clean_up);
}

bool clean_up_broke(const Failure& failure) { return failure.subject.starts_with(of_the_clean_up); }

Row broken_row(const Failure& failure, Kind kind, std::size_t number, std::string text) {
  Row row{.kind = kind, .number = number, .text = std::move(text), .answer = failure.seen};
  row.broken = true;
  row.allowed = failure.allowed;
  if (failure.after_deadline) row.remark = "still so when the deadline had passed";
  if (!failure.owed.empty())
    row.remark += (row.remark.empty() ? "" : "; ") + ("on its way before that: " + failure.owed);
  return row;
}

Row broken_look(const Failure& failure) {
  Row row = broken_row(failure, Kind::look, 0, failure.subject);
  if (row.text.starts_with(after_the_clean_up)) row.text = row.text.substr(row.text.find(": ") + 2);
  return row;
}

}  // namespace socketcheck::properties::ladder
