#include "sut/kernel/waiter.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>

namespace socketcheck::sut {

Waiter::Waiter() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}

Waiter::~Waiter() {
  if (epoll_ >= 0) ::close(epoll_);
}

// A descriptor stays registered until it is closed; its first edge reports what is already there, later ones are
// changes. Registering again is refused with EEXIST, which is what is wanted.
void Waiter::wait(std::span<const int> descriptors, Milliseconds at_most) {
  for (const int fd : descriptors) {
    epoll_event interest{};
    interest.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI | EPOLLET;
    interest.data.fd = fd;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &interest);
  }
  epoll_event events[model::number_of_slots];
  epoll_wait(epoll_, events, model::number_of_slots, static_cast<int>(at_most.count()));
}

}  // namespace socketcheck::sut
