#include "sut/kernel/datagram_stack.hpp"

#include <netinet/in.h>
#include <sys/uio.h>
#include <unistd.h>
#include <time.h>  // <linux/errqueue.h> wants it

#include <linux/errqueue.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sut/kernel/errors.hpp"
#include "sut/kernel/limits.hpp"
#include "sut/kernel/sigpipe.hpp"

namespace socketcheck::sut {
namespace {

constexpr int no_place = EADDRNOTAVAIL;

// RFC 768 and IPv4's header of 20 bytes; IPv6's own header is not counted in its payload.
constexpr std::uint32_t largest_over_ipv4 = 65535 - 20 - 8;
constexpr std::uint32_t largest_over_ipv6 = 65535 - 8;

// The smaller of what a new socket has and what the system grants at most, as getsockopt() tells it.
std::uint32_t granted_buffer(Calls& calls, int fd) {
  const auto tell = [&] {
    int bytes = 0;
    socklen_t length = sizeof bytes;
    return calls.getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, &length) == 0 && bytes > 0 ? bytes : 0;
  };
  const int usual = tell();
  const int much = 1 << 24;
  calls.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &much, sizeof much);
  return static_cast<std::uint32_t>(std::min(usual, tell()));
}

// Asked of the system itself: a stack that only says so deviates.
bool no_port_is_left(Family family) {
  const int fd = ::socket(domain_of(family), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const Address any_port = usual_loopback(family);
  const bool is_left = ::bind(fd, any_port.raw(), any_port.length) == 0;
  ::close(fd);
  return !is_left;
}

}  // namespace

DatagramStack::DatagramStack(std::unique_ptr<Calls> calls, Family family)
    : SocketStack(std::move(calls), family, model::Transport::datagram) {}

Abilities DatagramStack::abilities() const { return {.end_states = false, .transport = model::Transport::datagram}; }

