#include "sut/threads/limited_calls.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include "sut/kernel/sigpipe.hpp"

namespace socketcheck::sut {
namespace {

// What a call writes to is kept apart from the caller's memory, which may be something else by the time it writes.
class Kept {
 public:
  Kept(const void* theirs, size_t size) : bytes_(std::make_shared<std::vector<char>>(size)) {
    if (theirs != nullptr) std::memcpy(bytes_->data(), theirs, size);
    is_there_ = theirs != nullptr;
  }
  template <class T = void>
  T* get() const {
    return is_there_ ? reinterpret_cast<T*>(bytes_->data()) : nullptr;
  }
  void give_back(void* theirs) const {
    if (is_there_) std::memcpy(theirs, bytes_->data(), bytes_->size());
  }

 private:
  std::shared_ptr<std::vector<char>> bytes_;
  bool is_there_ = false;
};

// An address, or the value of an option, and its length.
class KeptValue {
 public:
  KeptValue(const void* value, const socklen_t* length)
      : length_(length, length == nullptr ? 0 : sizeof *length), value_(value, length == nullptr ? 0 : *length) {}
  template <class T = void>
  T* value() const {
    return value_.get<T>();
  }
  socklen_t* length() const { return length_.get<socklen_t>(); }
  void give_back(void* value, socklen_t* length) const {
    value_.give_back(value);
    length_.give_back(length);
  }

