// A world: everything that the model knows of sockets and connections at one moment. It is a plain value.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "model/datagrams/world.hpp"
#include "model/world/direction.hpp"
#include "model/world/fixed_vector.hpp"
#include "model/world/options.hpp"
#include "model/world/state.hpp"

namespace socketcheck::model {

// The names under which a program speaks of descriptors.
enum class Slot : std::uint8_t { a, b, c, d, e, f, g, h };
inline constexpr int number_of_slots = 8;
constexpr char show(Slot slot) { return static_cast<char>('a' + static_cast<int>(slot)); }

inline constexpr std::int8_t nobody = -1;

// The pending error of a socket: what SO_ERROR would say (POSIX.1-2017 XSH 2.10.10).
enum class Pending : std::uint8_t { none, reset, broken_pipe, refused, unreachable };

// Where a socket can be named: an address of the loopback interface and a port. p, q and r are given by the program
// and are at nobody's disposal but its own; usual_p to usual_r have the same ports at the address that the system uses where
// a program names none; from first_chosen on, places whose port the system chose, counted.
enum class Place : std::uint8_t { none, p, q, r, usual_p, usual_q, usual_r, first_chosen };
inline constexpr int given_places = 3;

// With which others a place may be shared (SO_REUSEADDR and SO_REUSEPORT).
struct Sharing {
  bool address = false;
  bool port = false;
  bool port_changed = false;  // since the place was taken
  bool operator==(const Sharing&) const = default;
};

// How far connect() has come, as the calls that follow see it (POSIX.1-2017 connect()).
enum class Attempt : std::uint8_t {
  none,       // connect() was not called, or its failure was reported
  under_way,  // the outcome has not been reported to connect() yet
  made,       // connected, and connect() or accept() said so
  given_up,   // shut down before the outcome was reported
};

// What getsockname() tells.
enum class Named : std::uint8_t { nothing, place, port_only };  // port_only: an unspecified address with a port

struct Linger {
  bool on = false;
  std::uint16_t seconds = 0;
  bool operator==(const Linger&) const = default;
};

// What the socket interface adds to an end of a connection. Without descriptors: it waits in a listener's queue, or
// the record is free.
struct Socket {
  std::int8_t connection = nobody;
  std::int8_t end = 0;
  std::int8_t descriptors = 0;
  Pending pending = Pending::none;
  Pending noted = Pending::none;  // an ICMP error that has ended nothing (RFC 9293 3.9.2.2)
  bool noted_for_sure = false;    // nothing has come since that would have proved it wrong
  bool read_shut = false;   // shutdown(SHUT_RD) was called here
  bool write_shut = false;  // shutdown(SHUT_WR) was called here
  bool no_delay = false;    // TCP_NODELAY
  Linger linger;
  Options options;
  Attempt attempt = Attempt::none;
  Place place = Place::none;   // where it is or was bound
  bool owns_place = false;     // nobody else may bind there
  bool place_given = false;    // bind() named the port, so it is kept for the socket's life
  bool address_given = false;  // bind() named the address
  bool any = false;            // it is bound at every address: `place` is only a port
  bool port_changed = false;   // SO_REUSEPORT has changed since bind()
  Named named = Named::nothing;
  std::uint32_t backlog = 0;  // of a listening socket
  bool was_disconnected = false;  // AF_UNSPEC or a failure has made it as new, and it has begun nothing since

  Sharing sharing() const { return {options.reuse_address, options.reuse_port, port_changed}; }
  bool operator==(const Socket&) const = default;
};

struct End {
  State state = State::closed;
  std::int8_t socket = nobody;  // nobody: the last descriptor was closed, the end is an orphan
  Place place = Place::none;    // its name; none: the model does not follow it
  Sharing sharing;              // of an end in TIME-WAIT or without a socket: as its socket had it
  bool operator==(const End&) const = default;
};

// Where the SYN of a connection is.
enum class Handshake : std::uint8_t {
  none,            // no SYN was sent: the record only holds the state of a socket that is not connected
  on_its_way,      // settling waits for what comes of it
  waits_for_room,  // it was dropped for want of room and will be sent again by a timer
  done,            // answered, by a SYN or by a RST
  crossed,         // met a SYN from the other side, in whose record the connection goes on
};

// Direction i is written by end i and read by the other end. End 0 called connect, end 1 is accepted. A fresh or
// listening socket is end 0 of a record of its own.
struct Connection {
  std::array<End, 2> ends;
  std::array<Direction, 2> directions;
  Handshake handshake = Handshake::none;
  std::uint8_t number = 0;             // the n-th SYN of the program made it, from 1; 0: none did
  bool to_itself = false;              // end 0 is both ends (RFC 9293 3.5, simultaneous open)
  std::int8_t aimed_at = nobody;       // which of several listeners at the target gets the SYN
  std::int8_t listener = nobody;       // the socket in whose queue end 1 waits to be accepted
  std::uint8_t place_in_queue = 0;     // the lowest is accepted first