model::Limits DatagramStack::limits() {
  model::Limits limits = limits_for({});
  limits.largest_datagram = family_ == Family::ipv6 ? largest_over_ipv6 : largest_over_ipv4;
  const int fd = calls_->socket(domain_of(family_), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return limits;
  limits.datagram_buffer = granted_buffer(*calls_, fd);
  calls_->close(fd);
  return limits;
}

std::optional<CouldNotTest> DatagramStack::begin(const model::Start& start) {
  if (model::transport_of(start) != model::Transport::datagram)
    return CouldNotTest{"the program is about TCP, and the stack is one of UDP"};
  ports_.clear();
  ports_chosen_ = 0;
  reused_ports_ = false;
  return SocketStack::begin(start);
}

model::Answer DatagramStack::perform(const model::NewSocket& op) {
  const int fd = calls_->socket(domain_of(family_), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return failure(errno);
  held(op.slot) = {.fd = fd, .socket = names_.add_socket({})};
  return {};
}

// The system gives a socket its port by the way, and takes it back with AF_UNSPEC.
void DatagramStack::learn_port(const Held& h, model::Place given) {
  SocketNames& names = names_.of(h.socket);
  const auto address = own_address(h);
  if (!address || address->port() == 0) return names.own.reset();
  const Address own = with_port(usual_loopback(family_), address->port());
  if (names.own && *names.own == own) return;
  names.own = own;
  if (given == model::Place::none && was_known(own.port()) && !is_in_use_beside(h, own.port())) reused_ports_ = true;
  const int chosen = static_cast<int>(model::Place::first_chosen) + ports_chosen_;
  if (given == model::Place::none) ++ports_chosen_;
  ports_.push_back({own.port(), given == model::Place::none ? static_cast<model::Place>(chosen) : given});
}

bool DatagramStack::was_known(std::uint16_t port) const {
  return std::any_of(ports_.begin(), ports_.end(), [&](const KnownPort& known) { return known.port == port; });
}

bool DatagramStack::is_in_use_beside(const Held& h, std::uint16_t port) {
  for (const Held& other : held_)
    if (other.fd >= 0 && other.socket != h.socket)
      if (const auto address = own_address(other); address && address->port() == port) return true;
  return false;
}

std::uint8_t DatagramStack::place_of(const Address& from) const {
  if (is_loopback(from))
    for (auto known = ports_.rbegin(); known != ports_.rend(); ++known)
      if (known->port == from.port()) return static_cast<std::uint8_t>(known->place);
  return model::place_elsewhere;
}

std::optional<Address> DatagramStack::target_at(model::Place place, model::Slot slot) {
  if (place != model::Place::none) return places_.address_of(place);
  return names_.of(held(slot).socket).own;
}

model::Answer DatagramStack::perform(const model::Bind& op) {
  const Held& h = held(op.slot);
  const bool is_given = op.place != model::Place::none;
  const auto address = is_given ? places_.address_of(op.place) : usual_loopback(family_);
  if (!address) return failure(no_place);
  if (calls_->bind(h.fd, address->raw(), address->length) != 0) return failure(errno);
  learn_port(h, op.place);
  return {};
}

model::Answer DatagramStack::connect_to(const Held& h, const Address& target) {
  const int result = calls_->connect(h.fd, target.raw(), target.length);
  const int error = result == 0 ? 0 : errno;
  learn_port(h);
  if (error != 0) return failure(error);
  names_.of(h.socket).peer = target;
  return {};
}

model::Answer DatagramStack::perform(const model::Connect& op) {
  const auto target = target_at(op.place, op.to);
  return target ? connect_to(held(op.slot), *target) : failure(no_place);
}

model::Answer DatagramStack::perform(const model::ConnectToPortZero& op) { return connect_to(held(op.slot), usual_loopback(family_)); }

model::Answer DatagramStack::perform(const model::Disconnect& op) {
  const model::Answer answer = SocketStack::perform(op);
  learn_port(held(op.slot));
  return answer;
}

model::Answer DatagramStack::perform(const model::GetSockName& op) {
  const Held& h = held(op.slot);
  Address address;
  if (calls_->getsockname(h.fd, address.raw(), &address.length) != 0) return failure(errno);
  if (is_loopback(address) && address.port() == 0) return {.value = model::name::address_only};
  return name_of(0, address, h);
}

// A socket may be its own peer, and then the name is the peer's.
model::Answer DatagramStack::perform(const model::GetPeerName& op) {
  const Held& h = held(op.slot);
  Address address;
  if (calls_->getpeername(h.fd, address.raw(), &address.length) != 0) return failure(errno);
  const SocketNames& names = names_.of(h.socket);
  if (names.peer && address == *names.peer) return {.value = model::name::peer};
  return name_of(0, address, h);
}

model::Answer DatagramStack::perform(const model::Send& op, std::span<const std::byte> data) {
  const model::Answer answer = SocketStack::perform(op, data);
  learn_port(held(op.slot));
  return answer;
}

model::Answer DatagramStack::perform(const model::SendTo& op, std::span<const std::byte> data) {
  const Held& h = held(op.slot);
  const auto to = op.port_zero ? usual_loopback(family_) : target_at(op.place, op.to);
  if (!to) return failure(no_place);
  const int before = sigpipes_so_far();
  const ssize_t sent = calls_->sendto(h.fd, data.data(), data.size(), 0, to->raw(), to->length);
  model::Answer answer = sent < 0 ? failure(errno) : model::Answer{.value = sent};
  answer.sigpipes = static_cast<std::uint8_t>(sigpipes_so_far() - before);
  learn_port(h);
  return answer;
}

// With MSG_TRUNC the length that is told may be more than what was copied.
void DatagramStack::keep_received(ssize_t got, std::uint32_t size) {
  received_ = {buffer_.data(), std::min(static_cast<std::size_t>(got), std::size_t{size})};
}

model::Answer DatagramStack::perform(const model::Recv& op) {
  const model::Answer answer = SocketStack::perform(op);
  if (!answer.failed()) keep_received(answer.value, op.size);
  return answer;
}

model::Answer DatagramStack::perform(const model::RecvFrom& op) {
  const int flags = (op.peek ? MSG_PEEK : 0) | (op.truncate ? MSG_TRUNC : 0);
  received_ = {};
  Address from;
  const ssize_t got = calls_->recvfrom(held(op.slot).fd, buffer_.data(), op.size, flags, from.raw(), &from.length);
  if (got < 0) return failure(errno);
  keep_received(got, op.size);
  return {.value = got, .error = {}, .sigpipes = 0, .system_error = 0, .from = place_of(from)};
}

model::Answer DatagramStack::perform(const model::SetKeepErrors& op) {
  const int on = op.on ? 1 : 0;
  const bool is_ipv4 = family_ == Family::ipv4;
  return number_of(calls_->setsockopt(held(op.slot).fd, is_ipv4 ? IPPROTO_IP : IPPROTO_IPV6, is_ipv4 ? IP_RECVERR : IPV6_RECVERR, &on,
                                      sizeof on));
}

model::Answer DatagramStack::perform(const model::TakeKeptError& op) {
  alignas(cmsghdr) char control[512];
  iovec data{buffer_.data(), buffer_.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (calls_->recvmsg(held(op.slot).fd, &message, MSG_ERRQUEUE) < 0) return failure(errno);
  for (cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
    if (one->cmsg_type != IP_RECVERR && one->cmsg_type != IPV6_RECVERR) continue;
    sock_extended_err error{};
    std::memcpy(&error, CMSG_DATA(one), sizeof error);
    const int number = static_cast<int>(error.ee_errno);
    return {.value = static_cast<std::int64_t>(error_of(number)), .error = {}, .sigpipes = 0, .system_error = number};
  }
  return {.value = 0};
}

// A socket for which no port is left is told EAGAIN by the calls that bind it by the way.
std::string DatagramStack::want_of_resources(const model::Operation& operation, const model::Answer& seen) const {
  const bool binds = std::holds_alternative<model::Send>(operation) || std::holds_alternative<model::SendTo>(operation) ||
                     std::holds_alternative<model::Connect>(operation) || std::holds_alternative<model::ConnectToPortZero>(operation);
  if (binds && seen.system_error == EAGAIN && is_unbound(model::slot_of(operation)) && no_port_is_left(family_)) return "no port is left in net.ipv4.ip_local_port_range: widen it";
  return SocketStack::want_of_resources(operation, seen);
}

bool DatagramStack::is_unbound(model::Slot slot) const {
  Address address;
  return calls_->getsockname(held_[static_cast<std::size_t>(slot)].fd, address.raw(), &address.length) == 0 && address.port() == 0;
}

void DatagramStack::abandon() {
  for (Held& h : held_)
    if (h.fd >= 0) close_descriptor(h);
  calls_->program_ends();
}

}  // namespace socketcheck::sut
