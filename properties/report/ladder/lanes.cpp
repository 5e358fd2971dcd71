#include "properties/report/ladder/lanes.hpp"

#include <algorithm>

namespace socketcheck::properties::ladder {
namespace {

using model::nobody;
using model::World;

constexpr const char* not_accepted = "(waiting)";

bool is_used(const World& world, std::size_t socket) {
  return socket < world.sockets.size() && world.sockets[socket].connection != nobody;
}

// The first slot of a socket, as its lane is called.
std::string name_of(const World& world, std::size_t socket) {
  for (int i = 0; i < model::number_of_slots; ++i)
    if (world.descriptors[static_cast<std::size_t>(i)] == static_cast<std::int8_t>(socket))
      return {model::show(static_cast<model::Slot>(i))};
  return not_accepted;
}

}  // namespace

Lanes::Lanes() {
  sockets_.fill(no_lane);
  for (auto& ends : ends_) ends.fill(no_lane);
}

int Lanes::add(std::string name) {
  lanes_.push_back({.name = std::move(name)});
  return static_cast<int>(lanes_.size()) - 1;
}

void Lanes::leave_lanes_of_closed(const World& before, const World& after) {
  for (std::size_t i = 0; i < before.sockets.size(); ++i) {
    if (!is_used(before, i) || is_used(after, i)) continue;
    const model::Socket& closed = before.sockets[i];
    ends_[static_cast<std::size_t>(closed.connection)][static_cast<std::size_t>(closed.end)] = sockets_[i];
    sockets_[i] = no_lane;
  }
}

// A socket that has left its connection keeps its lane, and what its old end still sends comes from there; an end that
// goes on without it needs a lane of its own.
void Lanes::leave_ends_of_moved(const World& before, const World& after) {
  for (std::size_t i = 0; i < before.sockets.size(); ++i) {
    if (!is_used(before, i) || !is_used(after, i)) continue;
    const model::Socket& was = before.sockets[i];
    if (was.connection == after.sockets[i].connection) continue;
    const auto connection = static_cast<std::size_t>(was.connection);
    const auto end = static_cast<std::size_t>(was.end);
    const bool goes_on = after.connections[connection].ends[end].state != model::State::closed;
    const int lane = sockets_[i];
    ends_[connection][end] = goes_on ? add("(was " + lanes_[static_cast<std::size_t>(lane)].name + ")") : lane;
  }
}

void Lanes::add_new(const World& after) {
  for (std::size_t i = 0; i < after.sockets.size(); ++i)
    if (is_used(after, i) && sockets_[i] == no_lane) sockets_[i] = add(name_of(after, i));
}

void Lanes::name_accepted(const World& after) {
  for (std::size_t i = 0; i < after.sockets.size(); ++i) {
    if (!is_used(after, i)) continue;
    Lane& lane = lanes_[static_cast<std::size_t>(sockets_[i])];
    if (lane.name == not_accepted) lane.name = name_of(after, i);
  }
}

void Lanes::follow(const World& before, const World& after) {
  leave_lanes_of_closed(before, after);
  leave_ends_of_moved(before, after);
  for (std::size_t c = 0; c < after.connections.size(); ++c)
    if (after.connections[c].handshake == model::Handshake::none) ends_[c].fill(no_lane);
  add_new(after);
  name_accepted(after);
}

int Lanes::of_slot(const World& world, model::Slot slot) const {
  return world.is_empty(slot) ? no_lane : of_socket(world.socket_of(slot));
}

int Lanes::of_end(const World& world, std::size_t connection, int end) const {
  const std::int8_t socket = world.connections[connection].ends[static_cast<std::size_t>(end)].socket;
  return socket != nobody ? of_socket(socket) : ends_[connection][static_cast<std::size_t>(end)];
}

bool Lanes::is_of_end(const World& world, std::size_t connection, int end) const {
  if (world.connections[connection].ends[static_cast<std::size_t>(end)].socket != nobody) return true;
  const int lane = ends_[connection][static_cast<std::size_t>(end)];
  return std::find(sockets_.begin(), sockets_.end(), lane) == sockets_.end();
}

int Lanes::need(const World& world, std::size_t connection, int end) {
  int lane = of_end(world, connection, end);
  if (lane == no_lane) lane = ends_[connection][static_cast<std::size_t>(end)] = add("(no socket)");
  return lane;
}

}  // namespace socketcheck::properties::ladder
