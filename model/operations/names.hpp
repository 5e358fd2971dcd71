// getsockname(2) and getpeername(2): the two names of a connection, each seen from both ends.
#pragma once

#include "model/operations/linger.hpp"

namespace socketcheck::model {

struct GetSockName {
  Slot slot = Slot::a;
  bool operator==(const GetSockName&) const = default;
};

struct GetPeerName {
  Slot slot = Slot::a;
  bool operator==(const GetPeerName&) const = default;
};

// The stack compares addresses with those of the connection; the answer's value says whose it is.
namespace name {
inline constexpr std::int64_t own = 1, peer = 2, stranger = 3, port_only = 4, unspecified = 5, address_only = 6;
}

// A name was given to it, by bind(), by the system, or by the listener.
inline bool has_name(const View& v) { return v.socket().named == Named::place; }

inline Allowed own_name(const View&, const GetSockName&) { return returns(name::own, Reading::name); }
inline Allowed peers_name(const View& v, const GetPeerName&) {
  return returns(v.connection().to_itself ? name::own : name::peer, Reading::name);
}
inline Allowed has_no_peer(const View&, const GetPeerName&) { return fails(Error::not_connected); }

inline constexpr Rule<GetSockName> get_sock_name_rules[] = {
    {.id = "getsockname.connected",
     .source = "POSIX.1-2017 getsockname() DESCRIPTION; RFC 9293 3.4.1",
     .when = [](const View& v, const GetSockName&) { return has_name(v) && !was_shut_down(v); },
     .allows = own_name},

    {.id = "getsockname.shut-down",
     .source = "POSIX.1-2017 getsockname() ERRORS [EINVAL], may: the socket has been shut down",
     .when = [](const View& v, const GetSockName&) { return has_name(v) && was_shut_down(v); },
     .allows = own_name,
     .also = {{.allows = option_invalid<GetSockName>}}},

    {.id = "getsockname.not-bound",
     .source = "POSIX.1-2017 getsockname() DESCRIPTION: not bound to a local name, the value is unspecified",
     .when = [](const View& v, const GetSockName&) { return !has_name(v); },
     .allows = [](const View&, const GetSockName&) { return range(name::own, name::unspecified, Reading::name); },
     .also = {{.allows = [](const View& v, const GetSockName&) {
       return was_shut_down(v) ? fails(Error::invalid_argument) : nothing();
     }}}},
};

inline constexpr Rule<GetSockName> linux_get_sock_name_rules[] = {
    {.id = "linux.getsockname.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the name stays",
     .refines = "getsockname.shut-down",
     .when = [](const View& v, const GetSockName&) { return has_name(v) && was_shut_down(v); },
     .allows = own_name},

    {.id = "linux.getsockname.not-bound",
     .source = "POSIX is silent on the value; measured: Linux 6.18, 0.0.0.0 and 0, and 0.0.0.0 with a port where only that is "
               "left of a name",
     .refines = "getsockname.not-bound",
     .when = [](const View& v, const GetSockName&) { return !has_name(v); },
     .allows = [](const View& v, const GetSockName&) {
       return returns(v.socket().named == Named::nothing ? name::unspecified : name::port_only, Reading::name);
     }},
};

inline constexpr Rule<GetPeerName> get_peer_name_rules[] = {
    {.id = "getpeername.connected",
     .source = "POSIX.1-2017 getpeername() DESCRIPTION",
     .when = [](const View& v, const GetPeerName&) { return is_connected(v) && !was_shut_down(v); },
     .allows = peers_name},

    {.id = "getpeername.shut-down",
     .source = "POSIX.1-2017 getpeername() ERRORS [EINVAL], shall: the socket has been shut down",
     .when = [](const View& v, const GetPeerName&) { return is_connected(v) && was_shut_down(v); },
     .allows = peers_name,
     .also = {{.allows = option_invalid<GetPeerName>}}},

    {.id = "getpeername.ended",
     .source = "POSIX.1-2017 getpeername() ERRORS [ENOTCONN] and [EINVAL], shall",
     .when = [](const View& v, const GetPeerName&) { return has_ended(v); },
     .allows = has_no_peer,
     .also = {{.allows = option_invalid<GetPeerName>}}},

    {.id = "getpeername.not-connected",
     .source = "POSIX.1-2017 getpeername() ERRORS [ENOTCONN], shall: the socket is not connected",
     .when = [](const View& v, const GetPeerName&) { return !has_or_had_connection(v); },
     .allows = has_no_peer,
     .also = {{.allows = [](const View& v, const GetPeerName&) {
       return was_shut_down(v) ? fails(Error::invalid_argument) : nothing();
     }}}},
};

inline constexpr Rule<GetPeerName> linux_get_peer_name_rules[] = {
    {.id = "linux.getpeername.shut-down",
     .source = "POSIX is silent on what being shut down means here; measured: Linux 6.18, the name stays while the "
               "connection exists",
     .refines = "getpeername.shut-down",
     .when = [](const View& v, const GetPeerName&) { return is_connected(v) && was_shut_down(v); },
     .allows = peers_name},

    {.id = "linux.getpeername.ended",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, ENOTCONN after a reset and after "
               "both FINs",
     .refines = "getpeername.ended",
     .when = [](const View& v, const GetPeerName&) { return has_ended(v); },
     .allows = has_no_peer},

    {.id = "linux.getpeername.not-connected",
     .source = "POSIX is silent on shut halves here; measured: Linux 6.18, ENOTCONN",
     .refines = "getpeername.not-connected",
     .when = [](const View& v, const GetPeerName&) { return !has_or_had_connection(v); },
     .allows = has_no_peer},
};

}  // namespace socketcheck::model
