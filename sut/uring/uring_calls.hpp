// The socket calls made through io_uring: each is one submission whose completion is awaited. io_uring waits where a call on a
// non-blocking descriptor would say EAGAIN, so transfers carry MSG_DONTWAIT, and an accept for which nobody has come is
// cancelled. It adds MSG_NOSIGNAL to each send.
//
// What liburing has no request for (options, names, FIONREAD) goes to libc; so does connect, because the request waits for its
// outcome, and poll(2), which asks and does not wait.
#pragma once

#include <liburing.h>

#include <cstdint>
#include <string>

#include "sut/kernel/calls.hpp"

namespace socketcheck::sut {

class UringCalls : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  UringCalls();
  ~UringCalls() override;
  UringCalls(const UringCalls&) = delete;
  UringCalls& operator=(const UringCalls&) = delete;

  // Why there is no ring; empty: there is one.
  const std::string& why_none() const { return why_none_; }

  int socket(int domain, int type, int protocol) override;
  int accept(int fd, sockaddr* address, socklen_t* length) override;
  ssize_t send(int fd, const void* data, size_t size, int flags) override;
  ssize_t recv(int fd, void* data, size_t size, int flags) override;
  int shutdown(int fd, int how) override;
  int close(int fd) override;

 private:
  template <class Prepare>
  int complete(Prepare prepare);
  int result_of(int submitted);
  bool next_is_of(std::uint64_t request);

  io_uring ring_{};
  std::string why_none_;
};

}  // namespace socketcheck::sut
