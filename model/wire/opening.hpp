// What a segment does to an end that has no connection yet, or that is about to get one: CLOSED, LISTEN, SYN-SENT and
// SYN-RECEIVED (RFC 9293 3.10.7.1 to 3.10.7.3, and 3.10.7.4 for SYN-RECEIVED). The rows are those of model/arrivals/; each
// speaks of a whole handshake, and here one segment of it has arrived.
#pragma once

#include "model/arrivals/settle.hpp"
#include "model/wire/observer.hpp"

namespace socketcheck::model {

// Two SYNs of the same two names are on the wire, one from either end: from now on both belong to the connection of the
// first of them (RFC 9293 3.5, figure 7).
void meet_on_the_wire(const Book& book, World& world, std::int8_t connection, RowSink* sink = nullptr);

// A SYN for the passive end, which is gone, finds somebody who listens.
bool may_open(const World& world, std::int8_t connection);

// The segment arrives at that end. Further outcomes are appended to `more`. True: it does nothing else.
bool open(const Book& book, World& world, std::int8_t connection, int end, const Segment& segment, const Arrival& arrival,
          Worlds& more, RowSink* sink = nullptr);

// Whoever listened has stopped: what was in SYN-RECEIVED for it is no connection any more (RFC 9293 3.10.4, LISTEN).
void end_openings_without_listener(World& world);

// Nothing of the handshake is on the wire any more.
void end_opening(Connection& connection);

}  // namespace socketcheck::model
