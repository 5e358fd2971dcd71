#include "properties/claims/examples.hpp"

#include "properties/claims/parse_examples.hpp"

namespace socketcheck::properties {
namespace {

constexpr std::string_view texts_of_a_pair[] = {
    // A whole life, with every option and every question on the way.
    "send(a, 5); poll(b); ioctl(b, FIONREAD); recv(b, 5, MSG_PEEK); recv(b, 5); recv(b, 1); send(a, 0);"
    "getsockname(a); getpeername(a); getsockopt(a, TCP_INFO); getsockopt(a, SO_ERROR); getsockopt(a, TCP_NODELAY);"
    "setsockopt(a, TCP_NODELAY, 1); getsockopt(a, SO_LINGER); setsockopt(a, SO_LINGER, {0, 0}); close(a); close(b)",
    // Half-close, seen from both sides, then the four-way close.
    "shutdown(a, SHUT_WR); shutdown(a, SHUT_WR); poll(a); getpeername(a); getsockname(a); getsockopt(a, SO_LINGER);"
    "setsockopt(a, SO_LINGER, {1, 0}); setsockopt(a, SO_LINGER, {0, 0}); getsockopt(a, TCP_NODELAY);"
    "setsockopt(a, TCP_NODELAY, 1); send(a, 1); recv(b, 1); send(b, 3); recv(a, 3); shutdown(b, SHUT_WR); recv(a, 1);"
    "getsockopt(a, TCP_INFO); shutdown(a, SHUT_WR); poll(a); getpeername(a); close(a); close(b)",
    // The read half shut, with and without data.
    "shutdown(a, SHUT_RD); recv(a, 1); send(b, 1); send(b, 3); ioctl(a, FIONREAD); recv(a, 2); close(a)",
    "shutdown(a, SHUT_RD); abort(b); recv(a, 1); recv(a, 1)",
    "shutdown(a, SHUT_WR); close(a); shutdown(b, SHUT_RD); shutdown(b, SHUT_RDWR)",
    // Resets: reported once, by whoever comes first.
    "abort(a); recv(b, 1); recv(b, 1); send(b, 1); shutdown(b, SHUT_WR); close(b)",
    "abort(a); send(b, 1); send(b, 1)",
    "abort(a); getsockopt(b, SO_ERROR); getsockopt(b, SO_ERROR)",
    "shutdown(a, SHUT_WR); abort(a); recv(b, 1); send(b, 1)",
    "shutdown(a, SHUT_WR); abort(a); getsockopt(b, SO_ERROR); abort(b)",
    "send(a, 5); close(b); recv(a, 1)",
    "setsockopt(a, SO_LINGER, {1, 0}); close(a); recv(b, 1)",
    // Data for an end that takes none.
    "close(a); send(b, 1); send(b, 1)",
    "shutdown(a, SHUT_RDWR); send(b, 1); recv(a, 1)",
    "shutdown(a, SHUT_WR); close(a); close(b)",
    // A window that is full, and a FIN behind it.
    "send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
    "send(a, 1); recv(b, 1)",
    "shutdown(b, SHUT_WR); send(a, 1048576); close(a)",
    "send(a, 1048576); shutdown(b, SHUT_WR); shutdown(a, SHUT_WR); close(a)",
    "send(a, 1048576); shutdown(b, SHUT_WR); shutdown(a, SHUT_WR); abort(a)",
    // Two FINs that cross, because one of them waits behind a full window.
    "send(a, 1048576); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); recv(b, 1048576); recv(b, 1048576);"
    "recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576)",
    "send(a, 1048576); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); close(b)",
};

constexpr std::string_view texts_of_a_whole_life[] = {
    // From nothing to nothing.
    "a = socket(); getsockname(a); bind(a, p); getsockname(a); bind(a, q); listen(a, 5); listen(a, 1); poll(a); b = socket();"
    "connect(b, p); connect(b, p); connect(b, p); listen(b, 1); poll(a); c = accept(a); getpeername(c); getsockname(c); getpeername(b);"
    "send(b, 3); recv(c, 3); d = dup(c); close(c); send(d, 2); recv(b, 2); close(b); recv(d, 1); close(d); e = accept(a)",
    // What a socket says that is neither connected nor listening.
    "a = socket(); send(a, 1); recv(a, 1); shutdown(a, SHUT_WR); poll(a); b = accept(a); getpeername(a); ioctl(a, FIONREAD);"
    "getsockopt(a, SO_ERROR); connect(a, AF_UNSPEC); listen(a, 0); getsockname(a); send(a, 1); recv(a, 1); poll(a);"
    "ioctl(a, FIONREAD); getpeername(a); connect(a, p); shutdown(a, SHUT_WR); b = accept(a); shutdown(a, SHUT_RD); close(a)",
    // AF_UNSPEC leaves an error behind, which the next call reports.
    "a = socket(); listen(a, 1); b = socket(); connect(b, a); connect(b, AF_UNSPEC); send(b, 1); connect(b, a);"
    "connect(b, AF_UNSPEC); recv(b, 1)",
    // Two who want the same place.
    "a = socket(); b = socket(); bind(a, p); bind(b, p); bind(b, 0); abort(a); abort(b)",
    // Nobody listens: told by connect(), and told by SO_ERROR first.
    "a = socket(); connect(a, p); getsockopt(a, SO_ERROR); listen(a, 1); connect(a, p); connect(a, q); recv(a, 1);"
    "shutdown(a, SHUT_WR); connect(a, p)",
    "a = socket(); connect(a, p); connect(a, p); send(a, 1); connect(a, p); send(a, 1); send(a, 1)",
    // A connection to itself.
    "a = socket(); bind(a, q); connect(a, a); send(a, 2); recv(a, 1); getpeername(a); shutdown(a, SHUT_WR); recv(a, 1); recv(a, 1)",
    "a = socket(); bind(a, q); connect(a, a); abort(a)",
    // A full queue; who waits is let in late, or gives up.
    "a = socket(); listen(a, 0); b = socket(); connect(b, a); c = socket(); connect(c, a); poll(c); send(c, 1); recv(c, 1);"
    "connect(c, a); shutdown(c, SHUT_WR); connect(c, a); connect(c, AF_UNSPEC); connect(c, a); close(c); d = accept(a);"
    "connect(b, AF_UNSPEC); connect(b, a); abort(b); e = accept(a); recv(e, 1); connect(d, a)",
    "a = socket(); bind(a, p); listen(a, 0); b = socket(); connect(b, p); c = socket(); connect(c, p); abort(c); close(a);"
    "recv(b, 1); bind(b, q); connect(b, p)",
    // Who was accepted shares the listener's place.
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); connect(b, p); c = accept(a); connect(a, AF_UNSPEC); listen(a, 1);"
    "connect(c, AF_UNSPEC); listen(a, 1); send(b, 1); connect(b, AF_UNSPEC); recv(b, 1)",
    // Names that are in use, and names in TIME-WAIT.
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); bind(b, q); connect(b, p); c = accept(a); shutdown(b, SHUT_WR);"
    "shutdown(c, SHUT_WR); connect(b, AF_UNSPEC); connect(b, p); d = dup(b); abort(d); close(b)",
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); bind(b, q); connect(b, p); c = accept(a); shutdown(c, SHUT_WR);"
    "shutdown(b, SHUT_WR); connect(b, AF_UNSPEC); connect(b, p)",
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); bind(b, q); connect(b, p); c = accept(a); shutdown(c, SHUT_WR);"
    "shutdown(b, SHUT_WR); close(a); connect(b, AF_UNSPEC); connect(b, p)",
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); bind(b, q); connect(b, p); c = accept(a); connect(a, AF_UNSPEC);"
    "connect(a, q)",
    // A FIN that a full window holds back.
    "start pair a b; shutdown(b, SHUT_WR); send(a, 1048576); shutdown(a, SHUT_WR); connect(a, AF_UNSPEC)",
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); bind(b, q); connect(b, p); c = accept(a); connect(a, AF_UNSPEC);"
    "close(c); connect(a, q); recv(b, 1)",
    // Two SYNs that cross, because one of them waits for room.
    "a = socket(); bind(a, p); listen(a, 0); b = socket(); connect(b, p); c = socket(); bind(c, q); connect(c, p);"
    "connect(a, AF_UNSPEC); connect(a, q); send(a, 1); recv(c, 1); shutdown(c, SHUT_WR); recv(a, 1)",
    // What a listener hands on, and what is known of urgent data without a connection.
    "start listening a b; ioctl(a, SIOCOUTQ); ioctl(b, SIOCOUTQ); setsockopt(a, SO_KEEPALIVE, 1); recv(a, 1, MSG_OOB);"
    "recv(b, 1, MSG_OOB); sockatmark(a); sockatmark(b); connect(b, p); c = accept(a); getsockopt(c, SO_KEEPALIVE);"
    "connect(b, AF_UNSPEC); ioctl(b, SIOCOUTQ)",
    // The shut halves that a listener hands on.
    "a = socket(); bind(a, p); shutdown(a, SHUT_RDWR); listen(a, 1); b = socket(); shutdown(b, SHUT_RD); recv(b, 1); connect(b, p);"
    "poll(b); c = accept(a); recv(c, 1); connect(c, AF_UNSPEC)",
    "a = socket(); bind(a, p); listen(a, 0); b = socket(); connect(b, p); c = socket(); shutdown(c, SHUT_RD); connect(c, p);"
    "poll(c); recv(c, 1); shutdown(c, SHUT_RD); d = accept(a); send(d, 1); shutdown(d, SHUT_WR); close(b); close(d); close(a)",
    // Two who share a place: by SO_REUSEADDR while neither listens, by SO_REUSEPORT also then.
    "a = socket(); b = socket(); setsockopt(a, SO_REUSEADDR, 1); setsockopt(b, SO_REUSEADDR, 1); bind(a, p); bind(b, p); listen(a, 1);"
    "listen(b, 1); c = socket(); connect(c, p); accept(a, RLIMIT_NOFILE); d = accept(a); close(a); listen(b, 1)",
    "a = socket(); b = socket(); setsockopt(a, SO_REUSEPORT, 1); setsockopt(b, SO_REUSEPORT, 1); bind(a, p); bind(b, p); listen(a, 1);"
    "listen(b, 1); c = socket(); connect(c, p); d = accept(a); d = accept(b); e = socket(); connect(e, p); close(a)",
    // SO_REUSEPORT that was changed in between.
    "a = socket(); b = socket(); setsockopt(a, SO_REUSEPORT, 1); bind(a, p); setsockopt(a, SO_REUSEPORT, 0);"
    "setsockopt(b, SO_REUSEPORT, 1); bind(b, p); listen(b, 1); listen(a, 1)",
    "a = socket(); b = socket(); setsockopt(a, SO_REUSEPORT, 1); setsockopt(b, SO_REUSEPORT, 1); bind(a, p); bind(b, p);"
    "setsockopt(b, SO_REUSEPORT, 0); listen(a, 1); listen(b, 1)",
    // A place in TIME-WAIT, taken over.
    "a = socket(); setsockopt(a, SO_REUSEADDR, 1); bind(a, p); listen(a, 1); b = socket(); connect(b, p); c = accept(a); close(a); close(c);"
    "close(b); a = socket(); bind(a, p); setsockopt(a, SO_REUSEADDR, 1); bind(a, p); listen(a, 1)",
    // Every address: who is named so, who is reached there, and who goes first.
    "a = socket(); bind(a, *:p); getsockname(a); listen(a, 1); getsockname(a); b = socket(); connect(b, p); c = accept(a); getsockname(c);"
    "d = socket(); connect(d, *:p); getpeername(d); e = accept(a); getsockname(e)",
    "a = socket(); b = socket(); setsockopt(a, SO_REUSEPORT, 1); setsockopt(b, SO_REUSEPORT, 1); bind(a, *:p); bind(b, p); listen(a, 1);"
    "listen(b, 1); c = socket(); connect(c, p); d = accept(a); d = accept(b); close(b); e = socket(); connect(e, p); f = accept(a)",
    "a = socket(); bind(a, *:q); connect(a, p); connect(a, AF_UNSPEC); getsockname(a); listen(a, 1); accept(a, RLIMIT_NOFILE)",
    "a = socket(); bind(a, *:q); connect(a, *:q); getpeername(a); send(a, 1); recv(a, 1); accept(a, RLIMIT_NOFILE)",
    "a = socket(); bind(a, p); listen(a, 1); b = socket(); connect(b, *:p); bind(b, q); c = socket(); bind(c, q); connect(c, *:p);"
    "getpeername(c); abort(c); accept(a, RLIMIT_NOFILE); d = accept(a)",
    // At the limit of descriptors an ended connection stays, too. Who loses an address is then sent to the usual one.
    "start listening a b; connect(b, p); abort(b); accept(a, RLIMIT_NOFILE); c = accept(a); connect(c, AF_UNSPEC); bind(c, p);"
    "connect(c, *:p)",
};

