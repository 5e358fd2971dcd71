// A slow network: bytes, FIN and RST leave some milliseconds after the call that sent them, in their order.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <vector>

#include "sut/kernel/pair_calls.hpp"

namespace socketcheck::sut::odd {

// The calls that send something are made later, by the first call that comes after their time. Any call at an end
// that could tell, poll apart, first makes what that end still has to make: something may always arrive early.
class SlowDelivery : public PairCalls {
 public:
  bool passes_other_flags() const override { return false; }
  ssize_t send(int fd, const void* data, size_t size, int flags) override;
  ssize_t recv(int fd, void* data, size_t size, int flags) override;
  int shutdown(int fd, int how) override;
  int close(int fd) override;
  int poll(pollfd* fds, nfds_t count, int timeout) override;
  int getsockopt(int fd, int level, int option, void* value, socklen_t* length) override;
  int setsockopt(int fd, int level, int option, const void* value, socklen_t length) override;
  int getpeername(int fd, sockaddr* address, socklen_t* length) override;
  int unread_bytes(int fd, int* bytes) override;
  void pair_ends() override;

 private:
  using Clock = std::chrono::steady_clock;
  enum class Kind : unsigned char { data, fin, close };
  struct Late {
    Clock::time_point due;
    int fd = -1;
    Kind kind = Kind::data;
    std::vector<std::byte> bytes;
  };

  void put_off(int fd, Kind kind, const void* data = nullptr, size_t size = 0);
  void make_call(const Late& late);
  void make_due_calls();
  void make_calls_of(int fd);
  void make_all_calls();
  bool has_late_fin(int fd) const;
  // Neither end has so much queued that a receiver might refuse more, and nothing has gone wrong with this one.
  bool is_quiet(int fd);

  std::deque<Late> late_;
};

}  // namespace socketcheck::sut::odd
