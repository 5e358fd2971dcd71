#include "tests/model/configurations.hpp"

#include <stdexcept>

namespace socketcheck::tests {

using namespace model;

namespace {

constexpr Limits open_window{1000};

void add_sends_and_recvs(std::vector<Operation>& calls, Slot slot) {
  for (const std::uint32_t size : {0u, 1u, 2u}) {
    calls.push_back(Send{.slot = slot, .size = size});
    calls.push_back(Send{.slot = slot, .size = size, .no_signal = true});
    calls.push_back(Recv{.slot = slot, .size = size});
    calls.push_back(Recv{.slot = slot, .size = size, .peek = true});
    calls.push_back(Recv{.slot = slot, .size = size, .truncate = true});
  }
  calls.push_back(Send{.slot = slot, .dont_wait = true});
  calls.push_back(Recv{.slot = slot, .dont_wait = true});
}

void add_ends(std::vector<Operation>& calls, Slot slot) {
  for (const Half half : {Half::read, Half::write, Half::both}) calls.push_back(Shutdown{slot, half});
  calls.push_back(Close{slot});
  calls.push_back(Abort{slot});
}

void add_questions(std::vector<Operation>& calls, Slot slot) {
  for (const Operation& call : std::initializer_list<Operation>{
           Poll{slot}, GetError{slot}, GetLinger{slot}, GetNoDelay{slot}, GetSockName{slot}, GetPeerName{slot},
           UnreadBytes{slot}, TcpInfo{slot}})
    calls.push_back(call);
}

void add_lingers(std::vector<Operation>& calls, Slot slot) {
  for (const Linger linger : {Linger{true, 0}, Linger{true, 1}, Linger{false, 0}}) calls.push_back(SetLinger{slot, linger});
}

void add_no_delays(std::vector<Operation>& calls, Slot slot) {
  for (const bool on : {true, false}) calls.push_back(SetNoDelay{slot, on});
}

void add_other_calls(std::vector<Operation>& calls, Slot slot) {
  for (const Operation& call : std::initializer_list<Operation>{RecvUrgent{slot}, AtMark{slot}, UnacknowledgedBytes{slot},
                                                                SetOption{slot}, GetOption{slot}})
    calls.push_back(call);
}

// Where worlds are many: a few transfers, and the questions whose answers tell worlds apart. What is left out here
// changes no world, and is asked in the others.
void add_some_transfers(std::vector<Operation>& calls, Slot slot) {
  for (const std::uint32_t size : {0u, 1u, 2u}) calls.push_back(Send{.slot = slot, .size = size, .no_signal = true});
  for (const std::uint32_t size : {1u, 2u}) calls.push_back(Recv{.slot = slot, .size = size});
  calls.push_back(Recv{.slot = slot, .size = 2, .peek = true});
}
void add_one_transfer(std::vector<Operation>& calls, Slot slot) {
  calls.push_back(Send{.slot = slot, .size = 2, .no_signal = true});
  calls.push_back(Recv{.slot = slot, .size = 1});
}
void add_some_questions(std::vector<Operation>& calls, Slot slot) {
  for (const Operation& call : std::initializer_list<Operation>{Poll{slot}, GetError{slot}, UnreadBytes{slot}, TcpInfo{slot}})
    calls.push_back(call);
}

template <class... Add>
std::vector<Operation> at_both_ends(Add... add) {
  std::vector<Operation> calls;
  for (const Slot slot : {Slot::a, Slot::b}) (add(calls, slot), ...);
  return calls;
}


// The calls that make sockets and connect them.
void add_beginnings(std::vector<Operation>& calls, Slot slot) {
  for (const Operation& call : std::initializer_list<Operation>{
           NewSocket{slot}, Bind{slot, Place::p, true}, Connect{slot, Place::q, Slot::a, true}, AcceptAtLimit{slot}, Bind{slot, Place::p}, Bind{slot, Place::q}, Bind{slot, Place::none}, Listen{slot, 0}, Listen{slot, 1},
           Connect{slot, Place::p}, Connect{slot, Place::q}, Connect{slot, Place::none, slot}, Disconnect{slot}})
    calls.push_back(call);
}
void add_copies(std::vector<Operation>& calls, Slot slot) {
  calls.push_back(Accept{slot, Slot::c});
  calls.push_back(Dup{slot, Slot::d});
}

// Few enough that every program of some calls can be followed.
std::vector<Operation> calls_of_a_whole_life() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c;
  return {Connect{b, Place::p}, Connect{b, Place::q}, Bind{b, Place::q}, Bind{b, Place::p}, Bind{a, Place::none},
          Connect{b, Place::none, b}, Disconnect{a}, Disconnect{b}, Disconnect{c}, Listen{a, 0}, Listen{b, 1}, Accept{a, c},
          Accept{b, c}, Dup{b, Slot::d}, NewSocket{c}, Connect{c, Place::p}, Send{.slot = b, .size = 1, .no_signal = true},
          Recv{.slot = b, .size = 1}, Send{.slot = c, .size = 1}, Recv{.slot = c, .size = 1}, Shutdown{a, Half::both},
          Shutdown{b, Half::read}, Shutdown{b, Half::write}, Shutdown{c, Half::write}, Close{a}, Close{b}, Abort{c}, Abort{b},
          Close{Slot::d}, Abort{Slot::d}, GetError{b}, Poll{a}, TcpInfo{b}};
}
std::vector<Operation> calls_that_leave_an_orphan() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c;
  return {Bind{b, Place::q}, Connect{b, Place::p}, Accept{a, c}, Close{c}, Disconnect{a}, Connect{a, Place::q}, Close{b}, Poll{b}};
}
std::vector<Operation> calls_that_leave_a_full_window() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {Shutdown{b, Half::write}, Send{.slot = a, .size = 2}, Shutdown{a, Half::write}, Disconnect{a}, Recv{.slot = b, .size = 1},
          Close{b}, Poll{a}};
}
std::vector<Operation> calls_around_urgent_data() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {Send{.slot = a, .size = 1, .urgent = true}, Send{.slot = a, .size = 2, .urgent = true}, Send{.slot = a, .size = 1},
          Recv{.slot = b, .size = 0}, Recv{.slot = b, .size = 1}, Recv{.slot = b, .size = 2}, Recv{.slot = b, .size = 2, .peek = true},
          RecvUrgent{b}, RecvUrgent{.slot = b, .peek = true}, AtMark{b}, UnreadBytes{b}, Poll{b}, SetOption{b, Option::oob_inline, 1},
          SetOption{b, Option::oob_inline, 0}, Shutdown{a, Half::write}, Shutdown{b, Half::read}, Shutdown{b, Half::both}, Abort{a},
          Close{b}};
}
std::vector<Operation> calls_around_options() {
  constexpr auto a = Slot::a, b = Slot::b;
  return {SetOption{b, Option::receive_low_water, 2}, SetOption{b, Option::receive_buffer, 0}, SetOption{a, Option::send_buffer, 0},
          SetOption{a, Option::keep_alive, 1}, GetOption{a, Option::keep_alive}, GetOption{b, Option::receive_low_water},
          GetOption{b, Option::receive_buffer}, GetOption{a, Option::receive_buffer}, Send{.slot = a, .size = 1},
          Send{.slot = a, .size = 1, .more = true}, Send{.slot = a, .size = 0}, Recv{.slot = b, .size = 1},
          Recv{.slot = b, .size = 2, .wait_all = true}, Poll{a}, Poll{b}, UnacknowledgedBytes{a}, Shutdown{a, Half::write},
          Shutdown{b, Half::read}, Close{b}};
}
std::vector<Operation> calls_of_a_full_queue() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c, d = Slot::d;
  return {Listen{a, 0}, Connect{b, Place::p}, NewSocket{c}, Connect{c, Place::p}, Accept{a, d}, Abort{b}, Close{c}, Close{a},
          Send{.slot = c, .size = 1}, Recv{.slot = d, .size = 1}, GetError{c}, Connect{c, Place::p}};
}
std::vector<Operation> calls_around_a_shared_place() {
  constexpr auto a = Slot::a, b = Slot::b, c = Slot::c, d = Slot::d;
  return {SetOption{a, Option::reuse_address, 1}, SetOption{b, Option::reuse_address, 1}, SetOption{a, Option::reuse_port, 1},
          SetOption{b, Option::reuse_port, 1}, SetOption{a, Option::reuse_port, 0}, Bind{b, Place::p}, Bind{b, Place::p, true},
          Bind{b, Place::q}, Connect{b, Place::p}, Connect{b, Place::p, a, true}, Listen{b, 1}, NewSocket{c}, Connect{c, Place::p},
          Accept{a, d}, Accept{b, d}, AcceptAtLimit{a}, AcceptAtLimit{b}, Shutdown{a, Half::read}, Close{a}, Abort{c},
          Disconnect{b}, GetSockName{b}};
}

}  // namespace

