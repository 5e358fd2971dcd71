// For each planted fault of UDP the shortest program that shows it, from a socket a at p and a new one b.
#pragma once

#include "planted_faults.hpp"

namespace socketcheck::tests {

inline constexpr PlantedFault of_datagrams(std::string_view stack, std::string_view program, std::string_view rule, std::size_t step) {
  return {stack, program, rule, step, "datagrams", "DatagramsDoWhatTheModelAllows"};
}

// The canonical programs, as in planted_faults.
inline constexpr PlantedFault planted_datagram_faults[] = {
    of_datagrams("faulty-udp-unconnected-hears-of-errors", "sendto(a, 1, q)", "linux.udp.poll.open", 1),
    of_datagrams("faulty-udp-error-is-never-told", "connect(a, q); send(a, 1)", "linux.udp.poll.open", 2),
    of_datagrams("faulty-udp-error-is-told-twice", "connect(a, q); send(a, 1); recv(a, 1); recv(a, 1)", "linux.udp.recv.nothing", 4),
    of_datagrams("faulty-udp-so-error-tells-twice", "connect(a, q); send(a, 1); getsockopt(a, SO_ERROR); getsockopt(a, SO_ERROR)", "udp.so-error.none", 4),
    of_datagrams("faulty-udp-send-hides-error", "connect(a, q); send(a, 1); send(a, 1)", "linux.udp.send.refused", 3),
    of_datagrams("faulty-udp-error-behind-data", "setsockopt(a, IP_RECVERR, 1); sendto(a, 1, p); sendto(a, 1, q); recv(a, 1)", "linux.udp.recv.refused", 4),
    of_datagrams("faulty-udp-error-goes-to-another", "connect(a, q); connect(b, q); send(a, 1)", "linux.udp.poll.open", 3),
    of_datagrams("faulty-udp-kept-errors-are-lost", "setsockopt(a, IP_RECVERR, 1); sendto(a, 1, q); recvmsg(a, MSG_ERRQUEUE)", "linux.udp.kept-error.oldest", 3),
    of_datagrams("faulty-udp-error-hides-data", "sendto(a, 1, p); setsockopt(a, IP_RECVERR, 1); sendto(a, 1, q)", "linux.udp.poll.open", 3),

    of_datagrams("faulty-udp-datagrams-are-merged", "sendto(a, 1, p); sendto(a, 1, p); recv(a, 2)", "linux.udp.recv.datagram", 3),
    of_datagrams("faulty-udp-each-buffer-is-a-datagram", "connect(a, p); sendmsg(a, 2 in 2); recv(a, 2)", "linux.udp.recv.datagram", 3),
    of_datagrams("faulty-udp-rest-is-kept", "sendto(a, 2, p); recv(a, 1); recv(a, 1)", "linux.udp.recv.nothing", 3),
    of_datagrams("faulty-udp-trunc-tells-what-was-copied", "sendto(a, 1, p); recv(a, 0, MSG_TRUNC)", "linux.udp.recv.datagram", 2),
    of_datagrams("faulty-udp-length-is-always-whole", "sendto(a, 2, p); recv(a, 1)", "linux.udp.recv.datagram", 2),
    of_datagrams("faulty-udp-empty-datagram-is-lost", "sendto(a, 0, p)", "linux.udp.poll.open", 1),
    of_datagrams("faulty-udp-empty-datagram-is-the-end", "sendto(a, 0, p); recv(a, 1); recv(a, 1)", "linux.udp.recv.nothing", 3),
    of_datagrams("faulty-udp-largest-is-refused", "sendto(a, 65507, p)", "linux.udp.sendto.accepted", 1),
    of_datagrams("faulty-udp-one-more-is-accepted", "sendto(a, 65508, p)", "linux.udp.sendto.too-long", 1),
    of_datagrams("faulty-udp-last-comes-first", "sendto(a, 2, p); sendto(a, 1, p); recv(a, 2)", "linux.udp.recv.datagram", 3),
    of_datagrams("faulty-udp-sender-is-the-receiver", "sendto(b, 1, p); recvfrom(a, 1)", "linux.udp.recvfrom.datagram", 2),
    of_datagrams("faulty-udp-peek-takes", "sendto(a, 1, p); recv(a, 1, MSG_PEEK)", "linux.udp.poll.open", 2),
    of_datagrams("faulty-udp-fionread-counts-the-header", "sendto(a, 1, p); ioctl(a, FIONREAD)", "linux.udp.unread-bytes", 2),
    of_datagrams("faulty-udp-full-buffer-stops-the-sender", "sendto(a, 1, p); sendto(a, 1, p)", "linux.udp.sendto.accepted", 2),

    of_datagrams("faulty-udp-strangers-are-heard", "connect(a, p); sendto(b, 1, p)", "linux.udp.poll.open", 2),
    of_datagrams("faulty-udp-connect-empties-the-queue", "sendto(a, 1, p); connect(a, p)", "linux.udp.poll.open", 2),
    of_datagrams("faulty-udp-first-peer-stays", "connect(a, p); connect(a, q); send(a, 1)", "linux.udp.poll.open", 3),
    of_datagrams("faulty-udp-connect-of-the-connected-fails", "connect(a, p); connect(a, p)", "linux.udp.connect.peer-set", 2),
    of_datagrams("faulty-udp-peer-outlives-unspec", "connect(a, p); connect(a, AF_UNSPEC); send(a, 1)", "linux.udp.send.no-peer", 3),
    of_datagrams("faulty-udp-peers-name-outlives-unspec", "connect(a, p); connect(a, AF_UNSPEC); getpeername(a)", "linux.udp.getpeername.not-connected", 3),
    of_datagrams("faulty-udp-destination-beside-a-peer", "connect(a, p); sendto(a, 1, p)", "linux.udp.sendto.accepted", 2),
    of_datagrams("faulty-udp-peer-beats-destination", "connect(a, p); sendto(a, 1, q)", "linux.udp.poll.open", 2),

    of_datagrams("faulty-udp-port-zero-is-in-use", "bind(b, 0); sendto(a, 1, p)", "linux.udp.poll.open", 2),
    of_datagrams("faulty-udp-second-bind-succeeds", "bind(a, p)", "linux.udp.bind.again", 1),
    of_datagrams("faulty-udp-bind-to-a-taken-port", "bind(b, p)", "linux.udp.bind.in-use", 1),
    of_datagrams("faulty-udp-failed-send-binds-nothing", "send(b, 1); getsockname(b)", "linux.udp.getsockname.bound", 2),
    of_datagrams("faulty-udp-shutdown-of-the-unconnected", "shutdown(a, SHUT_WR)", "linux.udp.shutdown.not-connected", 1),
    of_datagrams("faulty-udp-read-half-has-an-end", "shutdown(a, SHUT_RD); recv(a, 1)", "linux.udp.recv.nothing", 2),
    of_datagrams("faulty-udp-shut-write-half-sends", "shutdown(a, SHUT_WR); sendto(a, 1, p)", "udp.sendto.write-half-closed", 2),
    of_datagrams("faulty-udp-broken-pipe-raises-a-signal", "shutdown(a, SHUT_WR); sendto(a, 1, p)", "udp.sendto.write-half-closed", 2),
    of_datagrams("faulty-udp-data-hides-room", "sendto(a, 1, p)", "linux.udp.poll.open", 1),
};

}  // namespace socketcheck::tests
