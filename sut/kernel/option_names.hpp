// The numbers by which the kernel knows the options; all are at the level SOL_SOCKET.
#pragma once

#include <sys/socket.h>

#include "model/world/options.hpp"

namespace socketcheck::sut {

constexpr int name_at_socket_level(model::Option option) {
  switch (option) {
    case model::Option::keep_alive: return SO_KEEPALIVE;
    case model::Option::oob_inline: return SO_OOBINLINE;
    case model::Option::reuse_address: return SO_REUSEADDR;
    case model::Option::reuse_port: return SO_REUSEPORT;
    case model::Option::receive_low_water: return SO_RCVLOWAT;
    case model::Option::receive_buffer: return SO_RCVBUF;
    case model::Option::send_buffer: return SO_SNDBUF;
  }
  return 0;
}

}  // namespace socketcheck::sut
