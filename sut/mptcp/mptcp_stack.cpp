#include "sut/mptcp/mptcp_stack.hpp"

#include <linux/mptcp.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace socketcheck::sut {
namespace {

// <linux/in.h> and <linux/socket.h>, which can't be included beside the C library's.
constexpr int ipproto_mptcp = 262;
constexpr int sol_mptcp = 284;

// Every stream socket is one of MPTCP.
class MptcpCalls : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  int socket(int domain, int type, int protocol) override {
    return Calls::socket(domain, type, (type & SOCK_STREAM) != 0 && protocol == 0 ? ipproto_mptcp : protocol);
  }
};

std::optional<mptcp_info> info_of(Calls& calls, int fd) {
  mptcp_info info{};
  socklen_t length = sizeof info;
  if (calls.getsockopt(fd, sol_mptcp, MPTCP_INFO, &info, &length) != 0) return std::nullopt;
  return info;
}

}  // namespace

std::string why_no_mptcp(Family family) {
  const int fd = ::socket(domain_of(family), SOCK_STREAM | SOCK_CLOEXEC, ipproto_mptcp);
  if (fd < 0) return std::string("this kernel makes no MPTCP sockets (CONFIG_MPTCP, net.mptcp.enabled): ") + std::strerror(errno);
  ::close(fd);
  return {};
}

MptcpStack::MptcpStack(Family family) : SocketStack(std::make_unique<MptcpCalls>(), family) {}

Abilities MptcpStack::abilities() const {
  Abilities abilities = SocketStack::abilities();
  abilities.end_states = false;
  return abilities;
}

std::optional<CouldNotTest> MptcpStack::begin(const model::Start& start) {
  if (auto failed = SocketStack::begin(start)) return failed;
  const auto* pair = std::get_if<model::StartPair>(&start);
  return pair == nullptr ? std::nullopt : check_that_it_is_real(*pair);
}

std::optional<CouldNotTest> MptcpStack::check_that_it_is_real(const model::StartPair& pair) {
  for (const model::Slot slot : {pair.active, pair.passive}) {
    const auto info = info_of(calls(), held(slot).fd);
    if (!info) return CouldNotTest{std::string("MPTCP_INFO: ") + std::strerror(errno)};
    if ((info->mptcpi_flags & MPTCP_INFO_FLAG_FALLBACK) != 0 || info->mptcpi_token == 0)
      return CouldNotTest{"the connection has fallen back to plain TCP"};
  }
  return std::nullopt;
}

// Before it connects and while it listens a socket has no token, and one state with its subflow.
std::optional<std::uint8_t> MptcpStack::tcp_state(int fd) {
  const auto info = info_of(calls(), fd);
  if (!info || info->mptcpi_token == 0) return SocketStack::tcp_state(fd);
  return diag_.state_of_mptcp(domain_of(family()), info->mptcpi_token);
}

}  // namespace socketcheck::sut
