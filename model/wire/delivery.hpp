// What a delivered segment does to the worlds: the rows of model/arrivals/, for exactly what has arrived.
#pragma once

#include "model/arrivals/settle.hpp"
#include "model/wire/observer.hpp"

namespace socketcheck::model {

// From now on nothing arrives by itself in this connection, and what has arrived is known.
void hold_wire(World& world, const Observer& observer, int connection);
// A call has changed the world: no more has arrived than was delivered.
void limit_to_what_was_delivered(World& world, const Observer& observer, int connection);
// Everything that the wire had in its hand was delivered; what was lost comes again, if its sender is still there.
void release_wire(World& world, const Observer& observer, int connection);

// The segment arrives at its receiver in this world, whose wire is held. Further outcomes are appended to `more`.
void deliver(const Book& book, World& world, const Segment& segment, const Arrival& arrival, Worlds& more,
             RowSink* sink = nullptr);

// An ICMP error about that segment arrives at its sender. Further outcomes are appended to `more`.
void deliver_icmp(const Book& book, World& world, const Observer& observer, const Segment& about, IcmpError error, Worlds& more);

// What the wire sees are names, and both ends of a half-open connection may be of different ones (RFC 9293 3.5.1): the
// earlier connection with the names of `connection` that the end still has, or else that one.
int connection_of_end(const World& world, int connection, int end);

// The receiver's end of the connection with that number; -1: the world has none.
std::int8_t connection_numbered(const World& world, int number);

}  // namespace socketcheck::model