constexpr std::string_view texts_of_urgent_data[] = {
    // Before the mark, at the mark, and behind it.
    "send(a, 3, MSG_OOB); sockatmark(b); ioctl(b, FIONREAD); recv(b, 5); sockatmark(b); recv(b, 1, MSG_OOB|MSG_PEEK);"
    "recv(b, 1, MSG_OOB); recv(b, 1, MSG_OOB); ioctl(b, FIONREAD); poll(b); recv(b, 1); sockatmark(b)",
    "send(a, 1, MSG_OOB); send(a, 2); recv(b, 5, MSG_PEEK); recv(b, 5); recv(b, 1, MSG_OOB)",
    // The byte is part of the stream.
    "setsockopt(b, SO_OOBINLINE, 1); send(a, 2, MSG_OOB); recv(b, 1, MSG_OOB); recv(b, 5); sockatmark(b); recv(b, 5)",
    // What is left of it at the end of the stream, behind a RST, and for a half that was shut.
    "send(a, 2, MSG_OOB); shutdown(a, SHUT_WR); recv(b, 5); recv(b, 5); recv(b, 1, MSG_OOB); sockatmark(b)",
    "send(a, 2, MSG_OOB); abort(a); poll(b); sockatmark(b); recv(b, 1, MSG_OOB); recv(b, 5); ioctl(b, FIONREAD); recv(b, 5);"
    "recv(b, 5)",
    "shutdown(b, SHUT_RD); send(a, 1, MSG_OOB); recv(b, 5); recv(b, 5)",
    "shutdown(b, SHUT_RDWR); send(a, 1, MSG_OOB); poll(b); recv(b, 1, MSG_OOB)",
    // A newer one.
    "send(a, 2, MSG_OOB); send(a, 2, MSG_OOB); recv(b, 9); recv(b, 1, MSG_OOB); recv(b, 9)",
    "send(a, 1, MSG_OOB); send(a, 1, MSG_OOB); recv(b, 1, MSG_OOB); recv(b, 9); close(b)",
    // One that a full window holds back.
    "send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
    "send(a, 1, MSG_OOB); recv(b, 1, MSG_OOB); sockatmark(b); recv(b, 1048576); recv(b, 1, MSG_OOB)",
    // One that is announced by the segments before it, and comes or never comes.
    "send(a, 1048576); send(a, 1, MSG_OOB); recv(b, 65536); recv(b, 1, MSG_OOB); sockatmark(b); recv(b, 1048576)",
    "send(a, 1048576); send(a, 1, MSG_OOB); recv(b, 65536); abort(a); recv(b, 1, MSG_OOB)",
};

