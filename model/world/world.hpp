// A world: everything that the model knows of sockets and connections at one moment. It is a plain value.
#pragma once

#include <array>
#include <cstdint>

#include "model/world/direction.hpp"
#include "model/world/fixed_vector.hpp"
#include "model/world/state.hpp"

namespace socketcheck::model {

// The names under which a program speaks of descriptors.
enum class Slot : std::uint8_t { a, b, c, d, e, f, g, h };
inline constexpr int number_of_slots = 8;
constexpr char show(Slot slot) { return static_cast<char>('a' + static_cast<int>(slot)); }

inline constexpr std::int8_t nobody = -1;

// The pending error of a socket: what SO_ERROR would say (POSIX.1-2017 XSH 2.10.10).
enum class Pending : std::uint8_t { none, reset, broken_pipe };

struct Linger {
  bool on = false;
  std::uint16_t seconds = 0;
  bool operator==(const Linger&) const = default;
};

// What the socket interface adds to an end of a connection.
struct Socket {
  std::int8_t connection = nobody;
  std::int8_t end = 0;
  std::int8_t descriptors = 0;
  Pending pending = Pending::none;
  bool read_shut = false;   // shutdown(SHUT_RD) was called here
  bool write_shut = false;  // shutdown(SHUT_WR) was called here
  bool no_delay = false;    // TCP_NODELAY
  Linger linger;
  bool operator==(const Socket&) const = default;
};

struct End {
  State state = State::closed;
  std::int8_t socket = nobody;  // nobody: the last descriptor was closed, the end is an orphan
  bool operator==(const End&) const = default;
};

// Direction i is written by end i and read by the other end.
struct Connection {
  std::array<End, 2> ends;
  std::array<Direction, 2> directions;
  bool operator==(const Connection&) const = default;
};

// How many bytes a direction takes for certain while nobody reads; measured beside each stack.
struct Limits {
  Position window = 1;
  bool operator==(const Limits&) const = default;
};

struct World {
  std::array<std::int8_t, number_of_slots> descriptors = {nobody, nobody, nobody, nobody,
                                                          nobody, nobody, nobody, nobody};
  FixedVector<Socket, number_of_slots> sockets;
  FixedVector<Connection, number_of_slots> connections;
  Limits limits;
  // The stack has done what a SHOULD advises against. Only the standards' own rows leave that open.
  bool broke_should = false;

  bool operator==(const World&) const = default;

  bool is_empty(Slot slot) const { return socket_of(slot) == nobody; }
  std::int8_t socket_of(Slot slot) const { return descriptors[static_cast<std::size_t>(slot)]; }

  // The slot becomes empty; the last descriptor's end goes on without a socket.
  void release(Slot slot) {
    Socket& socket = sockets[static_cast<std::size_t>(socket_of(slot))];
    descriptors[static_cast<std::size_t>(slot)] = nobody;
    if (--socket.descriptors > 0 || socket.connection == nobody) return;
    connections[static_cast<std::size_t>(socket.connection)].ends[static_cast<std::size_t>(socket.end)].socket = nobody;
    socket = Socket{};
  }
};

}  // namespace socketcheck::model
