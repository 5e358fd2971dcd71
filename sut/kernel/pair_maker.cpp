#include "sut/kernel/pair_maker.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sut/kernel/places.hpp"

namespace socketcheck::sut {
namespace {

constexpr int deadline_ms = 5000;

std::string because(const char* call) { return std::string(call) + ": " + std::strerror(errno); }

}  // namespace

PairMaker::PairMaker(Calls& calls, Family family) : calls_(calls), family_(family) {}

PairMaker::~PairMaker() { close_listener(); }

void PairMaker::close_listener() {
  if (listener_ >= 0) calls_.close(listener_);
  listener_ = -1;
}

// 0, or -1 with the reason in errno. No option is set that the accepted sockets would inherit.
int PairMaker::listen_at(Address& address) {
  if (calls_.bind(listener_, address.raw(), address.length) != 0) return -1;
  if (calls_.listen(listener_, 16) != 0) return -1;
  return calls_.getsockname(listener_, address.raw(), &address.length);
}

// At the process's usual place; elsewhere if that is taken.
bool PairMaker::open_listener(std::string& reason) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    close_listener();
    listener_ = calls_.socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    listening_ = listening_place(family_);
    if (listener_ >= 0 && listen_at(listening_) == 0) {
      remember_listening_place(family_, listening_);
      return true;
    }
    reason = because("a listening socket");
    forget_listening_place(family_);
  }
  close_listener();
  return false;
}

// Whoever else may have connected meanwhile is turned away.
bool PairMaker::accept_from(const Address& expected, int& passive, std::string& reason) {
  for (;;) {
    Address from;
    passive = calls_.accept(listener_, from.raw(), &from.length);
    if (passive >= 0) {
      if (from == expected) return true;
      calls_.close(passive);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) {
      reason = because("accept");
      return false;
    }
    pollfd waiting{listener_, POLLIN, 0};
    if (calls_.poll(&waiting, 1, deadline_ms) == 0) {
      reason = "accept: no connection came within 5 s";
      return false;
    }
  }
}

std::variant<Pair, CouldNotTest> PairMaker::connect_and_accept(int active, bool& out_of_ports) {
  Pair pair{.active = active, .passive = -1, .active_name = {}, .passive_name = listening_};
  if (calls_.connect(active, listening_.raw(), listening_.length) != 0 && errno != EINPROGRESS) {
    out_of_ports = errno == EADDRNOTAVAIL;
    return CouldNotTest{because("connect")};
  }
  if (calls_.getsockname(active, pair.active_name.raw(), &pair.active_name.length) != 0)
    return CouldNotTest{because("getsockname")};
  std::string reason;
  if (!accept_from(pair.active_name, pair.passive, reason)) return CouldNotTest{reason};
  const int on = 1;
  calls_.setsockopt(active, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  calls_.setsockopt(pair.passive, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (fcntl(pair.passive, F_SETFL, O_NONBLOCK) != 0) {
    CouldNotTest failed{because("fcntl")};
    calls_.close(pair.passive);
    return failed;
  }
  return pair;
}

std::variant<Pair, CouldNotTest> PairMaker::make_once(bool& out_of_ports) {
  std::string reason;
  if (listener_ < 0 && !open_listener(reason)) return CouldNotTest{reason};
  const int active = calls_.socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (active < 0) return CouldNotTest{because("socket")};
  connect_from_few_ports(active);
  auto made = connect_and_accept(active, out_of_ports);
  if (std::holds_alternative<CouldNotTest>(made)) calls_.close(active);
  return made;
}

// With no port left towards one listener, there are ports towards another.
std::variant<Pair, CouldNotTest> PairMaker::make() {
  bool out_of_ports = false;
  auto made = make_once(out_of_ports);
  if (!out_of_ports) return made;
  close_listener();
  forget_listening_place(family_);
  return make_once(out_of_ports);
}

}  // namespace socketcheck::sut
