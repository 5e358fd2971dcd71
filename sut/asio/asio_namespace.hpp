// The stacks of Boost.Asio are compiled twice, with Asio on epoll and with Asio on io_uring. Both end up in one program,
// so each has a namespace of its own; that of Asio itself is renamed by the build (see CMakeLists.txt).
#pragma once

#ifdef SOCKETCHECK_ASIO_ON_URING
#define SOCKETCHECK_ASIO asio_on_uring
#else
#define SOCKETCHECK_ASIO asio_on_epoll
#endif
