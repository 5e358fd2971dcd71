// What a rule sees: its own end of a connection, the peer's end and the two directions between them. It owns nothing;
// a `const View` changes nothing.
#pragma once

#include <utility>

#include "model/world/world.hpp"

namespace socketcheck::model {

class View {
 public:
  View(World& world, std::int8_t connection, std::int8_t end)
      : world_(world), connection_(world.connections[static_cast<std::size_t>(connection)]), end_(end) {}
  // For looking only: keep it in a `const View`.
  static const View at(const World& world, std::size_t connection, int end) {
    return {const_cast<World&>(world), static_cast<std::int8_t>(connection), static_cast<std::int8_t>(end)};
  }

  static View of(World& world, Slot slot) {
    const Socket& socket = world.sockets[static_cast<std::size_t>(world.socket_of(slot))];
    return {world, socket.connection, socket.end};
  }
  static const View of(const World& world, Slot slot) { return of(const_cast<World&>(world), slot); }
  // What a call sees that makes a socket: the world alone.
  static View of_nothing(World& world) {
    static thread_local Connection nothing;
    return {world, nothing, 0};
  }

  View(const View&) = delete;  // a copy of a const View could change the world
  View& operator=(const View&) = delete;

  World& world() { return world_; }
  const World& world() const { return world_; }
  const Limits& limits() const { return world_.limits; }

  End& own() { return connection_.ends[index(end_)]; }
  End& peer() { return connection_.ends[index(peers_number())]; }
  Direction& outgoing() { return connection_.directions[index(end_)]; }
  Direction& incoming() { return connection_.directions[index(peers_number())]; }
  // Only where has_socket().
  Socket& socket() { return world_.sockets[index(own().socket)]; }

  const End& own() const { return connection_.ends[index(end_)]; }
  const End& peer() const { return connection_.ends[index(peers_number())]; }
  const Direction& outgoing() const { return connection_.directions[index(end_)]; }
  const Direction& incoming() const { return connection_.directions[index(peers_number())]; }
  const Socket& socket() const { return world_.sockets[index(own().socket)]; }

  bool has_socket() const { return own().socket != nobody; }
  std::int8_t connection_number() const { return static_cast<std::int8_t>(&connection_ - world_.connections.begin()); }
  Connection& connection() { return connection_; }
  const Connection& connection() const { return connection_; }
  std::int8_t end_number() const { return end_; }
  // A connection to itself has one end.
  std::int8_t peers_number() const { return static_cast<std::int8_t>(connection_.to_itself ? end_ : 1 - end_); }
  View from_the_peer() { return {world_, connection_, peers_number()}; }

 private:
  View(World& world, Connection& connection, std::int8_t end) : world_(world), connection_(connection), end_(end) {}
  static std::size_t index(int i) { return static_cast<std::size_t>(i); }

  World& world_;
  Connection& connection_;
  std::int8_t end_;
};

}  // namespace socketcheck::model
