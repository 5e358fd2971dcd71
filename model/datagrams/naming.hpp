// socket, bind, connect, AF_UNSPEC, getsockname and getpeername of UDP sockets.
#pragma once

#include "model/datagrams/rule.hpp"
#include "model/operations/bind.hpp"
#include "model/operations/connect.hpp"
#include "model/operations/datagrams.hpp"
#include "model/operations/disconnect.hpp"
#include "model/operations/names.hpp"
#include "model/operations/new_socket.hpp"

namespace socketcheck::model::datagrams {

inline void make_socket(View& v, const NewSocket& op, const Answer&) {
  auto& sockets = v.all().sockets;
  std::size_t number = 0;
  while (number < sockets.size() && sockets[number].descriptors > 0) ++number;
  DatagramSocket& made = number < sockets.size() ? sockets[number] : sockets.push_back({});
  made = {.descriptors = 1, .room = v.world().limits.datagram_buffer};
  v.world().descriptors[static_cast<std::size_t>(op.slot)] = static_cast<std::int8_t>(number);
}

inline constexpr Rule<NewSocket> new_socket_rules[] = {
    {.id = "udp.socket.made",
     .source = "POSIX.1-2017 socket() RETURN VALUE",
     .when = always<NewSocket>,
     .allows = succeeds<NewSocket>,
     .then = make_socket},
};

inline void give_name(View& v, const Bind& op, const Answer&) {
  DatagramSocket& socket = v.own();
  socket.place_given = op.place != Place::none;
  socket.place = socket.place_given ? op.place : choose_place(v.world());
  socket.address_given = socket.has_address = true;
}
inline void lose_address(View& v, const Bind&, const Answer&) { v.own().has_address = false; }
inline bool is_taken(const View& v, const Bind& op) { return socket_at(v.world(), op.place) != nobody; }
template <class Op>
Allowed invalid_if_shut(const View& v, const Op&) {
  return read_shut(v) || write_shut(v) ? fails(Error::invalid_argument) : nothing();
}

inline constexpr Rule<Bind> bind_rules[] = {
    {.id = "udp.bind.free",
     .source = "POSIX.1-2017 bind() DESCRIPTION and RETURN VALUE",
     .when = [](const View& v, const Bind& op) { return !has_port(v) && !is_taken(v, op); },
     .allows = succeeds<Bind>,
     .then = give_name,
     .also = {{invalid_if_shut<Bind>}}},
    {.id = "udp.bind.in-use",
     .source = "POSIX.1-2017 bind() ERRORS [EADDRINUSE], shall: the specified address is already in use",
     .when = [](const View& v, const Bind& op) { return !has_port(v) && is_taken(v, op); },
     .allows = fails_with<Error::address_in_use, Bind>,
     .also = {{fails_with<Error::address_in_use, Bind>, lose_address}, {invalid_if_shut<Bind>}}},
    {.id = "udp.bind.again",
     .source = "POSIX.1-2017 bind() ERRORS [EINVAL], shall: already bound, and [EISCONN], may",
     .when = [](const View& v, const Bind&) { return has_port(v); },
     .allows = fails_with<Error::invalid_argument, Bind>,
     .also = {{[](const View& v, const Bind&) { return is_connected(v) ? fails(Error::is_connected) : nothing(); }}}},
};
inline constexpr Rule<Bind> linux_bind_rules[] = {
    {.id = "linux.udp.bind.free",
     .source = "POSIX is silent on a half that was shut before; measured: Linux 6.18, it changes nothing",
     .refines = "udp.bind.free",
     .when = [](const View& v, const Bind& op) { return !has_port(v) && !is_taken(v, op); },
     .allows = succeeds<Bind>,
     .then = give_name},
    {.id = "linux.udp.bind.in-use",
     .source = "POSIX is silent on what a call that fails has done (XSH 2.3); measured: Linux 6.18, the address of an earlier name is lost",
     .refines = "udp.bind.in-use",
     .when = [](const View& v, const Bind& op) { return !has_port(v) && is_taken(v, op); },
     .allows = fails_with<Error::address_in_use, Bind>,
     .then = lose_address},
    {.id = "linux.udp.bind.again",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EINVAL",
     .refines = "udp.bind.again",
     .when = [](const View& v, const Bind&) { return has_port(v); },
     .allows = fails_with<Error::invalid_argument, Bind>},
};

inline Place target_of(const View& v, const Connect& op) {
  if (op.place != Place::none) return op.place;
  return v.all().sockets[static_cast<std::size_t>(v.world().socket_of(op.to))].place;
}
inline void connect_to(View& v, Place place) {
  choose_port(v);
  v.own().connected = v.own().has_address = true;
  v.own().peer = place;
}
inline void set_peer(View& v, const Connect& op, const Answer&) { connect_to(v, target_of(v, op)); }
inline void set_peer_and_forget_error(View& v, const Connect& op, const Answer& seen) {
  set_peer(v, op, seen);
  v.own().refused = false;
}
inline Allowed succeeds_if_refused(const View& v, const Connect&) { return is_refused(v) ? ok() : nothing(); }

inline constexpr Rule<Connect> connect_rules[] = {
    {.id = "udp.connect.peer-set",
     .source = "POSIX.1-2017 connect() DESCRIPTION: not connection-mode, it sets the peer address, and sends nothing",
     .when = always<Connect>,
     .allows = succeeds<Connect>,
     .then = set_peer,
     .also = {{succeeds_if_refused, set_peer_and_forget_error}}},
};
inline constexpr Rule<Connect> linux_connect_rules[] = {
    {.id = "linux.udp.connect.peer-set",
     .source = "POSIX is silent on a pending error here; measured: Linux 6.18, it stays",
     .refines = "udp.connect.peer-set",
     .when = always<Connect>,
     .allows = succeeds<Connect>,
     .then = set_peer},
};

inline void set_port_zero(View& v, const ConnectToPortZero&, const Answer&) { connect_to(v, Place::none); }
inline constexpr Rule<ConnectToPortZero> connect_to_port_zero_rules[] = {
    {.id = "udp.connect-port-zero.peer-set",
     .source = "POSIX is silent on port 0 as a peer's; POSIX.1-2017 connect() ERRORS [EADDRNOTAVAIL] and [EINVAL]",
     .when = always<ConnectToPortZero>,
     .allows = succeeds<ConnectToPortZero>,
     .then = set_port_zero,
     .also = {{fails_with<Error::address_not_available, ConnectToPortZero>}, {fails_with<Error::invalid_argument, ConnectToPortZero>}}},
};
inline constexpr Rule<ConnectToPortZero> linux_connect_to_port_zero_rules[] = {
    {.id = "linux.udp.connect-port-zero.peer-set",
     .source = "POSIX is silent on port 0 as a peer's; measured: Linux 6.18, any port of the address is the peer then",
     .refines = "udp.connect-port-zero.peer-set",
     .when = always<ConnectToPortZero>,
     .allows = succeeds<ConnectToPortZero>,
     .then = set_port_zero},
};

// Which part of its own name a socket keeps that has no peer any more.
inline void forget_peer(View& v) {
  v.own().connected = false;
  v.own().peer = Place::none;
}
inline void keep_given_name(View& v, const Disconnect&, const Answer&) {
  forget_peer(v);
  if (!v.own().address_given) v.own().has_address = false;
  if (!v.own().place_given) v.own().place = Place::none;
}
inline void keep_name(View& v, const Disconnect&, const Answer&) { forget_peer(v); }
inline void keep_port(View& v, const Disconnect&, const Answer&) {
  forget_peer(v);
  if (!v.own().address_given) v.own().has_address = false;
}

inline constexpr Rule<Disconnect> disconnect_rules[] = {
    {.id = "udp.disconnect",
     .source = "POSIX.1-2017 connect() DESCRIPTION: a null address resets the peer address, and ERRORS [EAFNOSUPPORT], shall",
     .when = always<Disconnect>,
     .allows = succeeds<Disconnect>,
     .then = keep_given_name,
     .also = {{succeeds<Disconnect>, keep_name},
              {succeeds<Disconnect>, keep_port},
              {fails_with<Error::family_not_supported, Disconnect>},
              {fails_with<Error::family_not_supported, Disconnect>, keep_port}}},
};
inline constexpr Rule<Disconnect> linux_disconnect_rules[] = {
    {.id = "linux.udp.disconnect",
     .source = "POSIX is silent on AF_UNSPEC; Linux udp(7); measured: Linux 6.18, only what bind() named is kept of the socket's name",
     .refines = "udp.disconnect",
     .when = always<Disconnect>,
     .allows = succeeds<Disconnect>,
     .then = keep_given_name},
};

inline Allowed own_name(const View& v, const GetSockName&) {
  if (v.own().has_address) return returns(has_port(v) ? name::own : name::address_only, Reading::name);
  return returns(has_port(v) ? name::port_only : name::unspecified, Reading::name);
}
inline bool is_bound(const View& v) { return has_port(v); }

inline constexpr Rule<GetSockName> get_sock_name_rules[] = {
    {.id = "udp.getsockname.bound",
     .source = "POSIX.1-2017 getsockname() DESCRIPTION, and ERRORS [EINVAL], may: shut down",
     .when = [](const View& v, const GetSockName&) { return is_bound(v); },
     .allows = own_name,
     .also = {{invalid_if_shut<GetSockName>}}},
    {.id = "udp.getsockname.not-bound",
     .source = "POSIX.1-2017 getsockname() DESCRIPTION: not bound to a local name, the value is unspecified",
     .when = [](const View& v, const GetSockName&) { return !is_bound(v); },
     .allows = [](const View&, const GetSockName&) { return range(name::own, name::address_only, Reading::name); },
     .also = {{invalid_if_shut<GetSockName>}}},
};
inline constexpr Rule<GetSockName> linux_get_sock_name_rules[] = {
    {.id = "linux.udp.getsockname.bound",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the name stays",
     .refines = "udp.getsockname.bound",
     .when = [](const View& v, const GetSockName&) { return is_bound(v); },
     .allows = own_name},
    {.id = "linux.udp.getsockname.not-bound",
     .source = "POSIX is silent on the value; measured: Linux 6.18, port 0, and the address that bind() named, if any",
     .refines = "udp.getsockname.not-bound",
     .when = [](const View& v, const GetSockName&) { return !is_bound(v); },
     .allows = own_name},
};

inline bool has_peer_with_port(const View& v) { return is_connected(v) && v.own().peer != Place::none; }
// A socket may be its own peer.
inline Allowed peers_name(const View&, const GetPeerName&) { return returns(name::peer, Reading::name); }

inline constexpr Rule<GetPeerName> get_peer_name_rules[] = {
    {.id = "udp.getpeername.connected",
     .source = "POSIX.1-2017 getpeername() DESCRIPTION, and ERRORS [EINVAL], may: shut down",
     .when = [](const View& v, const GetPeerName&) { return has_peer_with_port(v); },
     .allows = peers_name,
     .also = {{invalid_if_shut<GetPeerName>}}},
    {.id = "udp.getpeername.port-zero",
     .source = "POSIX is silent on port 0 as a peer's",
     .when = [](const View& v, const GetPeerName&) { return is_connected(v) && !has_peer_with_port(v); },
     .allows = fails_with<Error::not_connected, GetPeerName>,
     .also = {{[](const View&, const GetPeerName&) { return range(name::own, name::address_only, Reading::name); }},
              {invalid_if_shut<GetPeerName>}}},
    {.id = "udp.getpeername.not-connected",
     .source = "POSIX.1-2017 getpeername() ERRORS [ENOTCONN], shall",
     .when = [](const View& v, const GetPeerName&) { return !is_connected(v); },
     .allows = fails_with<Error::not_connected, GetPeerName>,
     .also = {{invalid_if_shut<GetPeerName>}}},
};
inline constexpr Rule<GetPeerName> linux_get_peer_name_rules[] = {
    {.id = "linux.udp.getpeername.connected",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the name stays",
     .refines = "udp.getpeername.connected",
     .when = [](const View& v, const GetPeerName&) { return has_peer_with_port(v); },
     .allows = peers_name},
    {.id = "linux.udp.getpeername.port-zero",
     .source = "POSIX is silent on port 0 as a peer's; measured: Linux 6.18, ENOTCONN",
     .refines = "udp.getpeername.port-zero",
     .when = [](const View& v, const GetPeerName&) { return is_connected(v) && !has_peer_with_port(v); },
     .allows = fails_with<Error::not_connected, GetPeerName>},
    {.id = "linux.udp.getpeername.not-connected",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, ENOTCONN",
     .refines = "udp.getpeername.not-connected",
     .when = [](const View& v, const GetPeerName&) { return !is_connected(v); },
     .allows = fails_with<Error::not_connected, GetPeerName>},
};

}  // namespace socketcheck::model::datagrams
