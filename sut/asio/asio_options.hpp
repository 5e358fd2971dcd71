// The socket options that Asio has no class for, shaped as its get_option and set_option want them.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "sut/asio/asio_namespace.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {

template <int option_level, int option_name, class Value>
struct AsioOption {
  Value value{};

  template <class Protocol>
  int level(const Protocol&) const {
    return option_level;
  }
  template <class Protocol>
  int name(const Protocol&) const {
    return option_name;
  }
  template <class Protocol>
  Value* data(const Protocol&) {
    return &value;
  }
  template <class Protocol>
  const Value* data(const Protocol&) const {
    return &value;
  }
  template <class Protocol>
  std::size_t size(const Protocol&) const {
    return sizeof value;
  }
  // A shorter answer leaves the rest 0.
  template <class Protocol>
  void resize(const Protocol&, std::size_t) {}
};

// An option whose number is known only when it is used.
struct AnyAsioOption {
  int option_level;
  int option_name;
  int value = 0;

  template <class Protocol>
  int level(const Protocol&) const {
    return option_level;
  }
  template <class Protocol>
  int name(const Protocol&) const {
    return option_name;
  }
  template <class Protocol>
  int* data(const Protocol&) {
    return &value;
  }
  template <class Protocol>
  const int* data(const Protocol&) const {
    return &value;
  }
  template <class Protocol>
  std::size_t size(const Protocol&) const {
    return sizeof value;
  }
  template <class Protocol>
  void resize(const Protocol&, std::size_t) {}
};

using SoError = AsioOption<SOL_SOCKET, SO_ERROR, int>;
// Only the first bytes are wanted; the state is the first of them.
using TcpInfoBegin = AsioOption<IPPROTO_TCP, TCP_INFO, std::array<std::uint8_t, 8>>;

}  // namespace socketcheck::sut
