// The kernel's TCP behind io_uring.
#pragma once

#include <memory>

#include "sut/stack.hpp"

namespace socketcheck::sut {

// Without io_uring a stack that says so.
std::unique_ptr<Stack> make_uring_stack();

}  // namespace socketcheck::sut
