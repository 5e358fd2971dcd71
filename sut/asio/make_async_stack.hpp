// Boost.Asio's asynchronous operations on epoll and on io_uring. Nothing of Asio is seen here, so that both can be had.
#pragma once

#include <memory>

#include "sut/stack.hpp"

namespace socketcheck::sut {

std::unique_ptr<Stack> make_async_asio_stack_on_epoll();
// Where there is no io_uring, a stack that says so.
std::unique_ptr<Stack> make_async_asio_stack_on_uring();

}  // namespace socketcheck::sut