std::vector<Operation> every_call() {
  std::vector<Operation> calls;
  for (const Slot slot : {Slot::a, Slot::b, Slot::c})
    for (const auto add : {add_sends_and_recvs, add_ends, add_questions, add_lingers, add_no_delays, add_other_calls, add_beginnings,
                           add_copies})
      add(calls, slot);
  return calls;
}

std::vector<Configuration> configurations() {
  return {
      {"an open window", open_window, at_both_ends(add_sends_and_recvs, add_ends, add_questions)},
      {"a window of one", {1}, at_both_ends(add_some_transfers, add_ends, add_some_questions), 2},
      {"Nagles algorithm", open_window, at_both_ends(add_one_transfer, add_ends, add_no_delays, add_some_questions), 2},
      {"lingering", open_window, at_both_ends(add_one_transfer, add_ends, add_lingers, add_some_questions), 2},
      {"urgent data", open_window, calls_around_urgent_data(), 3},
      {"urgent data behind a full window", {1}, calls_around_urgent_data(), 3},
      {"options", open_window, calls_around_options(), 2},
      {"leaving a full window", {1}, calls_that_leave_a_full_window(), 3},
      {"names of an orphan", open_window, calls_that_leave_an_orphan(), 2, StartListening{}, 6},
      {"a whole life", open_window, calls_of_a_whole_life(), 2, StartListening{}, 5},
      {"a shared place", open_window, calls_around_a_shared_place(), 2, StartListening{}, 5},
      {"a full queue", open_window, calls_of_a_full_queue(), 2, StartListening{}, 8},
  };
}

Configuration configuration_named(std::string_view name) {
  for (const Configuration& configuration : configurations())
    if (configuration.name == name) return configuration;
  throw std::logic_error("there is no configuration " + std::string(name));
}

}  // namespace socketcheck::tests
