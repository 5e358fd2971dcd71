// What becomes of a datagram that is on its way.
#pragma once

#include "model/datagrams/rule.hpp"

namespace socketcheck::model::datagrams {

inline bool has_receiver(const View& v, const Datagram& d) { return receiver_of(v.world(), d) != nobody; }
inline bool has_room(const View& v, const Datagram& d) {
  const View receiver(const_cast<World&>(v.world()), receiver_of(v.world(), d));
  return has_room_for(receiver, d);
}

inline void queue_as(View& v, const Datagram& d, bool doubtful) {
  Datagram queued = d;
  queued.receiver = receiver_of(v.world(), d);
  queued.doubtful = doubtful;
  v.all().datagrams.push_back(queued);
}
inline void queue(View& v, const Datagram& d) { queue_as(v, d, false); }
inline void perhaps_queue(View& v, const Datagram& d) { queue_as(v, d, true); }

inline void nobody_is_told(View&, const Datagram&) {}
inline void set_pending_error(View& v, const Datagram&) { v.own().refused = true; }
inline void tell_sender(View& v, const Datagram& d) {
  set_pending_error(v, d);
  if (v.own().keeps_errors) keep_error(v.own(), KeptError::refused);
}
// An error goes to the socket from which the datagram can have come: one connected to that target, or connected to
// nobody; the latter wants to hear of it only with IP_RECVERR.
inline bool hears_of_errors(const View& v, const Datagram& d) {
  if (!is_connected(v)) return v.own().keeps_errors;
  return v.own().peer == Place::none || v.own().peer == d.to;
}
// It is kept for MSG_ERRQUEUE for certain, if it is to be.
inline bool can_be_kept(const View& v) { return !v.own().keeps_errors || has_room_for_error(v); }

inline constexpr ArrivalRule arrival_rules[] = {
    {.id = "udp.arrival.queued",
     .source = "RFC 768: delivery is not guaranteed; RFC 1122 4.1.1",
     .when = has_receiver,
     .then = perhaps_queue},
    {.id = "udp.arrival.refused",
     .source = "RFC 1122 4.1.3.1: a host should answer with ICMP Port Unreachable; RFC 1122 4.1.3.3: it must be passed on",
     .when = [](const View& v, const Datagram& d) { return !has_receiver(v, d); },
     .then = tell_sender,
     .or_then = nobody_is_told},
};

inline constexpr ArrivalRule linux_arrival_rules[] = {
    {.id = "linux.udp.arrival.queued",
     .source = "RFC 1122 4.1.1; measured: Linux 6.18, over loopback each datagram arrives for which there is room",
     .refines = "udp.arrival.queued",
     .when = [](const View& v, const Datagram& d) { return has_receiver(v, d) && has_room(v, d); },
     .then = queue},
    {.id = "linux.udp.arrival.crowded",
     .source = "RFC 768: delivery is not guaranteed; measured: Linux 6.18, what finds no room is dropped and nobody is told",
     .refines = "udp.arrival.queued",
     .when = [](const View& v, const Datagram& d) { return has_receiver(v, d) && !has_room(v, d); },
     .then = perhaps_queue},
    {.id = "linux.udp.arrival.refused",
     .source = "RFC 1122 4.1.3.3; Linux udp(7): errors are passed to connected sockets, to others with IP_RECVERR",
     .refines = "udp.arrival.refused",
     .when = [](const View& v, const Datagram& d) { return !has_receiver(v, d) && hears_of_errors(v, d) && can_be_kept(v); },
     .then = tell_sender},
    {.id = "linux.udp.arrival.refused-crowded",
     .source = "RFC 1122 4.1.3.3; Linux ip(7) IP_RECVERR; measured: Linux 6.18, an error for which the receive buffer has no room is pending, but not kept",
     .refines = "udp.arrival.refused",
     .when = [](const View& v, const Datagram& d) { return !has_receiver(v, d) && hears_of_errors(v, d) && !can_be_kept(v); },
     .then = tell_sender,
     .or_then = set_pending_error},
    {.id = "linux.udp.arrival.refused-silently",
     .source = "RFC 1122 4.1.3.3; Linux udp(7): errors are passed to connected sockets, to others with IP_RECVERR",
     .refines = "udp.arrival.refused",
     .when = [](const View& v, const Datagram& d) { return !has_receiver(v, d) && !hears_of_errors(v, d); },
     .then = nobody_is_told},
};

}  // namespace socketcheck::model::datagrams
