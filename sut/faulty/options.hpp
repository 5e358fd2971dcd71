// Faults in socket options.
#pragma once

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::faulty {

// SO_LINGER set at one end takes effect at the other end too.
class LingerIsShared : public PairCalls {
 public:
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override {
    if (End* other = peer(fd); other != nullptr && level == SOL_SOCKET && option == SO_LINGER)
      Calls::setsockopt(other->fd, level, option, value, length);
    return PairCalls::setsockopt(fd, level, option, value, length);
  }
};

}  // namespace socketcheck::sut::faulty
