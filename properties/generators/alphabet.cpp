#include "properties/generators/alphabet.hpp"

namespace socketcheck::properties {
namespace {

using namespace model;

Alphabet make_teardown() {
  Alphabet teardown{.name = "teardown",
                    .description = "send(2), recv(1), shutdown(SHUT_RD, SHUT_WR, SHUT_RDWR), close and abort at either end",
                    .property = "EveryShortProgramConforms",
                    .claim = "every program of a few teardown calls conforms",
                    .source = "RFC 9293 3.10",
                    .start = StartPair{},
                    .calls = {}};
  for (const auto slot : {Slot::a, Slot::b}) {
    teardown.calls.push_back(Send{.slot = slot, .size = 2});
    teardown.calls.push_back(Recv{.slot = slot, .size = 1});
    for (const auto half : {Half::read, Half::write, Half::both}) teardown.calls.push_back(Shutdown{slot, half});
    teardown.calls.push_back(Close{slot});
    teardown.calls.push_back(Abort{slot});
  }
  return teardown;
}

Alphabet make_handshake() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c;
  return {.name = "handshake",
          .description = "a socket b that binds, connects to a listener, to nobody or to itself, and disconnects",
          .property = "EveryShortHandshakeConforms",
          .claim = "every program of a few handshake calls conforms",
          .source = "RFC 9293 3.5 and 3.10.1; POSIX.1-2017 connect()",
          .start = StartListening{},
          .calls = {Bind{b, Place::q}, Connect{b, Place::p}, Connect{b, Place::q}, Connect{b, Place::none, b}, Disconnect{b},
                    Listen{b, 0}, Accept{a, c}, Accept{b, c}, Send{.slot = b, .size = 2}, Recv{.slot = b, .size = 1},
                    Send{.slot = c, .size = 2}, Recv{.slot = c, .size = 1}, Shutdown{b, Half::both}, GetError{b}, Close{a},
                    Close{b}}};
}

Alphabet make_listeners() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c, d = Slot::d;
  return {.name = "listeners",
          .description = "a listener a with room for two, sockets b and d that connect to it, and whom it accepts as c",
          .property = "EveryShortListenerConforms",
          .claim = "every program of a few calls around a listener conforms",
          .source = "POSIX.1-2017 listen() and accept(); RFC 9293 3.10.7.2",
          .start = StartListening{},
          .calls = {Connect{b, Place::p}, NewSocket{d}, Connect{d, Place::p}, Accept{a, c}, Send{.slot = b, .size = 2},
                    Recv{.slot = c, .size = 1}, Listen{a, 0}, Shutdown{a, Half::read}, Disconnect{a}, Close{a}, Close{b},
                    Abort{b}, Close{c}, Dup{a, Slot::e}}};
}

Alphabet make_urgent() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {.name = "urgent",
          .description = "a sends urgent bytes and others, at once or with MSG_MORE, and ends; b reads on either side of the mark",
          .property = "EveryShortUrgentProgramConforms",
          .claim = "every program of a few calls around urgent data conforms",
          .source = "RFC 9293 3.8.5; POSIX.1-2017 XSH 2.10.12",
          .start = StartPair{},
          .calls = {Send{.slot = a, .size = 1, .urgent = true}, Send{.slot = a, .size = 2}, Send{.slot = a, .size = 1, .more = true},
                    Recv{.slot = b, .size = 1}, Recv{.slot = b, .size = 2}, Recv{.slot = b, .size = 3, .peek = true}, RecvUrgent{b},
                    AtMark{b}, UnreadBytes{b}, SetOption{b, Option::oob_inline, 1}, Shutdown{a, Half::write}, Abort{a}, Close{a},
                    Close{b}}};
}

Alphabet make_datagrams() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {.name = "datagrams",
          .description = "a UDP socket a at p, and b, which sends to it, to nobody and by connect()",
          .property = "EveryShortDatagramProgramConforms",
          .claim = "every program of a few calls of two UDP sockets conforms",
          .source = "RFC 768; RFC 1122 4.1; POSIX.1-2017 XSH 2.10.6",
          .start = StartDatagrams{},
          .calls = {Connect{b, Place::p}, Connect{b, Place::q}, Disconnect{b}, Bind{b, Place::q}, SendTo{b, 2, Place::p},
                    SendTo{b, 2, Place::q}, Send{.slot = b, .size = 2}, Send{.slot = b, .size = 0}, Recv{.slot = b, .size = 1}, RecvFrom{a, 1},
                    SendTo{a, 2, Place::none, b}, Connect{a, Place::q}, Shutdown{b, Half::both}, GetError{b}, GetSockName{b}, Close{a}}};
}

