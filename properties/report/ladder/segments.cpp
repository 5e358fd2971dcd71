#include "properties/report/ladder/segments.hpp"

#include <fmt/format.h>

namespace socketcheck::properties::ladder {
namespace {

using model::Connection;
using model::Direction;
using model::Handshake;
using model::State;
using model::Transit;
using model::World;

class Comparison {
 public:
  Comparison(const Connection& before, const World& world, std::size_t number)
      : world_(world), before_(before), after_(world.connections[number]), number_(number) {}

  std::vector<Segment> take() {
    add_handshake();
    for (int writer = 0; writer < (after_.to_itself ? 1 : 2); ++writer) add_data(writer);
    for (int writer = 0; writer < (after_.to_itself ? 1 : 2); ++writer) add_fin(writer);
    for (int writer = 0; writer < (after_.to_itself ? 1 : 2); ++writer) add_reset(writer);
    for (int end = 0; end < (after_.to_itself ? 1 : 2); ++end) add_last_ack(end);
    return std::move(segments_);
  }

 private:
  using Part = Segment::Part;
  void add(int from, int to, std::string text, Part part = Part::other) {
    segments_.push_back({number_, from, to, std::move(text), part});
  }
  int other(int end) const { return after_.to_itself ? end : 1 - end; }
  static const Direction& of(const Connection& c, int writer) { return c.directions[static_cast<std::size_t>(writer)]; }
  static State state(const Connection& c, int end) { return c.ends[static_cast<std::size_t>(end)].state; }

  bool was_refused() const {
    const std::int8_t active = after_.ends[0].socket;
    return active != model::nobody && world_.socket(active).pending == model::Pending::refused;
  }

  void add_handshake() {
    if (before_.handshake == after_.handshake || !before_.is_unanswered()) return;
    const std::string syn = before_.handshake == Handshake::waits_for_room ? "SYN again" : "SYN";
    if (after_.handshake == Handshake::waits_for_room) return add(0, nobody_there, "SYN, dropped: no room");
    if (after_.handshake != Handshake::done) return;
    if (after_.to_itself) return add(0, 0, syn);
    if (after_.directions[0].severed && after_.ends[1].socket == model::nobody) {
      if (!was_refused()) return;  // given up by the caller
      add(0, nobody_there, syn + " to nobody");
      return add(nobody_there, 0, "RST");
    }
    add(0, 1, syn, Part::syn);
    add(1, 0, "SYN+ACK", Part::syn_ack);
    add(0, 1, "ACK", Part::ack_of_syn);
  }

  // How far it has come at most, unless a window holds back who knows how much. Data that the receiver refuses never
  // counts as arrived: a RST answers it.
  void add_data(int writer) {
    const Direction& was = of(before_, writer);
    const Direction& is = of(after_, writer);
    const bool is_refused = was.is_prompt() && is.severed && !was.severed && is.arrived_most == was.arrived_most &&
                            of(before_, other(writer)).reset == Transit::none &&
                            of(after_, other(writer)).reset != Transit::none;
    const model::Position last = is_refused ? is.accepted : is.arrived_most;
    if (last <= was.arrived_most) return;
    if (!is.exact() && is.crowded) return add(writer, other(writer), fmt::format("data up to {}", last));
    const std::string first = was.arrived_most + 1 == last ? "" : fmt::format("{}..", was.arrived_most + 1);
    add(writer, other(writer), fmt::format("data {}{}{}", first, last, is_refused ? ", refused" : ""));
  }

  void add_fin(int writer) {
    const Direction& is = of(after_, writer);
    if (is.fin == Transit::arrived && of(before_, writer).fin != Transit::arrived)
      add(writer, other(writer), fmt::format("FIN {}", is.accepted + 1), Part::fin);
  }

  void add_reset(int writer) {
    if (of(after_, writer).reset == Transit::arrived && of(before_, writer).reset != Transit::arrived)
      add(writer, other(writer), "RST");
  }

  void add_last_ack(int end) {
    const bool came = (state(before_, end) == State::last_ack && state(after_, end) == State::closed) ||
                      (state(before_, end) == State::closing && state(after_, end) == State::time_wait);
    const bool was_reset = of(after_, 0).reset != of(before_, 0).reset || of(after_, 1).reset != of(before_, 1).reset;
    if (came && !was_reset) add(other(end), end, ack_of_fin(of(after_, end)));
  }

  const World& world_;
  const Connection& before_;
  const Connection& after_;
  std::size_t number_;
  std::vector<Segment> segments_;
};

}  // namespace

std::string ack_of_fin(const Direction& outgoing) { return fmt::format("ACK {}", outgoing.accepted + 2); }

std::vector<Segment> segments_between(const World& before, const World& after) {
  std::vector<Segment> all;
  const Connection none;
  for (std::size_t c = 0; c < after.connections.size(); ++c) {
    const Connection& was = c < before.connections.size() ? before.connections[c] : none;
    for (Segment& segment : Comparison(was, after, c).take()) all.push_back(std::move(segment));
  }
  return all;
}

}  // namespace socketcheck::properties::ladder
