#include "sut/wire/wire_stack.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "model/wire/hosts.hpp"

namespace socketcheck::sut {
namespace {

constexpr Milliseconds longest_handshake{5000};
// Below those from which the system chooses (net.ipv4.ip_local_port_range).
constexpr std::uint32_t first_given_port = 1024;
constexpr std::uint32_t given_ports = 30'000;

std::string because(const char* what) { return std::string(what) + ": " + std::strerror(errno); }

}  // namespace

// Sockets are made on the side that was named last.
class WireStack::SidesCalls : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  void set_side(Side* side) { side_ = side; }
  void set_wire(Wire* wire) { wire_ = wire; }
  int socket(int domain, int type, int protocol) override { return side_->socket(domain, type, protocol); }
  // With a linger time it waits for the acknowledgement of the FIN, which comes over the wire.
  int close(int fd) override {
    if (!lingers(fd)) return Calls::close(fd);
    std::atomic<bool> is_done = false;
    int result = 0;
    int error = 0;
    std::thread closing([&] {
      result = Calls::close(fd);
      error = errno;
      is_done = true;
    });
    while (!is_done) {
      wire_->wait(Milliseconds{1});
      wire_->pump();
    }
    closing.join();
    errno = error;
    return result;
  }

 private:
  bool lingers(int fd) {
    linger value{};
    socklen_t length = sizeof value;
    return Calls::getsockopt(fd, SOL_SOCKET, SO_LINGER, &value, &length) == 0 && value.l_onoff != 0 && value.l_linger > 0;
  }

  Side* side_ = nullptr;
  Wire* wire_ = nullptr;
};

WireStack::WireStack(Family family, std::unique_ptr<Tamper> tamper)
    : WireStack(family, std::move(tamper), std::make_unique<SidesCalls>()) {}

WireStack::WireStack(Family family, std::unique_ptr<Tamper> tamper, std::unique_ptr<SidesCalls> calls)
    : SocketStack(nullptr, family), family_(family), tamper_(std::move(tamper)), sides_calls_(calls.get()) {
  calls_ = std::move(calls);
  problem_ = make_sides();
}

WireStack::~WireStack() {
  abandon();
  if (listener_ >= 0) calls_->close(listener_);
}

std::optional<CouldNotTest> WireStack::make_sides() {
  for (int number = 0; number < 2; ++number) {
    auto made = Side::make(family_, number);
    if (auto* failed = std::get_if<CouldNotTest>(&made)) return *failed;
    sides_[static_cast<std::size_t>(number)] = std::move(std::get<std::unique_ptr<Side>>(made));
  }
  wire_ = std::make_unique<TunWire>(*sides_[0], *sides_[1], tamper_.get());
  sides_calls_->set_wire(wire_.get());
  return listen_at_the_right();
}

std::optional<CouldNotTest> WireStack::listen_at_the_right() {
  sides_calls_->set_side(sides_[1].get());
  listener_ = calls_->socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  listening_ = sides_[1]->address();
  if (listener_ < 0 || calls_->bind(listener_, listening_.raw(), listening_.length) != 0 || calls_->listen(listener_, 16) != 0 ||
      calls_->getsockname(listener_, listening_.raw(), &listening_.length) != 0)
    return CouldNotTest{because("a listening socket")};
  return std::nullopt;
}

Abilities WireStack::abilities() const { return {.end_states = true, .fresh_sockets = false, .other_flags = false, .wire = true}; }

// Each host has one address that programs are told of.
model::Limits WireStack::limits() {
  model::Limits limits = SocketStack::limits();
  limits.one_address = true;
  return limits;
}

std::optional<CouldNotTest> WireStack::begin(const model::Start& start) {
  if (problem_) return problem_;
  ++programs_;
  names_.program_begins();
  wire_->program_begins();
  for (int i = 0; i < model::number_of_slots; ++i)
    wire_->set_side_of(static_cast<model::Slot>(i), model::host_of(static_cast<model::Slot>(i)));
  if (const auto* pair = std::get_if<model::StartPair>(&start)) return begin_pair(*pair);
  return begin_with(model::calls_of(start));
}

