#include "sut/kernel/program_calls.hpp"

#include <cerrno>

namespace socketcheck::sut {

int ProgramCalls::listen(int fd, int backlog) {
  const int result = Calls::listen(fd, backlog);
  if (on_ && result == 0) known_[fd].listens = true;
  return result;
}

int ProgramCalls::connect(int fd, const sockaddr* address, socklen_t length) {
  const int result = Calls::connect(fd, address, length);
  if (!on_) return result;
  const int error = errno;
  if (result == 0 && disconnects(address)) known_[fd] = {};
  else if (result != 0 && error == EINPROGRESS) known_[fd].connects = true;
  else if (result != 0 && error != EALREADY && error != EISCONN) known_[fd].connects = false;
  errno = error;
  return result;
}

int ProgramCalls::accept(int fd, sockaddr* address, socklen_t* length) {
  const int made = Calls::accept(fd, address, length);
  if (on_ && made >= 0) known_[made] = {.listens = false, .connects = false, .was_accepted = true, .count = 0};
  return made;
}

int ProgramCalls::close(int fd) {
  known_.erase(fd);
  return Calls::close(fd);
}

void ProgramCalls::program_begins() {
  known_.clear();
  on_ = true;
}

void ProgramCalls::program_ends() {
  known_.clear();
  on_ = false;
}

std::vector<int> ProgramCalls::take_queue(int listener) {
  std::vector<int> waiting;
  for (;;) {
    const int fd = Calls::accept(listener, nullptr, nullptr);
    if (fd < 0) return waiting;
    waiting.push_back(fd);
  }
}

}  // namespace socketcheck::sut
