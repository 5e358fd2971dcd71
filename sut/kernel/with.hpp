// The makers of stacks that stand in the lists by name: IPv4 over calls that deviate from libc's.
#pragma once

#include <memory>

#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {

template <class DeviatingCalls, class Kind = SocketStack>
std::unique_ptr<Stack> with() {
  return std::make_unique<Kind>(std::make_unique<DeviatingCalls>(), Family::ipv4);
}

}  // namespace socketcheck::sut
