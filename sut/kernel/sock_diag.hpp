// Looks up one end of a TCP connection by its four-tuple, whether or not anybody has a descriptor of it
// (Linux sock_diag(7)); needs no privilege.
#pragma once

#include <memory>
#include <optional>

#include "model/world/state.hpp"
#include "sut/kernel/family.hpp"

struct mnl_socket;

namespace socketcheck::sut {

class SockDiag {
 public:
  SockDiag();
  ~SockDiag();
  SockDiag(const SockDiag&) = delete;
  SockDiag& operator=(const SockDiag&) = delete;

  // False where the system has no sock_diag.
  bool works() const { return socket_ != nullptr; }

  // Empty: the kernel keeps nothing of that end.
  std::optional<model::State> state_of_end(const Address& local, const Address& remote);

 private:
  mnl_socket* socket_ = nullptr;
  unsigned sequence_ = 0;
};

}  // namespace socketcheck::sut
