// Looks up one end of a TCP connection by its four-tuple, whether or not anybody has a descriptor of it
// (Linux sock_diag(7)); needs no privilege.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "model/world/state.hpp"
#include "sut/kernel/family.hpp"

struct inet_diag_msg;
struct mnl_socket;
struct nlmsghdr;

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
  // Of the MPTCP connection with this token (MPTCP_INFO), as the kernel numbers states; that of CLOSED where it has none.
  std::uint8_t state_of_mptcp(int domain, std::uint32_t token);

 private:
  // What the kernel answers to the request; nullptr: it knows nothing of that. Valid until the next one.
  const inet_diag_msg* answer_to(const nlmsghdr& request);

  alignas(8) std::array<char, 4096> reply_;
  mnl_socket* socket_ = nullptr;
  unsigned sequence_ = 0;
};

}  // namespace socketcheck::sut
