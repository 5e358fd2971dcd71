// The two hosts between which the wire is, and what a program can do there. Slots a, c, e and g hold sockets of the first
// host, and p and r are its places; b, d, f and h, and q, are the second's.
#pragma once

#include "model/operations.hpp"

namespace socketcheck::model {

constexpr int host_of(Slot slot) { return static_cast<int>(slot) % 2; }
// Of p, q and r.
constexpr int host_of(Place place) { return (static_cast<int>(place) - static_cast<int>(Place::p)) % 2; }

// No socket moves from one host to the other, each is named at its own host, and connects to the other one: only then
// all that it says passes over the wire.
inline bool keeps_to_its_host(const Operation& operation) {
  if (const auto* accept = std::get_if<Accept>(&operation)) return host_of(accept->slot) == host_of(accept->made);
  if (const auto* dup = std::get_if<Dup>(&operation)) return host_of(dup->slot) == host_of(dup->made);
  if (const auto* bind = std::get_if<Bind>(&operation)) return bind->place == Place::none || host_of(bind->slot) == host_of(bind->place);
  const auto* connect = std::get_if<Connect>(&operation);
  if (connect == nullptr) return true;
  const int target = connect->place != Place::none ? host_of(connect->place) : host_of(connect->to);
  return !connect->any && host_of(connect->slot) != target;
}

}  // namespace socketcheck::model
