#include "properties/runner/fewer_datagrams.hpp"

#include <algorithm>

namespace socketcheck::properties {
namespace {

using model::Operation;
using model::Place;
using model::Slot;
using Calls = std::vector<Operation>;

Calls without(Calls calls, std::size_t i) {
  calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(i));
  return calls;
}

// `connect(b, p); send(b, 1)` as `sendto(b, 1, p)`.
void add_with_destination(std::vector<Calls>& out, const Calls& calls) {
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto* connect = std::get_if<model::Connect>(&calls[i]);
    if (connect == nullptr) continue;
    for (std::size_t j = i + 1; j < calls.size(); ++j) {
      const auto* send = std::get_if<model::Send>(&calls[j]);
      if (send == nullptr || send->slot != connect->slot || send->buffers > 0) continue;
      Calls candidate = calls;
      candidate[j] = model::SendTo{.slot = send->slot, .size = send->size, .place = connect->place, .to = connect->to};
      out.push_back(without(std::move(candidate), i));
    }
  }
}

void aim(Operation& call, bool (*from)(Place), Place at) {
  if (auto* send = std::get_if<model::SendTo>(&call); send != nullptr && !send->port_zero && from(send->place)) send->place = at, send->to = Slot::a;
  if (auto* connect = std::get_if<model::Connect>(&call); connect != nullptr && from(connect->place)) connect->place = at, connect->to = Slot::a;
}
bool is_named_by_slot(Place place) { return place == Place::none; }
bool is_p(Place place) { return place == Place::p; }

// Nobody is at q without a close(), either.
void add_without_close(std::vector<Calls>& out, const Calls& calls) {
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (!std::holds_alternative<model::Close>(calls[i])) continue;
    Calls candidate = without(calls, i);
    for (Operation& call : candidate) aim(call, is_p, Place::q);
    out.push_back(candidate);
  }
}

// The socket of the start that has a name, in place of all others.
void add_on_one_socket(std::vector<Calls>& out, const Calls& calls) {
  if (std::all_of(calls.begin(), calls.end(), [](const Operation& call) { return model::slot_of(call) == Slot::a; })) return;
  for (const bool away_from_p : {false, true}) {
    Calls candidate;
    for (Operation call : calls) {
      if (model::slot_made_by(call) || std::holds_alternative<model::Close>(call) || std::holds_alternative<model::Bind>(call)) continue;
      if (away_from_p) aim(call, is_p, Place::q);
      aim(call, is_named_by_slot, Place::p);
      std::visit([](auto& op) { op.slot = Slot::a; }, call);
      candidate.push_back(call);
    }
    out.push_back(candidate);
  }
}

}  // namespace

std::vector<Calls> with_fewer_datagrams(const model::Program& program) {
  std::vector<Calls> out;
  if (model::transport_of(program.start) != model::Transport::datagram) return out;
  add_on_one_socket(out, program.calls);
  add_without_close(out, program.calls);
  add_with_destination(out, program.calls);
  return out;
}

}  // namespace socketcheck::properties
