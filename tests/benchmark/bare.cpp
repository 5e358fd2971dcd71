#include "tests/benchmark/bare.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

#include "sut/kernel/sigpipe.hpp"

namespace socketcheck::benchmark {
namespace {

std::vector<char>& buffer() {
  static std::vector<char> bytes(1u << 20);
  return bytes;
}

void set_linger(int fd, bool on, int seconds) {
  const linger value{.l_onoff = on ? 1 : 0, .l_linger = seconds};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &value, sizeof value);
}

void get_option(int fd, int level, int option) {
  char value[8];
  socklen_t length = sizeof value;
  getsockopt(fd, level, option, value, &length);
}

// Makes the call on the descriptor; a closing one leaves -1 behind.
struct Make {
  int& fd;

  void operator()(const model::Send& op) const { (void)!::send(fd, buffer().data(), op.size, op.no_signal ? MSG_NOSIGNAL : 0); }
  void operator()(const model::Recv& op) const {
    (void)!::recv(fd, buffer().data(), op.size, (op.peek ? MSG_PEEK : 0) | (op.truncate ? MSG_TRUNC : 0));
  }
  void operator()(const model::Shutdown& op) const {
    constexpr int how[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
    ::shutdown(fd, how[static_cast<int>(op.half)]);
  }
  void operator()(const model::Close&) const {
    ::close(fd);
    fd = -1;
  }
  void operator()(const model::Abort& op) const {
    set_linger(fd, true, 0);
    (*this)(model::Close{op.slot});
  }
  void operator()(const model::Poll&) const {
    pollfd polled{fd, POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0};
    ::poll(&polled, 1, 0);
  }
  void operator()(const model::GetError&) const { get_option(fd, SOL_SOCKET, SO_ERROR); }
  void operator()(const model::SetLinger& op) const { set_linger(fd, op.linger.on, op.linger.seconds); }
  void operator()(const model::GetLinger&) const { get_option(fd, SOL_SOCKET, SO_LINGER); }
  void operator()(const model::SetNoDelay& op) const {
    const int on = op.on ? 1 : 0;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  void operator()(const model::GetNoDelay&) const { get_option(fd, IPPROTO_TCP, TCP_NODELAY); }
  void operator()(const model::GetSockName&) const {
    sut::Address address;
    ::getsockname(fd, address.raw(), &address.length);
  }
  void operator()(const model::GetPeerName&) const {
    sut::Address address;
    ::getpeername(fd, address.raw(), &address.length);
  }
  void operator()(const model::UnreadBytes&) const {
    int bytes = 0;
    ::ioctl(fd, FIONREAD, &bytes);
  }
  void operator()(const model::TcpInfo&) const { get_option(fd, IPPROTO_TCP, TCP_INFO); }
  // The programs of the benchmark are of a pair.
  template <class Op>
  void operator()(const Op&) const {
    throw std::logic_error("the benchmark makes no sockets");
  }
};

}  // namespace

Bare::Bare(bool glances) : glances_(glances), maker_(calls_, sut::Family::ipv4) { sut::count_sigpipes(); }

void Bare::glance() {
  pollfd polled[2];
  nfds_t count = 0;
  for (const int fd : fds_)
    if (fd >= 0) polled[count++] = {fd, POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0};
  if (count > 0) ::poll(polled, count, 0);
}

void Bare::give_up() {
  for (int& fd : fds_)
    if (fd >= 0) Make{fd}(model::Abort{});
}

void Bare::run(const model::Program& program) {
  auto made = maker_.make();
  if (const auto* failed = std::get_if<sut::CouldNotTest>(&made)) throw std::runtime_error(failed->reason);
  const sut::Pair& pair = std::get<sut::Pair>(made);
  fds_ = {pair.active, pair.passive};
  for (const model::Operation& call : program.calls) {
    int& fd = fds_[static_cast<std::size_t>(model::slot_of(call))];
    if (fd < 0) continue;
    std::visit(Make{fd}, call);
    if (glances_) glance();
  }
  give_up();
  if (!glances_) return;
  diag_.state_of_end(pair.active_name, pair.passive_name);
  diag_.state_of_end(pair.passive_name, pair.active_name);
}

}  // namespace socketcheck::benchmark
