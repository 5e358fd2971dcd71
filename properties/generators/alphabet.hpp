// The calls from which exhaustive programs are made.
#pragma once

#include <string_view>
#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

struct Alphabet {
  std::string_view name;
  std::string_view description;
  std::vector<model::Operation> calls;
};

// Fourteen calls: at either end send, recv, three shutdowns, close and abort. A send writes two bytes and a recv
// takes one, so that a read can leave something behind.
// `no_signal`: sends are made with MSG_NOSIGNAL, for stacks that make no others.
const Alphabet& teardown_alphabet(bool no_signal = false);

}  // namespace socketcheck::properties