constexpr std::string_view texts_of_options[] = {
    "setsockopt(a, SO_KEEPALIVE, 1); getsockopt(a, SO_KEEPALIVE); setsockopt(a, SO_RCVBUF, 0); getsockopt(a, SO_RCVBUF);"
    "setsockopt(a, SO_SNDBUF, 4096); getsockopt(a, SO_SNDBUF); getsockopt(b, SO_SNDBUF); setsockopt(a, SO_RCVLOWAT, 3);"
    "getsockopt(a, SO_RCVLOWAT); send(b, 2); poll(a); send(b, 1); poll(a); recv(a, 5, MSG_WAITALL);"
    "shutdown(a, SHUT_WR); setsockopt(a, SO_RCVLOWAT, 0); getsockopt(a, SO_RCVLOWAT)",
    // What MSG_MORE holds back, and who pushes it.
    "send(a, 2, MSG_MORE); ioctl(a, SIOCOUTQ); send(a, 1); ioctl(b, FIONREAD); send(a, 2, MSG_MORE); shutdown(a, SHUT_WR); recv(b, 9)",
    "send(a, 2, MSG_MORE); poll(b)",
    "sendmsg(a, 7 in 3); recvmsg(b, 7 in 2, MSG_PEEK); recvmsg(b, 7 in 8)",
};

