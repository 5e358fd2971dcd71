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

// <linux/in.h> and <linux/tcp.h>, which can't be included beside the C library's.
constexpr std::uint32_t ipproto_mptcp = 262;
constexpr std::uint8_t tcp_close = 7;

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

inet_diag_req_v2& begin_request(nlmsghdr& header, std::uint8_t family, std::uint8_t protocol, unsigned sequence) {
  header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  header.nlmsg_flags = NLM_F_REQUEST;
  header.nlmsg_seq = sequence;
  auto* wanted = static_cast<inet_diag_req_v2*>(mnl_nlmsg_put_extra_header(&header, sizeof(inet_diag_req_v2)));
  wanted->sdiag_family = family;
  wanted->sdiag_protocol = protocol;
  wanted->idiag_states = ~0u;
  return *wanted;
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

const inet_diag_msg* SockDiag::answer_to(const nlmsghdr& request) {
  if (mnl_socket_sendto(socket_, &request, request.nlmsg_len) < 0) return nullptr;
  const ssize_t length = mnl_socket_recvfrom(socket_, reply_.data(), reply_.size());
  if (length < static_cast<ssize_t>(sizeof(nlmsghdr))) return nullptr;
  const auto* answer = reinterpret_cast<const nlmsghdr*>(reply_.data());
  return answer->nlmsg_type == SOCK_DIAG_BY_FAMILY ? static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(answer)) : nullptr;
}

std::optional<model::State> SockDiag::state_of_end(const Address& local, const Address& remote) {
  alignas(nlmsghdr) std::array<char, 256> request{};
  nlmsghdr* header = mnl_nlmsg_put_header(request.data());
  inet_diag_req_v2& wanted = begin_request(*header, diag_family(local), IPPROTO_TCP, ++sequence_);
  wanted.id.idiag_cookie[0] = wanted.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  fill(local, wanted.id.idiag_src, wanted.id.idiag_sport);
  fill(remote, wanted.id.idiag_dst, wanted.id.idiag_dport);
  const inet_diag_msg* found = answer_to(*header);
  if (found == nullptr) return std::nullopt;
  const model::State state = state_of(found->idiag_state);
  // Without a connection of these four, the kernel answers with whoever listens on the port.
  if (state == model::State::listen) return std::nullopt;
  return state;
}

// The protocol's number is too large for its field, and the token stands where a cookie would.
std::uint8_t SockDiag::state_of_mptcp(int domain, std::uint32_t token) {
  alignas(nlmsghdr) std::array<char, 256> request{};
  nlmsghdr* header = mnl_nlmsg_put_header(request.data());
  inet_diag_req_v2& wanted = begin_request(*header, static_cast<std::uint8_t>(domain), IPPROTO_RAW, ++sequence_);
  wanted.id.idiag_cookie[0] = token;
  mnl_attr_put_u32(header, INET_DIAG_REQ_PROTOCOL, ipproto_mptcp);
  const inet_diag_msg* found = answer_to(*header);
  return found == nullptr ? tcp_close : found->idiag_state;
}

}  // namespace socketcheck::sut
