// The judges of model/explain.hpp, model/glance.hpp and model/arrivals/settle.hpp, for worlds of datagrams. Those call these.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/explain.hpp"
#include "model/glance.hpp"

namespace socketcheck::model::datagrams {

// The world after calls that all succeed, from nothing.
World world_after(const std::vector<Operation>& calls, const Limits& limits);

// As model::is_made(): a stream's own calls are not made, and nothing is sent while the queues are as long as a world can
// hold.
bool is_made(const World& world, const Operation& operation);
// A call that only datagram sockets know; a call, or an argument of one, about which there are no rules for them.
bool is_of_datagrams_alone(const Operation& operation);
bool is_of_streams_alone(const Operation& operation);

void explain(const Book& book, const World& before, const Operation& operation, const Answer& seen, Worlds& after, RowSink* sink);
void collect_allowed(const Book& book, const World& world, const Operation& operation, AllowedAnswers& answers);

bool is_on_its_way(const World& world);
void settle(const Book& book, World& world, Worlds& more, RowSink* sink);

// Everything that poll(2) may show at the slot.
std::vector<Allowed> shown_events(const Book& book, const World& world, Slot slot);
std::optional<Mismatch> mismatch_at(const Book& book, const Look& look, const World& world, Slot slot);
// What is doubtful is known to be there, or not, from what was seen.
void narrow(World& world, Slot slot, const Look& look);

std::string show(const World& world);

}  // namespace socketcheck::model::datagrams
