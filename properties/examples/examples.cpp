#include "properties/examples/examples.hpp"

namespace socketcheck::properties {

const std::vector<NamedExample>& named_examples() {
  static const std::vector<NamedExample> examples = {
      {"four-way-close",
       "Each side's close sends a FIN, and each FIN is acknowledged; who closes first ends in TIME-WAIT.",
       "start pair a b; send(a, 5); recv(b, 5); close(a); recv(b, 1); getsockopt(b, TCP_INFO); close(b)"},

      {"half-close",
       "After shutdown(SHUT_WR) the other direction goes on: the answer arrives, and then the peer's FIN.",
       "start pair a b; send(a, 3); send(a, 4); shutdown(a, SHUT_WR); recv(b, 7); recv(b, 1); send(b, 6); recv(a, 6);"
       "close(b); recv(a, 1); close(a)"},

      {"write-after-peer-close", "After close the late answer draws a RST, and the write after it raises SIGPIPE.",
       "start pair a b; send(a, 3); send(a, 4); close(a); recv(b, 7); recv(b, 1); send(b, 6); send(b, 6)"},

      {"sigpipe", "A write after one's own shutdown(SHUT_WR) is EPIPE, with SIGPIPE unless MSG_NOSIGNAL is given.",
       "start pair a b; shutdown(a, SHUT_WR); send(a, 1); send(a, 1, MSG_NOSIGNAL); recv(b, 1)"},

      {"eof-after-data", "The end of the stream stands behind all data, and it stays.",
       "start pair a b; send(a, 5); close(a); poll(b); recv(b, 3); recv(b, 3); recv(b, 1); recv(b, 1); close(b)"},

      {"reset-on-unread-data", "A close with unread data sends a RST instead of a FIN; the peer is told once.",
       "start pair a b; send(a, 5); recv(b, 2); close(b); recv(a, 1); recv(a, 1); send(a, 1)"},

      {"abort", "A close with SO_LINGER {1, 0} sends a RST; what had arrived before can still be read on Linux.",
       "start pair a b; send(a, 3); abort(a); recv(b, 3); recv(b, 1); recv(b, 1); send(b, 1)"},

      {"simultaneous-close",
       "Two FINs cross, because one of them waits behind a full window: both sides pass CLOSING or LAST-ACK.",
       "start pair a b; send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576); send(a, 1048576);"
       "shutdown(a, SHUT_WR); shutdown(b, SHUT_WR); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, "
       "1048576);"
       "recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); recv(b, 1048576); close(a); close(b)"},

      {"time-wait", "The side that closes first keeps TIME-WAIT, and its place stays taken.",
       "start fresh; a = socket(); bind(a, p); listen(a, 1); b = socket(); connect(b, p); c = accept(a); close(c); "
       "recv(b, 1);"
       "close(b); close(a); d = socket(); bind(d, p)"},

      {"self-connect", "A socket that connects to its own name is connected to itself, by a simultaneous open.",
       "start fresh; a = socket(); bind(a, q); connect(a, a); send(a, 2); recv(a, 2); shutdown(a, SHUT_WR); recv(a, "
       "1)"},

      {"refused", "Nobody listens: a RST answers the SYN, and the error is told once.",
       "start fresh; a = socket(); connect(a, p); poll(a); getsockopt(a, SO_ERROR); getsockopt(a, SO_ERROR); close(a)"},

      {"backlog", "A queue takes one more than the backlog; the SYN of whoever comes next is dropped and sent again.",
       "start fresh; a = socket(); bind(a, p); listen(a, 0); b = socket(); connect(b, p); c = socket(); connect(c, p);"
       "poll(b); poll(c); d = accept(a); send(b, 3); recv(d, 3)"},

      {"accept-in-order", "Connections are accepted in the order in which they came, and data may come before accept.",
       "start listening a b; listen(a, 5); c = socket(); connect(b, p); connect(c, p); send(b, 2); send(c, 3); d = "
       "accept(a);"
       "e = accept(a); recv(d, 9); recv(e, 9)"},

      {"closed-listener", "Whoever waits in the queue of a listener that is closed is reset.",
       "start listening a b; connect(b, p); send(b, 1); close(a); recv(b, 1); recv(b, 1)"},

      {"shut-rd", "shutdown(SHUT_RD) tells the peer nothing; on Linux what comes later can still be read.",
       "start pair a b; shutdown(a, SHUT_RD); recv(a, 1); send(b, 3); recv(a, 3); close(a); close(b)"},

      {"dup", "Only the last descriptor of a socket ends its connection.",
       "start pair a b; c = dup(a); close(a); send(c, 2); recv(b, 2); close(c); recv(b, 1)"},

      {"connect-again", "connect with AF_UNSPEC ends a connection by a RST, and the socket can connect again.",
       "start listening a b; listen(a, 5); connect(b, p); c = accept(a); connect(b, AF_UNSPEC); recv(c, 1); connect(b, "
       "p);"
       "d = accept(a); send(b, 1); recv(d, 1)"},
  };
  return examples;
}

const NamedExample* find_example(std::string_view name) {
  for (const NamedExample& example : named_examples())
    if (example.name == name) return &example;
  return nullptr;
}

}  // namespace socketcheck::properties
