#include "properties/generators/alphabet.hpp"

#include <algorithm>

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

Alphabet make_waiting() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {.name = "waiting",
          .description = "a and b wait in recv, and what does or does not wake them: sends, shutdowns, close and abort at either end",
          .property = "EveryShortWaitingProgramConforms",
          .claim = "every program of a few calls around waiting ones conforms",
          .source = "POSIX.1-2017 recv(); RFC 9293 3.10",
          .start = StartPair{},
          .calls = {Begin{.slot = a, .size = 1}, Begin{.slot = b, .size = 2}, Send{.slot = a, .size = 2}, Send{.slot = b, .size = 2},
                    Recv{.slot = a, .size = 1}, Shutdown{a, Half::read}, Shutdown{a, Half::write}, Shutdown{b, Half::write},
                    Close{a}, Close{b}, Abort{b}}};
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

}  // namespace

std::vector<Operation> calls_of(const Alphabet& alphabet, bool no_signal) {
  std::vector<Operation> calls = alphabet.calls;
  for (Operation& call : calls)
    if (auto* send = std::get_if<Send>(&call)) send->no_signal = send->no_signal || no_signal;
  return calls;
}

const std::vector<Alphabet>& all_alphabets() {
  static const std::vector<Alphabet> alphabets = {make_teardown(), make_handshake(), make_listeners(),
                                                  make_urgent(),   make_sharing(),   make_datagrams(), make_waiting()};
  return alphabets;
}

bool has_finitely_many_worlds(const Alphabet& alphabet) {
  return std::holds_alternative<StartPair>(alphabet.start) &&
         std::none_of(alphabet.calls.begin(), alphabet.calls.end(), [](const Operation& call) { return std::holds_alternative<Begin>(call); });
}

std::string names_of_alphabets(bool (*is_meant)(const Alphabet&)) {
  std::vector<std::string_view> names;
  for (const Alphabet& alphabet : all_alphabets())
    if (is_meant(alphabet)) names.push_back(alphabet.name);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 < names.size() ? ", " : " or ";
    text += names[i];
  }
  return text;
}
std::string names_of_alphabets() {
  return names_of_alphabets([](const Alphabet&) { return true; });
}

const Alphabet* find_alphabet(std::string_view name) {
  for (const Alphabet& alphabet : all_alphabets())
    if (alphabet.name == name) return &alphabet;
  return nullptr;
}

}  // namespace socketcheck::properties
