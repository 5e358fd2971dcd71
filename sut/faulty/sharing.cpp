#include "sut/faulty/sharing.hpp"

#include <netinet/in.h>
#include <sys/resource.h>

#include <algorithm>

namespace socketcheck::sut::faulty {
namespace {

bool is_unspecified(const sockaddr* address) {
  return address->sa_family == AF_INET && reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr == 0;
}
in_port_t port_of(const sockaddr* address) { return reinterpret_cast<const sockaddr_in*>(address)->sin_port; }

}  // namespace

int ReuseAddressIsIgnored::bind(int fd, const sockaddr* address, socklen_t length) {
  int asked = 0;
  socklen_t size = sizeof asked;
  if (!is_on() || Calls::getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &asked, &size) != 0) return ProgramCalls::bind(fd, address, length);
  const int off = 0;
  Calls::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &off, sizeof off);
  const int result = ProgramCalls::bind(fd, address, length);
  const int error = errno;
  Calls::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &asked, sizeof asked);
  errno = error;
  return result;
}

int ReuseAddressIsReusePort::setsockopt(int fd, int level, int option, const void* value, socklen_t length) {
  if (is_on() && level == SOL_SOCKET && option == SO_REUSEADDR) Calls::setsockopt(fd, level, SO_REUSEPORT, value, length);
  if (is_on() && level == SOL_SOCKET && option == SO_REUSEPORT) known(fd).count = *static_cast<const int*>(value);
  return ProgramCalls::setsockopt(fd, level, option, value, length);
}

int ReuseAddressIsReusePort::getsockopt(int fd, int level, int option, void* value, socklen_t* length) {
  const int result = ProgramCalls::getsockopt(fd, level, option, value, length);
  if (is_on() && result == 0 && level == SOL_SOCKET && option == SO_REUSEPORT && !known(fd).was_accepted)
    *static_cast<int*>(value) = known(fd).count;
  return result;
}

int OneReusePortIsEnough::bind(int fd, const sockaddr* address, socklen_t length) {
  const int result = ProgramCalls::bind(fd, address, length);
  if (!is_on() || result == 0 || errno != EADDRINUSE) return result;
  int shares = 0;
  socklen_t size = sizeof shares;
  Calls::getsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &shares, &size);
  errno = EADDRINUSE;
  return shares != 0 ? 0 : result;
}

int AcceptAtLimitLosesTheConnection::accept(int fd, sockaddr* address, socklen_t* length) {
  const int result = ProgramCalls::accept(fd, address, length);
  if (!is_on() || result >= 0 || errno != EMFILE) return result;
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit enough{.rlim_cur = before.rlim_max, .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &enough);
  if (const int lost = Calls::accept(fd, nullptr, nullptr); lost >= 0) Calls::close(lost);
  setrlimit(RLIMIT_NOFILE, &before);
  errno = EMFILE;
  return -1;
}

int EveryAddressCalls::bind(int fd, const sockaddr* address, socklen_t length) {
  const int result = ProgramCalls::bind(fd, address, length);
  if (is_on() && result == 0 && is_unspecified(address)) at_every_address_.insert(fd);
  return result;
}
int EveryAddressCalls::close(int fd) {
  at_every_address_.erase(fd);
  return ProgramCalls::close(fd);
}
void EveryAddressCalls::program_ends() {
  at_every_address_.clear();
  ProgramCalls::program_ends();
}
bool EveryAddressCalls::listens_at_every_address(std::uint16_t port) {
  return std::any_of(at_every_address_.begin(), at_every_address_.end(), [&](int fd) {
    sockaddr_in own{};
    socklen_t length = sizeof own;
    return listens(fd) && Calls::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &length) == 0 && own.sin_port == port;
  });
}

int EveryAddressLacksLoopback::connect(int fd, const sockaddr* address, socklen_t length) {
  if (!is_on() || address->sa_family != AF_INET || !listens_at_every_address(port_of(address)))
    return EveryAddressCalls::connect(fd, address, length);
  sockaddr_in nobody = *reinterpret_cast<const sockaddr_in*>(address);
  nobody.sin_port = htons(1);
  return EveryAddressCalls::connect(fd, reinterpret_cast<const sockaddr*>(&nobody), sizeof nobody);
}

int EveryAddressIsCalledLoopback::getsockname(int fd, sockaddr* address, socklen_t* length) {
  const int result = EveryAddressCalls::getsockname(fd, address, length);
  if (result == 0 && is_at_every_address(fd) && is_unspecified(address))
    reinterpret_cast<sockaddr_in*>(address)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return result;
}

int NoConnectionToTheUnspecified::connect(int fd, const sockaddr* address, socklen_t length) {
  if (!is_on() || !is_unspecified(address)) return ProgramCalls::connect(fd, address, length);
  errno = EADDRNOTAVAIL;
  return -1;
}

int PeerIsCalledUnspecified::connect(int fd, const sockaddr* address, socklen_t length) {
  const int result = ProgramCalls::connect(fd, address, length);
  if (is_on() && result != 0 && errno == EINPROGRESS) known(fd).count = is_unspecified(address) ? 1 : 0;
  return result;
}
int PeerIsCalledUnspecified::getpeername(int fd, sockaddr* address, socklen_t* length) {
  const int result = ProgramCalls::getpeername(fd, address, length);
  if (result == 0 && is_on() && known(fd).count != 0) reinterpret_cast<sockaddr_in*>(address)->sin_addr.s_addr = 0;
  return result;
}

}  // namespace socketcheck::sut::faulty
