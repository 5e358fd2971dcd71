#include "sut/uring/uring_calls.hpp"

#include <cerrno>
#include <cstring>

namespace socketcheck::sut {
namespace {

constexpr unsigned entries = 8;  // one request at a time, and its cancellation
constexpr std::uint64_t of_the_accept = 1;

}  // namespace

UringCalls::UringCalls() {
  const int error = io_uring_queue_init(entries, &ring_, 0);
  if (error < 0) why_none_ = std::string("this kernel gives no io_uring (kernel.io_uring_disabled, seccomp): ") + std::strerror(-error);
}

UringCalls::~UringCalls() {
  if (why_none_.empty()) io_uring_queue_exit(&ring_);
}

// The request's result, as a system call has it: -1 and errno if it failed.
template <class Prepare>
int UringCalls::complete(Prepare prepare) {
  prepare(io_uring_get_sqe(&ring_));
  return result_of(io_uring_submit_and_wait(&ring_, 1));
}

int UringCalls::result_of(int result) {
  io_uring_cqe* completion = nullptr;
  if (result >= 0 || result == -EINTR) result = io_uring_wait_cqe(&ring_, &completion);
  while (result == -EINTR) result = io_uring_wait_cqe(&ring_, &completion);
  if (result >= 0) {
    result = completion->res;
    io_uring_cqe_seen(&ring_, completion);
  }
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

int UringCalls::socket(int domain, int type, int protocol) {
  return complete([&](io_uring_sqe* request) { io_uring_prep_socket(request, domain, type, protocol, 0); });
}

int UringCalls::accept(int fd, sockaddr* address, socklen_t* length) {
  io_uring_sqe* request = io_uring_get_sqe(&ring_);
  io_uring_prep_accept(request, fd, address, length, 0);
  io_uring_sqe_set_data64(request, of_the_accept);
  int submitted = io_uring_submit(&ring_);
  if (submitted < 0 || io_uring_cq_ready(&ring_) > 0) return result_of(submitted);
  io_uring_sqe* cancellation = io_uring_get_sqe(&ring_);
  io_uring_prep_cancel64(cancellation, of_the_accept, 0);
  submitted = io_uring_submit_and_wait(&ring_, 2);
  int accepted = 0;
  int error = 0;
  for (int completions = 0; completions < 2; ++completions) {
    const bool is_of_the_accept = next_is_of(of_the_accept);
    const int result = result_of(submitted);
    if (is_of_the_accept) accepted = result, error = errno;
  }
  errno = error == ECANCELED ? EAGAIN : error;
  return accepted;
}

bool UringCalls::next_is_of(std::uint64_t request) {
  io_uring_cqe* completion = nullptr;
  return io_uring_peek_cqe(&ring_, &completion) == 0 && completion->user_data == request;
}

ssize_t UringCalls::send(int fd, const void* data, size_t size, int flags) {
  return complete([&](io_uring_sqe* request) { io_uring_prep_send(request, fd, data, size, flags | MSG_DONTWAIT); });
}

ssize_t UringCalls::recv(int fd, void* data, size_t size, int flags) {
  return complete([&](io_uring_sqe* request) { io_uring_prep_recv(request, fd, data, size, flags | MSG_DONTWAIT); });
}

int UringCalls::shutdown(int fd, int how) {
  return complete([&](io_uring_sqe* request) { io_uring_prep_shutdown(request, fd, how); });
}

int UringCalls::close(int fd) {
  return complete([&](io_uring_sqe* request) { io_uring_prep_close(request, fd); });
}

}  // namespace socketcheck::sut
