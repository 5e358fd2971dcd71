// What the runner does as the wire.
#include "model/text/parsers.hpp"
#include "model/text/wire_words.hpp"

namespace socketcheck::model {
namespace {

// `deliver(a, BAD_CHECKSUM)`: which of the words it is.
template <class Words, class Member>
bool take_word(Line& line, const Words& words, Member member, OnWire& op, std::string_view what) {
  for (const auto& one : words)
    if (line.take(one.word)) {
      op.*member = [&] {
        if constexpr (requires { one.change; }) return one.change;
        else return one.forgery;
      }();
      return true;
    }
  std::string names;
  for (const auto& one : words) names += (names.empty() ? "" : ", ") + std::string(one.word);
  line.fail<int>(std::string(what) + " of " + names);
  return false;
}

}  // namespace

bool is_on_the_wire(std::string_view name) {
  for (const auto& one : wire_actions)
    if (one.word == name) return true;
  return false;
}

Call parse_on_wire(Line& line, std::string_view name) {
  OnWire op;
  for (const auto& one : wire_actions)
    if (one.word == name) op.action = one.action;
  if (!line.expect("(")) return {};
  if (name == "deliver" && line.take(")")) return OnWire{.action = WireAction::deliver_all};
  if (is_of_one_end(op.action)) {
    const auto slot = line.slot();
    if (!slot) return {};
    op.slot = *slot;
    if (op.action == WireAction::inject && (!line.expect(",") || !take_word(line, forgeries, &OnWire::forgery, op, "a forgery")))
      return {};
    if (op.action == WireAction::deliver && line.take(",") && !take_word(line, changes, &OnWire::change, op, "a change")) return {};
  }
  if (!line.expect(")")) return {};
  return op;
}

}  // namespace socketcheck::model
