#include "sut/faulty/connecting.hpp"

#include <netinet/in.h>

namespace socketcheck::sut::faulty {

int ChosenNameWithoutAddress::getsockname(int fd, sockaddr* address, socklen_t* length) {
  const int result = ProgramCalls::getsockname(fd, address, length);
  if (result == 0 && connects(fd) && address->sa_family == AF_INET) reinterpret_cast<sockaddr_in*>(address)->sin_addr.s_addr = 0;
  return result;
}

int FailedBindBindsElsewhere::bind(int fd, const sockaddr* address, socklen_t length) {
  const int result = ProgramCalls::bind(fd, address, length);
  if (result == 0 || !is_on() || errno != EADDRINUSE || address->sa_family != AF_INET) return result;
  sockaddr_in elsewhere = *reinterpret_cast<const sockaddr_in*>(address);
  elsewhere.sin_port = 0;
  ProgramCalls::bind(fd, reinterpret_cast<const sockaddr*>(&elsewhere), sizeof elsewhere);
  errno = EADDRINUSE;
  return -1;
}

}  // namespace socketcheck::sut::faulty
