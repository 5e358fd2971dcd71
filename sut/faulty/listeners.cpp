#include "sut/faulty/listeners.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace socketcheck::sut::faulty {

int AcceptedForgetsNoDelay::getsockopt(int fd, int level, int option, void* value, socklen_t* length) {
  const int result = ProgramCalls::getsockopt(fd, level, option, value, length);
  if (is_on() && known(fd).was_accepted && level == IPPROTO_TCP && option == TCP_NODELAY && result == 0) *static_cast<int*>(value) = 0;
  return result;
}

}  // namespace socketcheck::sut::faulty
