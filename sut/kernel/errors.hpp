// Between the system's error numbers and poll bits and the model's words.
#pragma once

#include <cstdint>

#include "model/rules/answer.hpp"
#include "model/world/state.hpp"

namespace socketcheck::sut {

model::Error error_of(int number);             // an errno
model::Answer failure(int number);             // the answer of a call that failed so
std::int64_t events_of(short revents);         // of poll(2) to `model::event`
model::State state_of(std::uint8_t tcp_state); // of TCP_INFO and sock_diag

}  // namespace socketcheck::sut
