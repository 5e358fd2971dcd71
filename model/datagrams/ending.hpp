// shutdown, close and dup of UDP sockets, and the calls of streams that they refuse.
#pragma once

#include "model/datagrams/naming.hpp"
#include "model/operations/accept.hpp"
#include "model/operations/close.hpp"
#include "model/operations/dup.hpp"
#include "model/operations/listen.hpp"
#include "model/operations/shutdown.hpp"

namespace socketcheck::model::datagrams {

inline void shut_halves(View& v, const Shutdown& op, const Answer&) {
  v.own().read_shut = v.own().read_shut || ends_reading(op.half);
  v.own().write_shut = v.own().write_shut || ends_writing(op.half);
}

inline constexpr Rule<Shutdown> shutdown_rules[] = {
    {.id = "udp.shutdown.connected",
     .source = "POSIX.1-2017 shutdown() DESCRIPTION",
     .when = [](const View& v, const Shutdown&) { return is_connected(v); },
     .allows = succeeds<Shutdown>,
     .then = shut_halves},
    {.id = "udp.shutdown.not-connected",
     .source = "POSIX.1-2017 shutdown() ERRORS [ENOTCONN], shall: the socket is not connected; POSIX.1-2017 XSH 2.3 leaves open what a call "
               "that fails has done",
     .when = [](const View& v, const Shutdown&) { return !is_connected(v); },
     .allows = fails_with<Error::not_connected, Shutdown>,
     .also = {{fails_with<Error::not_connected, Shutdown>, shut_halves}}},
};
inline constexpr Rule<Shutdown> linux_shutdown_rules[] = {
    {.id = "linux.udp.shutdown.not-connected",
     .source = "POSIX is silent on what a call that fails has done (XSH 2.3); measured: Linux 6.18, the halves are closed all the same",
     .refines = "udp.shutdown.not-connected",
     .when = [](const View& v, const Shutdown&) { return !is_connected(v); },
     .allows = fails_with<Error::not_connected, Shutdown>,
     .then = shut_halves},
};

inline void give_up(View& v, const Close& op, const Answer&) {
  v.world().descriptors[static_cast<std::size_t>(op.slot)] = nobody;
  if (--v.own().descriptors > 0) return;
  forget_queue(v.world(), v.number());
  v.own() = {};
}
inline constexpr Rule<Close> close_rules[] = {
    {.id = "udp.close",
     .source = "POSIX.1-2017 close() DESCRIPTION: the last descriptor takes the socket along",
     .when = always<Close>,
     .allows = succeeds<Close>,
     .then = give_up},
};

inline void add_descriptor(View& v, const Dup& op, const Answer&) {
  ++v.own().descriptors;
  v.world().descriptors[static_cast<std::size_t>(op.made)] = v.number();
}
inline constexpr Rule<Dup> dup_rules[] = {
    {.id = "udp.dup.made",
     .source = "POSIX.1-2017 dup() DESCRIPTION and RETURN VALUE",
     .when = always<Dup>,
     .allows = succeeds<Dup>,
     .then = add_descriptor},
};

inline constexpr Rule<Listen> listen_rules[] = {
    {.id = "udp.listen.not-supported",
     .source = "POSIX.1-2017 listen() ERRORS [EOPNOTSUPP], shall, and others that shall",
     .when = always<Listen>,
     .allows = fails_with<Error::not_supported, Listen>,
     .also = {{[](const View& v, const Listen&) { return has_port(v) ? nothing() : fails(Error::destination_required); }},
              {[](const View& v, const Listen&) { return is_connected(v) ? fails(Error::invalid_argument) : nothing(); }},
              {invalid_if_shut<Listen>}}},
};
inline constexpr Rule<Listen> linux_listen_rules[] = {
    {.id = "linux.udp.listen.not-supported",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EOPNOTSUPP",
     .refines = "udp.listen.not-supported",
     .when = always<Listen>,
     .allows = fails_with<Error::not_supported, Listen>},
};
inline constexpr Rule<Accept> accept_rules[] = {
    {.id = "udp.accept.not-supported",
     .source = "POSIX.1-2017 accept() ERRORS [EOPNOTSUPP], shall, and [EINVAL], shall: it is not accepting connections",
     .when = always<Accept>,
     .allows = fails_with<Error::not_supported, Accept>,
     .also = {{fails_with<Error::invalid_argument, Accept>}}},
};
inline constexpr Rule<Accept> linux_accept_rules[] = {
    {.id = "linux.udp.accept.not-supported",
     .source = "POSIX is silent on which of its errors comes; measured: Linux 6.18, EOPNOTSUPP",
     .refines = "udp.accept.not-supported",
     .when = always<Accept>,
     .allows = fails_with<Error::not_supported, Accept>},
};

}  // namespace socketcheck::model::datagrams