  bool is_unanswered() const { return handshake == Handshake::on_its_way || handshake == Handshake::waits_for_room; }
  bool is_free() const { return handshake == Handshake::none && ends[0].socket == nobody; }
  bool operator==(const Connection&) const = default;
};

// What the system grants; measured or asked beside each stack.
struct Limits {
  Position window = 1;            // bytes that a direction takes for certain while nobody reads
  std::uint32_t backlog = 4096;   // the largest that listen() takes (SOMAXCONN)
  std::uint32_t receive_buffer = 0;  // bytes, the largest that SO_RCVBUF reports; 0: it is not known
  std::uint32_t send_buffer = 0;     // bytes, the largest that SO_SNDBUF reports; 0: it is not known
  std::uint32_t largest_datagram = 65507;  // bytes; 65527 over IPv6
  std::uint32_t datagram_buffer = 0;       // bytes that a UDP socket's receive buffer has for certain
  bool one_address = false;          // the loopback interface has one address, as in IPv6
  bool every_address_is_given = false;  // a name at every address counts as an address that bind() gave, as in mapped IPv4
  bool operator==(const Limits&) const = default;
};

inline constexpr std::size_t most_sockets = 16;
inline constexpr std::size_t most_connections = 32;  // in a program's whole life

struct World {
  std::array<std::int8_t, number_of_slots> descriptors = {nobody, nobody, nobody, nobody,
                                                          nobody, nobody, nobody, nobody};
  FixedVector<Socket, most_sockets> sockets;
  FixedVector<Connection, most_connections> connections;
  Limits limits;
  std::uint8_t syns = 0;           // that were sent so far
  std::uint8_t places_chosen = 0;  // by the system so far
  // The wire holds what is on its way: nothing arrives by itself, and what arrives is what the wire delivers.
  bool wire_is_held = false;
  // The stack has done what a SHOULD advises against. Only the standards' own rows leave that open.
  bool broke_should = false;

  DatagramWorld datagrams;  // of a program about datagrams, which has none of the sockets and connections above

  bool operator==(const World&) const = default;

  bool is_empty(Slot slot) const { return socket_of(slot) == nobody; }
  std::int8_t socket_of(Slot slot) const { return descriptors[static_cast<std::size_t>(slot)]; }

  Socket& socket(std::int8_t number) { return sockets[static_cast<std::size_t>(number)]; }
  const Socket& socket(std::int8_t number) const { return sockets[static_cast<std::size_t>(number)]; }
  Connection& connection(std::int8_t number) { return connections[static_cast<std::size_t>(number)]; }
  const Connection& connection(std::int8_t number) const { return connections[static_cast<std::size_t>(number)]; }

  // Every call adds at most one record of a connection and one socket, and so does every SYN that is answered.
  bool has_room() const {
    const auto used = std::count_if(sockets.begin(), sockets.end(), [](const Socket& s) { return s.connection != nobody; });
    const auto unanswered = std::count_if(connections.begin(), connections.end(), [](const Connection& c) { return c.is_unanswered(); });
    return static_cast<std::size_t>(used + unanswered) < most_sockets - 1 && connections.size() < most_connections - 1;
  }

  // A socket as the end of a connection; a free record is used again.
  std::int8_t add_socket(std::int8_t connection, std::int8_t end) {
    const auto free = std::find_if(sockets.begin(), sockets.end(), [](const Socket& s) { return s.connection == nobody; });
    const auto number = static_cast<std::int8_t>(free - sockets.begin());
    Socket& added = free == sockets.end() ? sockets.push_back({}) : *free;
    added = {};
    added.connection = connection;
    added.end = end;
    connections[static_cast<std::size_t>(connection)].ends[static_cast<std::size_t>(end)].socket = number;
    return number;
  }
  // A record for a socket that is not connected; one that such a socket has left is used again.
  std::int8_t add_connection() {
    const auto free = std::find_if(connections.begin(), connections.end(), [](const Connection& c) { return c.is_free(); });
    const auto number = static_cast<std::int8_t>(free - connections.begin());
    if (free == connections.end()) connections.push_back({});
    else *free = {};
    return number;
  }
  // The end goes on without a socket.
  void forget_socket(std::int8_t number) {
    Socket& forgotten = socket(number);
    End& end = connection(forgotten.connection).ends[static_cast<std::size_t>(forgotten.end)];
    if (end.state != State::time_wait && end.state != State::closed) end.sharing = forgotten.sharing();
    end.socket = nobody;
    forgotten = {};
  }
  // The slot becomes empty; the last descriptor takes the socket with it.
  void release(Slot slot) {
    const std::int8_t number = socket_of(slot);
    descriptors[static_cast<std::size_t>(slot)] = nobody;
    if (--socket(number).descriptors == 0) forget_socket(number);
  }
};

}  // namespace socketcheck::model