// Nobody else is in the namespaces, and what an earlier program has left there was reset.
std::optional<Address> WireStack::address_of(model::Place place, bool any) {
  const std::uint32_t number = programs_ * model::given_places + static_cast<std::uint32_t>(place) - static_cast<std::uint32_t>(model::Place::p);
  const Address own = any ? every_address(family_) : side(model::host_of(place)).address();
  return with_port(own, first_given_port + number % given_ports);
}

Address WireStack::usual_address(model::Slot slot) { return side(model::host_of(slot)).address(); }

bool WireStack::is_a_name(const Address& address) { return !is_unspecified(address) && address.port() != 0; }

model::Answer WireStack::perform(const model::NewSocket& op) {
  sides_calls_->set_side(&side(model::host_of(op.slot)));
  return SocketStack::perform(op);
}

// Where both connect to each other, their SYNs cross, and are of one connection: the first.
model::Answer WireStack::perform(const model::Connect& op) {
  const int begun = names_.connections();
  const model::Answer answer = SocketStack::perform(op);
  if (names_.connections() == begun) return answer;
  const ConnectionNames& names = names_.of_connection(begun);
  const auto other = side(1 - model::host_of(op.slot)).diag().state_of_end(names.passive, names.active);
  if (other != model::State::syn_sent) wire_->name({names.active, names.passive}, begun);
  return answer;
}

std::optional<CouldNotTest> WireStack::begin_pair(const model::StartPair& start) {
  Pair pair;
  if (auto failed = connect_and_accept(pair)) {
    for (const int fd : {pair.active, pair.passive})
      if (fd >= 0) calls_->close(fd);
    return failed;
  }
  names_.set_pair({pair.active_name, pair.passive_name});
  held(start.active) = {.fd = pair.active, .socket = names_.add_socket({pair.active_name, pair.passive_name})};
  held(start.passive) = {.fd = pair.passive, .socket = names_.add_socket({pair.passive_name, pair.active_name})};
  wire_->set_side_of(start.active, 0);
  wire_->set_side_of(start.passive, 1);
  return std::nullopt;
}

std::optional<CouldNotTest> WireStack::connect_and_accept(Pair& pair) {
  sides_calls_->set_side(sides_[0].get());
  pair.active = calls_->socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (pair.active < 0) return CouldNotTest{because("socket")};
  pair.passive_name = listening_;
  if (calls_->connect(pair.active, listening_.raw(), listening_.length) != 0 && errno != EINPROGRESS)
    return CouldNotTest{because("connect")};
  if (calls_->getsockname(pair.active, pair.active_name.raw(), &pair.active_name.length) != 0)
    return CouldNotTest{because("getsockname")};
  wire_->name({pair.active_name, pair.passive_name}, 0);
  pair.passive = accept_from_the_wire();
  if (pair.passive < 0) return CouldNotTest{because("accept")};
  const int on = 1;
  calls_->setsockopt(pair.active, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  calls_->setsockopt(pair.passive, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (fcntl(pair.passive, F_SETFL, O_NONBLOCK) != 0) return CouldNotTest{because("fcntl")};
  return std::nullopt;
}

// While a timer sends over the same device on another processor, a frame may be there only a moment later.
int WireStack::accept_from_the_wire() {
  const auto end = std::chrono::steady_clock::now() + longest_handshake;
  for (;;) {
    wire_->pump();
    Address from;
    const int accepted = calls_->accept(listener_, from.raw(), &from.length);
    if (accepted >= 0 || errno != EAGAIN || std::chrono::steady_clock::now() >= end) return accepted;
    wire_->wait(Milliseconds{10});
  }
}

int WireStack::host_of(const Address& address) const { return with_port(address, 0) == sides_[0]->address() ? 0 : 1; }

// Nothing changes at a socket but by what the wire delivers.
void WireStack::wait(Milliseconds at_most) {
  wire_->wait(at_most);
  wire_->pump();
}

std::optional<model::State> WireStack::end_state(int connection, int end) {
  const ConnectionNames& names = names_.of_connection(connection);
  const Address& own = end == 0 ? names.active : names.passive;
  const Address& other = end == 0 ? names.passive : names.active;
  return side(host_of(own)).diag().state_of_end(own, other);
}

void WireStack::abandon() {
  if (wire_ == nullptr) return;
  SocketStack::abandon();
  wire_->program_ends();
}

}  // namespace socketcheck::sut
