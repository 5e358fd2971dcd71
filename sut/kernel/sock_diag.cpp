#include "sut/kernel/sock_diag.hpp"

#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sut/kernel/errors.hpp"

namespace socketcheck::sut {
namespace {

// The address as inet_diag wants it: IPv4 also for a mapped one, since that is how the kernel files it.
void fill(const Address& address, __be32 (&ip)[4], __be16& port) {
  port = htons(address.port());
  if (address.storage.ss_family == AF_INET) {
    std::memcpy(ip, &reinterpret_cast<const sockaddr_in&>(address.storage).sin_addr, 4);
    return;
  }
  const in6_addr& in6 = reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&in6)) {
    std::memcpy(ip, &in6.s6_addr[12], 4);
  } else {
    std::memcpy(ip, &in6, sizeof in6);
  }
}

std::uint8_t diag_family(const Address& address) {
  if (address.storage.ss_family == AF_INET) return AF_INET;
  const auto& in6 = reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_addr;
  return IN6_IS_ADDR_V4MAPPED(&in6) ? AF_INET : AF_INET6;
}

}  // namespace

SockDiag::SockDiag() : socket_(mnl_socket_open(NETLINK_SOCK_DIAG)) {
  if (socket_ == nullptr || mnl_socket_bind(socket_, 0, MNL_SOCKET_AUTOPID) == 0) return;
  mnl_socket_close(socket_);
  socket_ = nullptr;
}

SockDiag::~SockDiag() {
  if (socket_ != nullptr) mnl_socket_close(socket_);
}

std::optional<model::State> SockDiag::state_of_end(const Address& local, const Address& remote) {
  alignas(nlmsghdr) std::array<char, 256> request{};
  nlmsghdr* header = mnl_nlmsg_put_header(request.data());
  header->nlmsg_type = SOCK_DIAG_BY_FAMILY;
  header->nlmsg_flags = NLM_F_REQUEST;
  header->nlmsg_seq = ++sequence_;
  auto* wanted = static_cast<inet_diag_req_v2*>(mnl_nlmsg_put_extra_header(header, sizeof(inet_diag_req_v2)));
  wanted->sdiag_family = diag_family(local);
  wanted->sdiag_protocol = IPPROTO_TCP;
  wanted->idiag_states = ~0u;
  wanted->id.idiag_cookie[0] = wanted->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  fill(local, wanted->id.idiag_src, wanted->id.idiag_sport);
  fill(remote, wanted->id.idiag_dst, wanted->id.idiag_dport);
  if (mnl_socket_sendto(socket_, header, header->nlmsg_len) < 0) return std::nullopt;

  alignas(nlmsghdr) std::array<char, 4096> reply;
  const ssize_t length = mnl_socket_recvfrom(socket_, reply.data(), reply.size());
  if (length < static_cast<ssize_t>(sizeof(nlmsghdr))) return std::nullopt;
  const auto* answer = reinterpret_cast<const nlmsghdr*>(reply.data());
  if (answer->nlmsg_type != SOCK_DIAG_BY_FAMILY) return std::nullopt;
  const auto* found = static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(answer));
  const model::State state = state_of(found->idiag_state);
  // Without a connection of these four, the kernel answers with whoever listens on the port.
  if (state == model::State::listen) return std::nullopt;
  return state;
}

}  // namespace socketcheck::sut
