#include "sut/kernel/pair_maker.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>

namespace socketcheck::sut {
namespace {

// Each listener has its own 28,000 ports for its clients; TIME-WAIT keeps some of them for a minute.
constexpr int pairs_of_a_listener = 6000;
constexpr int deadline_ms = 5000;

std::string because(const char* call) { return std::string(call) + ": " + std::strerror(errno); }

}  // namespace

PairMaker::PairMaker(Calls& calls, Family family) : calls_(calls), family_(family), choice_(std::random_device{}()) {}

PairMaker::~PairMaker() { close_listener(); }

void PairMaker::close_listener() {
  if (listener_ >= 0) calls_.close(listener_);
  listener_ = -1;
}

bool PairMaker::open_listener(std::string& reason) {
  close_listener();
  listening_ = loopback(family_, choice_++);
  listener_ = calls_.socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener_ < 0) {
    reason = because("socket");
    return false;
  }
  const char* failed = nullptr;
  if (calls_.bind(listener_, listening_.raw(), listening_.length) != 0) failed = "bind";
  else if (calls_.listen(listener_, 16) != 0) failed = "listen";
  else if (calls_.getsockname(listener_, listening_.raw(), &listening_.length) != 0) failed = "getsockname";
  if (failed == nullptr) return true;
  reason = because(failed);
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

std::variant<Pair, CouldNotTest> PairMaker::connect_and_accept(int active) {
  Pair pair{.active = active, .passive = -1, .active_name = {}, .passive_name = listening_};
  if (calls_.connect(active, listening_.raw(), listening_.length) != 0 && errno != EINPROGRESS)
    return CouldNotTest{because("connect")};
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

std::variant<Pair, CouldNotTest> PairMaker::make() {
  std::string reason;
  if ((listener_ < 0 || pairs_++ % pairs_of_a_listener == pairs_of_a_listener - 1) && !open_listener(reason))
    return CouldNotTest{reason};
  const int active = calls_.socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (active < 0) return CouldNotTest{because("socket")};
  auto made = connect_and_accept(active);
  if (std::holds_alternative<CouldNotTest>(made)) calls_.close(active);
  return made;
}

}  // namespace socketcheck::sut