constexpr std::string_view texts_of_handshakes[] = {
    // The SYN is lost, and the SYN-ACK, and the acknowledgement.
    "hold(); connect(b, p); drop(b); release(); c = accept(a)",
    "hold(); connect(b, p); deliver(b); drop(a); release(); c = accept(a)",
    "hold(); connect(b, p); deliver(b); deliver(a); drop(b); c = accept(a); release(); c = accept(a)",
    // A simultaneous open, beside the listener.
    "c = socket(); bind(c, r); bind(b, q); hold(); connect(c, q); connect(b, r); deliver(b); deliver(c); deliver(b); deliver(c); send(b, 1)",
};

constexpr std::string_view texts_on_the_wire[] = {
    // Two FINs that cross: CLOSING and TIME-WAIT at both ends.
    "hold(); shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); deliver(a); deliver(b); deliver(a); deliver(b); release()",
};

constexpr std::string_view texts_of_datagrams[] = {
    // Data there and back, whole, cut short and empty.
    "bind(b, q); sendto(b, 3, p); sendto(b, 2, a); ioctl(a, FIONREAD); recvfrom(a, 9, MSG_PEEK); recvfrom(a, 2); recv(a, 1, MSG_TRUNC);"
    "recv(a, 1); recvfrom(a, 1); sendto(a, 0, q); poll(b); recv(b, 9); connect(b, p); send(b, 1); sendmsg(b, 3 in 2)",
    "sendto(a, 65507, p); sendto(a, 65508, p); sendto(a, 65536, p); recv(a, 70000); connect(a, p); send(a, 65527); send(a, 65528)",
    // Names, given, chosen, taken and lost.
    "getsockname(b); bind(b, p); bind(b, 0); bind(b, q); getsockname(b); getpeername(b); send(b, 1)",
    "send(b, 1); getsockname(b); connect(b, 0); getpeername(b); getsockname(b); connect(b, AF_UNSPEC); getsockname(b); sendto(b, 1, 0)",
    "bind(b, 0); connect(b, p); getpeername(b); connect(b, AF_UNSPEC); getsockname(b); bind(b, p); getsockname(b)",
    // Errors: who is told, once, and before what is queued.
    "sendto(b, 1, q); connect(b, q); send(b, 1); recv(b, 1); send(b, 1); recvfrom(b, 1); send(b, 1); send(b, 1); send(b, 1);"
    "sendto(b, 1, p); send(b, 1); getsockopt(b, SO_ERROR); getsockopt(b, SO_ERROR)",
    "setsockopt(b, IP_RECVERR, 1); recvmsg(b, MSG_ERRQUEUE); sendto(b, 1, q); sendto(b, 65535, p); recvmsg(b, MSG_ERRQUEUE); recvmsg(b, MSG_ERRQUEUE)",
    "sendto(b, 1, p); connect(a, q); sendto(b, 2, p); send(a, 1); recv(a, 9); recv(a, 9)",
    // Halves.
    "shutdown(b, SHUT_RD); connect(b, p); shutdown(b, SHUT_WR); poll(b); send(b, 1); sendto(b, 1, p); listen(b, 1); c = accept(b)",
    // A buffer that has room for one, and for no error.
    "setsockopt(a, SO_RCVBUF, 0); getsockopt(a, SO_RCVBUF); sendto(b, 1, p); sendto(b, 1, p); recv(a, 9); recv(a, 9);"
    "setsockopt(a, IP_RECVERR, 1); sendto(a, 1, q)",
    "c = socket(); d = dup(a); close(a); sendto(b, 1, p); recv(d, 9)",
};

}  // namespace

