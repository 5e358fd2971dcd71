// Multipath TCP (RFC 8684) of the kernel that this runs on: sockets made with IPPROTO_MPTCP. A connection that has fallen
// back to plain TCP is none of it, and is not tested.
//
// The state of a connection is MPTCP's own, which sock_diag tells by the connection's token: TCP_INFO would tell that of its
// first subflow. An end without a descriptor has no token that could be asked for.
#pragma once

#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {

// Why this kernel has no MPTCP; empty: it has.
std::string why_no_mptcp(Family family);

class MptcpStack : public SocketStack {
 public:
  explicit MptcpStack(Family family);

  Abilities abilities() const override;
  std::optional<CouldNotTest> begin(const model::Start& start) override;

 protected:
  std::optional<std::uint8_t> tcp_state(int fd) override;

 private:
  std::optional<CouldNotTest> check_that_it_is_real(const model::StartPair& pair);
};

}  // namespace socketcheck::sut