Alphabet make_sharing() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c, d = Slot::d;
  return {.name = "sharing",
          .description = "a listener a, a socket b that shares its port, at its address or at every address, and c that connects to it",
          .property = "EveryShortSharingConforms",
          .claim = "every program of a few calls around a shared place conforms",
          .source = "POSIX.1-2017 bind(), listen() and XSH 2.10.16 SO_REUSEADDR",
          .start = StartListening{},
          .calls = {SetOption{a, Option::reuse_address, 1}, SetOption{b, Option::reuse_address, 1}, SetOption{a, Option::reuse_port, 1},
                    SetOption{b, Option::reuse_port, 1}, Bind{b, Place::p}, Bind{b, Place::p, true}, Listen{b, 1},
                    Connect{b, Place::p, a, true}, NewSocket{c}, Connect{c, Place::p}, Accept{b, d}, AcceptAtLimit{a}, GetSockName{b},
                    Close{a}}};
}

Alphabet make_blocked() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {.name = "blocked",
          .description = "calls of a wait for data, for room and for events, and either end does what ends their waiting",
          .property = "EveryShortBlockedProgramConforms",
          .claim = "every program of a few calls, some of which wait, conforms",
          .source = "POSIX.1-2017 recv(), send() and poll(), shall block",
          .start = StartPair{},
          .calls = {begin(Recv{.slot = a, .size = 1}), begin(Recv{.slot = a, .size = 2}), begin(PollFor{a, event::in}),
                    begin(PollFor{a, event::rd_hup}), SetOption{a, Option::send_buffer, 0}, begin(Send{.slot = a, .size = 1u << 20}), Send{.slot = b, .size = 2},
                    Recv{.slot = a, .size = 1}, Recv{.slot = b, .size = 1u << 20}, Shutdown{a, Half::read}, Shutdown{a, Half::write},
                    Shutdown{b, Half::write}, Close{a}, Close{b}, Abort{b}, Interrupt{a, Waits::recv}}};
}

Alphabet make_blocked_accepts() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c, d = Slot::d, e = Slot::e;
  return {.name = "blocked-accepts",
          .description = "a listener a, on which accepts and a poll wait, sockets b and e that connect to it, also waiting, and AF_UNSPEC",
          .property = "EveryShortBlockedAcceptConforms",
          .claim = "every program of a few calls around accepts that wait conforms",
          .source = "POSIX.1-2017 accept() and poll(), shall block",
          .start = StartListening{},
          .calls = {begin(Accept{a, c}), begin(Accept{a, d}), begin(PollFor{a, event::in}), Connect{b, Place::p}, NewSocket{e},
                    Connect{e, Place::p}, begin(Recv{.slot = c, .size = 1}), Send{.slot = b, .size = 2}, Shutdown{a, Half::read}, Close{a},
                    Abort{b}, Close{c}, Interrupt{a, Waits::accept}, Listen{a, 0}, begin(Connect{b, Place::p}), begin(Connect{b, Place::q}),
                    begin(Recv{.slot = b, .size = 1}), Disconnect{b}, Disconnect{a}, Shutdown{b, Half::both}}};
}

}  // namespace

std::vector<Operation> calls_of(const Alphabet& alphabet, bool no_signal) {
  std::vector<Operation> calls = alphabet.calls;
  for (Operation& call : calls) {
    if (auto* send = std::get_if<Send>(&call)) send->no_signal = send->no_signal || no_signal;
    if (auto* begin = std::get_if<Begin>(&call))
      if (auto* send = std::get_if<Send>(&begin->call)) send->no_signal = send->no_signal || no_signal;
  }
  return calls;
}

const std::vector<Alphabet>& all_alphabets() {
  static const std::vector<Alphabet> alphabets = {make_teardown(), make_handshake(), make_listeners(),
                                                  make_urgent(),   make_sharing(),   make_datagrams(),
                                                  make_blocked(),  make_blocked_accepts()};
  return alphabets;
}

const Alphabet* find_alphabet(std::string_view name) {
  for (const Alphabet& alphabet : all_alphabets())
    if (alphabet.name == name) return &alphabet;
  return nullptr;
}

}  // namespace socketcheck::properties