const std::vector<model::Program>& examples_of_datagrams() {
  static const std::vector<model::Program> programs = parse_examples("start datagrams a b", texts_of_datagrams);
  return programs;
}

const std::vector<model::Program>& examples_of_every_rule() {
  static const std::vector<model::Program> programs = parse_examples("start pair a b", texts_of_a_pair);
  return programs;
}

const std::vector<model::Program>& examples_of_urgent_data() {
  static const std::vector<model::Program> programs = parse_examples("start pair a b", texts_of_urgent_data);
  return programs;
}

const std::vector<model::Program>& examples_of_options() {
  static const std::vector<model::Program> programs = parse_examples("start pair a b", texts_of_options);
  return programs;
}

const std::vector<model::Program>& examples_of_handshakes() {
  static const std::vector<model::Program> programs = parse_examples("start listening a b", texts_of_handshakes);
  return programs;
}

const std::vector<model::Program>& examples_on_the_wire() {
  static const std::vector<model::Program> programs = parse_examples("start pair a b", texts_on_the_wire);
  return programs;
}

const std::vector<model::Program>& examples_of_a_whole_life() {
  static const std::vector<model::Program> programs = parse_examples("start fresh", texts_of_a_whole_life);
  return programs;
}

}  // namespace socketcheck::properties
