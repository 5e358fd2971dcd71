#include "properties/article/scene.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace socketcheck::properties::article {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int deadline = 3000;  // milliseconds

std::string in_words(const Result& result) {
  if (!result.failed()) return std::to_string(result.value);
  const char* name = strerrorname_np(result.error);
  return fmt::format("-1 {}", name != nullptr ? name : "another error");
}

const char* half(int how) { return how == SHUT_RD ? "SHUT_RD" : how == SHUT_WR ? "SHUT_WR" : "SHUT_RDWR"; }

}  // namespace

Scene::Scene(sut::Calls& calls, sut::Family family, bool own_network, std::string_view wire)
    : calls_(calls), family_(family), own_network_(own_network), wire_(wire), loopback_(sut::loopback(family, 0)) {
  calls_.program_begins();
}

Scene::~Scene() {
  for (const int fd : open_) ::close(fd);
}

Result Scene::done(long value, const std::string& call) {
  const Result result{value, value < 0 ? errno : 0};
  if (!silent_) note(call + " = " + in_words(result));
  return result;
}

Side Scene::make(int type, char name) {
  const int fd = calls_.socket(sut::domain_of(family_), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  open_.push_back(fd);
  return {fd, name};
}

std::pair<Side, Side> Scene::pair() {
  const bool was_silent = std::exchange(silent_, true);
  Side listener = stream('l');
  bind(listener);
  listen(listener, 8);
  const Side a = stream('a');
  connect(a, name(listener));
  const Side b = accept(listener, 'b');
  close(listener);
  names_[0] = {name(a), name(b)};
  names_[1] = {name(b), name(a)};
  calls_.pair_begins(a.fd, b.fd);
  silent_ = was_silent;
  return {a, b};
}

Side Scene::accept(Side listener, char name) {
  is_ready(listener, POLLIN, deadline);
  const int fd = calls_.accept(listener.fd, nullptr, nullptr);
  if (fd >= 0) {
    fcntl(fd, F_SETFL, O_NONBLOCK);
    open_.push_back(fd);
  }
  if (fd < 0) done(fd, fmt::format("{} = accept({})", name, listener.name));
  return {fd, name};
}

Result Scene::bind(Side side, const sut::Address& address) {
  return done(calls_.bind(side.fd, address.raw(), address.length),
              fmt::format("bind({}, {})", side.name, address.port() == 0 ? std::string("0") : fmt::format("port {}", address.port())));
}

Result Scene::listen(Side side, int backlog) {
  return done(calls_.listen(side.fd, backlog), fmt::format("listen({}, {})", side.name, backlog));
}

Result Scene::connect(Side side, const sut::Address& address) {
  return done(calls_.connect(side.fd, address.raw(), address.length),
              fmt::format("connect({}, port {})", side.name, address.port()));
}

Result Scene::disconnect(Side side) {
  sockaddr unspecified{};
  unspecified.sa_family = AF_UNSPEC;
  return done(calls_.connect(side.fd, &unspecified, sizeof unspecified), fmt::format("connect({}, AF_UNSPEC)", side.name));
}

Result Scene::send(Side side, std::size_t size, int flags) {
  const std::vector<char> data(size, 'x');
  return done(calls_.send(side.fd, data.data(), size, flags), fmt::format("send({}, {})", side.name, size));
}

Result Scene::send_to(Side side, std::size_t size, const sut::Address& address) {
  const std::vector<char> data(size, 'x');
  return done(calls_.sendto(side.fd, data.data(), size, MSG_NOSIGNAL, address.raw(), address.length),
              fmt::format("sendto({}, {}, port {})", side.name, size, address.port()));
}

Result Scene::recv(Side side, std::size_t size, int flags) {
  std::vector<char> data(std::max<std::size_t>(1, size));
  if ((flags & MSG_DONTWAIT) == 0) is_ready(side, POLLIN, deadline);
  return done(calls_.recv(side.fd, data.data(), size, flags), fmt::format("recv({}, {})", side.name, size));
}

Result Scene::recv_from(Side side, std::size_t size, sut::Address& from) {
  std::vector<char> data(std::max<std::size_t>(1, size));
  is_ready(side, POLLIN, deadline);
  from.length = sizeof from.storage;
  const ssize_t got = calls_.recvfrom(side.fd, data.data(), size, 0, from.raw(), &from.length);
  return done(got, fmt::format("recvfrom({}, {})", side.name, size));
}

Result Scene::shutdown(Side side, int how) {
  return done(calls_.shutdown(side.fd, how), fmt::format("shutdown({}, {})", side.name, half(how)));
}

Result Scene::close(Side& side) {
  open_.erase(std::remove(open_.begin(), open_.end(), side.fd), open_.end());
  const Result result = done(calls_.close(side.fd), fmt::format("close({})", side.name));
  side.fd = -1;
  return result;
}

void Scene::close_copy(Side& side) {
  open_.erase(std::remove(open_.begin(), open_.end(), side.fd), open_.end());
  ::close(side.fd);
}

Result Scene::set_option(Side side, int level, int option, int value, const char* text) {
  return done(calls_.setsockopt(side.fd, level, option, &value, sizeof value), fmt::format("setsockopt({}, {}, {})", side.name, text, value));
}

Result Scene::reset_on_close(Side side) {
  const linger now{.l_onoff = 1, .l_linger = 0};
  return done(calls_.setsockopt(side.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now),
              fmt::format("setsockopt({}, SO_LINGER, {{1, 0}})", side.name));
}

Result Scene::pending_error(Side side) {
  int error = 0;
  socklen_t length = sizeof error;
  calls_.getsockopt(side.fd, SOL_SOCKET, SO_ERROR, &error, &length);
  if (!silent_) note(fmt::format("getsockopt({}, SO_ERROR) = {}", side.name, error == 0 ? "0" : strerrorname_np(error)));
  return {error, error};
}

Result Scene::peer_name(Side side) {
  sut::Address address;
  return done(calls_.getpeername(side.fd, address.raw(), &address.length), fmt::format("getpeername({})", side.name));
}

void Scene::fill(Side side) {
  const bool was_silent = std::exchange(silent_, true);
  long sent = 0;
  for (Result more = send(side, 1u << 20); !more.failed(); more = send(side, 1u << 20)) sent += more.value;
  silent_ = was_silent;
  if (!silent_) note(fmt::format("send({}, …) until EAGAIN: {} bytes", side.name, sent));
}

std::pair<long, Result> Scene::read_all(Side side) {
  const bool was_silent = std::exchange(silent_, true);
  long read = 0;
  Result last = recv(side, 1u << 18);
  for (; !last.failed() && last.value > 0; last = recv(side, 1u << 18)) read += last.value;
  silent_ = was_silent;
  if (!silent_) note(fmt::format("recv({}, …): {} bytes, then {}", side.name, read, in_words(last)));
  return {read, last};
}

sut::Address Scene::name(Side side) const {
  sut::Address address;
  ::getsockname(side.fd, address.raw(), &address.length);
  return address;
}

sut::Address Scene::dead_place(int type) const {
  const int fd = ::socket(sut::domain_of(family_), type, 0);
  ::bind(fd, loopback_.raw(), loopback_.length);
  const sut::Address address = name({fd, '?'});
  ::close(fd);
  return address;
}

std::pair<sut::Address, sut::Address>& Scene::names_of(Side side) { return names_[side.name == 'a' ? 0 : 1]; }

std::optional<model::State> Scene::state(Side side) {
  const auto& [own, peer] = names_of(side);
  return diag_.state_of_end(own, peer);
}

bool Scene::becomes(Side side, std::optional<model::State> wanted) {
  const auto end = Clock::now() + std::chrono::milliseconds(deadline);
  auto seen = state(side);
  while (seen != wanted && Clock::now() < end) {
    ::poll(nullptr, 0, 1);
    seen = state(side);
  }
  note(fmt::format("{} is {}", side.name, seen ? model::show(*seen) : "gone"));
  return seen == wanted;
}

// The lines of /proc/net/tcp and tcp6: number, own name, peer's name, state, queues, timer and when it fires in 1/100 s.
std::optional<double> Scene::seconds_of_time_wait(Side side) const {
  const auto& [own, peer] = names_[side.name == 'a' ? 0 : 1];
  const std::string ports[] = {fmt::format(":{:04X}", own.port()), fmt::format(":{:04X}", peer.port())};
  std::ifstream file(family_ == sut::Family::ipv4 ? "/proc/net/tcp" : "/proc/net/tcp6");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string number, local, remote, state, queues, timer;
    words >> number >> local >> remote >> state >> queues >> timer;
    if (state != "06" || !local.ends_with(ports[0]) || !remote.ends_with(ports[1])) continue;
    return static_cast<double>(std::stoul(timer.substr(timer.find(':') + 1), nullptr, 16)) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  return std::nullopt;
}

bool Scene::is_ready(Side side, short events, int milliseconds) const {
  pollfd polled{side.fd, events, 0};
  return ::poll(&polled, 1, milliseconds) == 1;
}

long Scene::packets() const {
  std::ifstream file("/proc/net/dev");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find("lo:");
    if (colon == std::string::npos) continue;
    std::istringstream words(line.substr(colon + 3));
    long bytes = 0;
    long count = 0;
    words >> bytes >> count;
    return count;
  }
  return 0;
}

}  // namespace socketcheck::properties::article
