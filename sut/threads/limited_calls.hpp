// Calls that are made by another thread while there is a limit to the time that they may take, so that one which never
// returns does not take the suite with it.
#pragma once

#include <functional>
#include <memory>

#include "sut/kernel/calls.hpp"
#include "sut/threads/worker.hpp"

namespace socketcheck::sut {

// What errno says of a call that has not returned in time; no system's number.
inline constexpr int did_not_return = 10'000;

class LimitedCalls : public Calls {
 public:
  // Shares them with threads that are left behind.
  LimitedCalls(std::shared_ptr<Calls> calls, std::shared_ptr<Board> board);

  // 0: calls are made at once, by whoever makes them.
  void set_limit(Milliseconds limit) { limit_ = limit; }
  bool has_limit() const { return limit_.count() > 0; }
  // Makes several calls in one go, under the limit of one. False: they have not returned. What `calls` writes to must be kept
  // alive by it.
  bool make_all(std::function<void(Calls&)> calls);
  // Some call has not returned.
  bool is_stuck() const { return worker_.left_any_behind(); }
  Calls& direct() { return *calls_; }

  int socket(int domain, int type, int protocol) override;
  int bind(int fd, const sockaddr* address, socklen_t length) override;
  int listen(int fd, int backlog) override;
  int connect(int fd, const sockaddr* address, socklen_t length) override;
  int accept(int fd, sockaddr* address, socklen_t* length) override;
  ssize_t send(int fd, const void* data, size_t size, int flags) override;
  ssize_t recv(int fd, void* data, size_t size, int flags) override;
  ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) override;
  ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) override;
  int shutdown(int fd, int how) override;
  int close(int fd) override;
  int poll(pollfd* fds, nfds_t count, int timeout) override;
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override;
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override;
  int getsockname(int fd, sockaddr* address, socklen_t* length) override;
  int getpeername(int fd, sockaddr* address, socklen_t* length) override;
  ssize_t sendmsg(int fd, const msghdr* message, int flags) override;
  ssize_t recvmsg(int fd, msghdr* message, int flags) override;
  int unread_bytes(int fd, int* bytes) override;
  int unacknowledged_bytes(int fd, int* bytes) override;
  int at_mark(int fd) override;
  int dup(int fd) override;
  bool passes_other_flags() const override { return calls_->passes_other_flags(); }
  bool works_in_threads() const override { return calls_->works_in_threads(); }
  void pair_begins(int active, int passive) override { calls_->pair_begins(active, passive); }
  void pair_ends() override { calls_->pair_ends(); }
  void program_begins() override { calls_->program_begins(); }
  void program_ends() override { calls_->program_ends(); }

 private:
  // SIGPIPE goes to the thread that makes the call: it is counted for the one that asks for it.
  template <class Result>
  Result make(std::function<Result(Calls&)> call);

  std::shared_ptr<Calls> calls_;
  Worker worker_;
  Milliseconds limit_{0};
};

}  // namespace socketcheck::sut
