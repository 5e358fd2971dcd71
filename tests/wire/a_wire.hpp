// Whether a wire can be had here, and the calls from which short programs on it are made.
#pragma once

#include <string>

#include "properties/generators/alphabet.hpp"

namespace socketcheck::tests {

// Why namespaces or TUN devices can't be had; empty: they can.
const std::string& why_no_wire();

// send(2), close, shutdown(SHUT_WR) and abort at either end; hold(), and of each end deliver, deliver_old and drop, each
// change and each forgery.
const properties::Alphabet& alphabet_of_the_wire();

}  // namespace socketcheck::tests

// In a test or its SetUp.
#define SKIP_WITHOUT_A_WIRE() \
  if (const std::string& why = ::socketcheck::tests::why_no_wire(); !why.empty()) GTEST_SKIP() << why
