// What the model knows of UDP sockets and of the datagrams that they hold. A plain value, part of every world; empty
// where the program is about streams.
#pragma once

#include <array>
#include <cstdint>

#include "model/world/fixed_vector.hpp"

namespace socketcheck::model {

enum class Place : std::uint8_t;  // world/world.hpp

// An error that IP_RECVERR has kept for recvmsg(MSG_ERRQUEUE) (Linux ip(7)).
enum class KeptError : std::uint8_t { none, refused, too_long };
inline constexpr std::size_t most_kept_errors = 8;

struct DatagramSocket {
  std::int8_t descriptors = 0;  // 0: the record is free
  Place place{};                // its port; none: it has none
  bool place_given = false;     // bind() named the port, so it is kept for the socket's life
  bool address_given = false;   // bind() named the address
  bool has_address = false;     // getsockname() tells an address
  bool connected = false;       // connect() has named a peer
  Place peer{};                 // none: port 0
  bool refused = false;         // ECONNREFUSED is pending
  bool read_shut = false;
  bool write_shut = false;
  bool keeps_errors = false;    // IP_RECVERR
  std::uint32_t room = 0;       // bytes of receive buffer that are granted for certain
  std::uint32_t asked_room = 0;  // bytes, as SO_RCVBUF was set
  bool room_was_asked = false;
  std::array<KeptError, most_kept_errors> kept{};  // the oldest first
  bool operator==(const DatagramSocket&) const = default;

  bool has_port() const { return place != Place{}; }
  bool has_kept_errors() const { return kept[0] != KeptError::none; }
};

struct Datagram {
  std::uint16_t number = 0;     // the n-th that the program sent, from 1: it decides the bytes
  std::int8_t sender = -1;
  std::int8_t receiver = -1;    // in whose queue it is; -1: it is on its way
  Place from{};
  Place to{};                   // none: port 0
  std::uint32_t size = 0;       // bytes
  bool doubtful = false;        // it may have been lost on its way into the queue
  bool operator==(const Datagram&) const = default;
};

// What the last receive took or showed; the suite compares the bytes with it.
struct TakenDatagram {
  std::uint16_t number = 0;  // 0: nothing
  std::uint32_t bytes = 0;   // that were copied
  bool operator==(const TakenDatagram&) const = default;
};

inline constexpr std::size_t most_datagram_sockets = 8;
inline constexpr std::size_t most_datagrams = 40;

struct DatagramWorld {
  bool on = false;  // the program is about datagrams
  FixedVector<DatagramSocket, most_datagram_sockets> sockets;
  FixedVector<Datagram, most_datagrams> datagrams;  // of all queues, the oldest first
  std::uint16_t sent = 0;                           // by the program so far
  TakenDatagram taken;
  bool operator==(const DatagramWorld&) const = default;
};

}  // namespace socketcheck::model