 private:
  Kept length_;
  Kept value_;
};

}  // namespace

LimitedCalls::LimitedCalls(std::shared_ptr<Calls> calls, std::shared_ptr<Board> board) : calls_(std::move(calls)), worker_(std::move(board)) {}

template <class Result>
Result LimitedCalls::make(std::function<Result(Calls&)> call) {
  if (limit_.count() == 0) return call(*calls_);
  struct Made {
    Result result = -1;
    int error = 0;
    int sigpipes = 0;
  };
  const auto made = std::make_shared<Made>();
  worker_.begin([calls = calls_, call = std::move(call), made] {
    const int before = sigpipes_so_far();
    made->result = call(*calls);
    made->error = errno;
    made->sigpipes = sigpipes_so_far() - before;
  });
  if (!worker_.wait(limit_)) {
    worker_.leave_behind();
    errno = did_not_return;
    return -1;
  }
  worker_.finish();
  for (int i = 0; i < made->sigpipes; ++i) std::raise(SIGPIPE);
  errno = made->error;
  return made->result;
}

bool LimitedCalls::make_all(std::function<void(Calls&)> calls) {
  return make<int>([calls = std::move(calls)](Calls& direct) {
           calls(direct);
           return 0;
         }) == 0;
}

int LimitedCalls::socket(int domain, int type, int protocol) {
  return make<int>([=](Calls& calls) { return calls.socket(domain, type, protocol); });
}
int LimitedCalls::bind(int fd, const sockaddr* address, socklen_t length) {
  const Kept kept(address, length);
  return make<int>([=](Calls& calls) { return calls.bind(fd, kept.get<sockaddr>(), length); });
}
int LimitedCalls::listen(int fd, int backlog) {
  return make<int>([=](Calls& calls) { return calls.listen(fd, backlog); });
}
int LimitedCalls::connect(int fd, const sockaddr* address, socklen_t length) {
  const Kept kept(address, length);
  return make<int>([=](Calls& calls) { return calls.connect(fd, kept.get<sockaddr>(), length); });
}
int LimitedCalls::accept(int fd, sockaddr* address, socklen_t* length) {
  const KeptValue kept(address, length);
  const int made = make<int>([=](Calls& calls) { return calls.accept(fd, kept.value<sockaddr>(), kept.length()); });
  if (made >= 0) kept.give_back(address, length);
  return made;
}
ssize_t LimitedCalls::send(int fd, const void* data, size_t size, int flags) {
  return make<ssize_t>([=](Calls& calls) { return calls.send(fd, data, size, flags); });
}
ssize_t LimitedCalls::recv(int fd, void* data, size_t size, int flags) {
  if (limit_.count() == 0) return calls_->recv(fd, data, size, flags);
  const Kept kept(data, size);
  const ssize_t got = make<ssize_t>([=](Calls& calls) { return calls.recv(fd, kept.get(), size, flags); });
  if (got > 0 && data != nullptr) std::memcpy(data, kept.get(), std::min(static_cast<size_t>(got), size));
  return got;
}
ssize_t LimitedCalls::sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length) {
  const Kept kept(to, length);
  return make<ssize_t>([=](Calls& calls) { return calls.sendto(fd, data, size, flags, kept.get<sockaddr>(), length); });
}
ssize_t LimitedCalls::recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length) {
  const Kept kept(data, size);
  const KeptValue name(from, length);
  const ssize_t got = make<ssize_t>(
      [=](Calls& calls) { return calls.recvfrom(fd, kept.get(), size, flags, name.value<sockaddr>(), name.length()); });
  if (got > 0 && data != nullptr) std::memcpy(data, kept.get(), std::min(static_cast<size_t>(got), size));
  if (got >= 0) name.give_back(from, length);
  return got;
}
int LimitedCalls::shutdown(int fd, int how) {
  return make<int>([=](Calls& calls) { return calls.shutdown(fd, how); });
}
int LimitedCalls::close(int fd) {
  return make<int>([=](Calls& calls) { return calls.close(fd); });
}
int LimitedCalls::poll(pollfd* fds, nfds_t count, int timeout) {
  if (limit_.count() == 0) return calls_->poll(fds, count, timeout);
  const Kept kept(fds, count * sizeof(pollfd));
  const int ready = make<int>([=](Calls& calls) { return calls.poll(kept.get<pollfd>(), count, timeout); });
  if (ready >= 0) kept.give_back(fds);
  return ready;
}
int LimitedCalls::getsockopt(int fd, int level, int option, void* value, socklen_t* length) {
  if (limit_.count() == 0) return calls_->getsockopt(fd, level, option, value, length);
  const KeptValue kept(value, length);
  const int result = make<int>([=](Calls& calls) { return calls.getsockopt(fd, level, option, kept.value(), kept.length()); });
  if (result == 0) kept.give_back(value, length);
  return result;
}
int LimitedCalls::setsockopt(int fd, int level, int option, const void* value, socklen_t length) {
  const Kept kept(value, length);
  return make<int>([=](Calls& calls) { return calls.setsockopt(fd, level, option, kept.get(), length); });
}
int LimitedCalls::getsockname(int fd, sockaddr* address, socklen_t* length) {
  const KeptValue kept(address, length);
  const int result = make<int>([=](Calls& calls) { return calls.getsockname(fd, kept.value<sockaddr>(), kept.length()); });
  if (result == 0) kept.give_back(address, length);
  return result;
}
int LimitedCalls::getpeername(int fd, sockaddr* address, socklen_t* length) {
  const KeptValue kept(address, length);
  const int result = make<int>([=](Calls& calls) { return calls.getpeername(fd, kept.value<sockaddr>(), kept.length()); });
  if (result == 0) kept.give_back(address, length);
  return result;
}
// Messages point into the caller's memory. They are made without a limit.
ssize_t LimitedCalls::sendmsg(int fd, const msghdr* message, int flags) { return calls_->sendmsg(fd, message, flags); }
ssize_t LimitedCalls::recvmsg(int fd, msghdr* message, int flags) { return calls_->recvmsg(fd, message, flags); }
int LimitedCalls::unread_bytes(int fd, int* bytes) {
  const Kept kept(bytes, sizeof *bytes);
  const int result = make<int>([=](Calls& calls) { return calls.unread_bytes(fd, kept.get<int>()); });
  if (result == 0) kept.give_back(bytes);
  return result;
}
int LimitedCalls::unacknowledged_bytes(int fd, int* bytes) {
  const Kept kept(bytes, sizeof *bytes);
  const int result = make<int>([=](Calls& calls) { return calls.unacknowledged_bytes(fd, kept.get<int>()); });
  if (result == 0) kept.give_back(bytes);
  return result;
}
int LimitedCalls::at_mark(int fd) {
  return make<int>([=](Calls& calls) { return calls.at_mark(fd); });
}
int LimitedCalls::dup(int fd) {
  return make<int>([=](Calls& calls) { return calls.dup(fd); });
}

}  // namespace socketcheck::sut
