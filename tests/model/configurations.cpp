#include "tests/model/configurations.hpp"

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

}  // namespace

std::vector<Operation> every_call() {
  return at_both_ends(add_sends_and_recvs, add_ends, add_questions, add_lingers, add_no_delays);
}

std::vector<Configuration> configurations() {
  return {
      {"an open window", open_window, at_both_ends(add_sends_and_recvs, add_ends, add_questions)},
      {"a window of two", {2}, at_both_ends(add_some_transfers, add_ends, add_some_questions)},
      {"Nagles algorithm", open_window, at_both_ends(add_one_transfer, add_ends, add_no_delays, add_some_questions), 2},
      {"lingering", open_window, at_both_ends(add_one_transfer, add_ends, add_lingers, add_some_questions), 2},
  };
}

}  // namespace socketcheck::tests
