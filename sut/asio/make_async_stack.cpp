#include "sut/asio/make_async_stack.hpp"

#include "sut/asio/async_stack.hpp"
#include "sut/unavailable.hpp"

namespace socketcheck::sut {

#ifdef SOCKETCHECK_ASIO_ON_URING
static_assert(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT, "else sockets stay on epoll");

// The first context asks for the ring.
std::unique_ptr<Stack> make_async_asio_stack_on_uring() try {
  return std::make_unique<AsyncAsioStack>();
} catch (const boost::system::system_error& error) {
  return std::make_unique<Unavailable>(std::string("this kernel gives no io_uring (kernel.io_uring_disabled, seccomp): ") + error.what());
}
#else
std::unique_ptr<Stack> make_async_asio_stack_on_epoll() { return std::make_unique<AsyncAsioStack>(); }
#endif

}  // namespace socketcheck::sut
