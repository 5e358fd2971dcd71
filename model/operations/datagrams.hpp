// The calls that only datagram sockets know: their structs. Their rules are in model/datagrams/.
#pragma once

#include <cstdint>

#include "model/world/world.hpp"

namespace socketcheck::model {

// sendto(2). To a place that the program was given, to where the socket in another slot is named, or to port 0.
struct SendTo {
  Slot slot = Slot::a;
  std::uint32_t size = 1;     // bytes, 0 to 1 MiB
  Place place = Place::none;  // p, q or r; none: where `to` is named
  Slot to = Slot::a;
  bool port_zero = false;     // the port is 0, and `place` and `to` say nothing
  bool operator==(const SendTo&) const = default;
};

// recvfrom(2): a datagram, and where it comes from.
struct RecvFrom {
  Slot slot = Slot::a;
  std::uint32_t size = 1;  // bytes, 0 to 1 MiB
  bool peek = false;       // MSG_PEEK
  bool truncate = false;   // MSG_TRUNC: tell the datagram's whole length (Linux recv(2))
  bool operator==(const RecvFrom&) const = default;
};

// connect(2) to port 0 of the loopback interface.
struct ConnectToPortZero {
  Slot slot = Slot::a;
  bool operator==(const ConnectToPortZero&) const = default;
};

// setsockopt(IP_RECVERR), or IPV6_RECVERR of an IPv6 socket: keep the errors that ICMP reports (Linux ip(7)).
struct SetKeepErrors {
  Slot slot = Slot::a;
  bool on = true;
  bool operator==(const SetKeepErrors&) const = default;
};

// recvmsg(MSG_ERRQUEUE): take the oldest of the errors that were kept (Linux ip(7)).
struct TakeKeptError {
  Slot slot = Slot::a;
  bool operator==(const TakeKeptError&) const = default;
};

}  // namespace socketcheck::model
