// The calls of SocketStack that make, name, connect and accept sockets.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sut/kernel/errors.hpp"
#include "sut/kernel/places.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {
namespace {

constexpr int no_place = EADDRNOTAVAIL;

bool is_about_descriptors_or_memory(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

// While it lives, the process may have no descriptor beyond those that it has.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none{.rlim_cur = 0, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoMoreDescriptors(const NoMoreDescriptors&) = delete;
  NoMoreDescriptors& operator=(const NoMoreDescriptors&) = delete;

 private:
  rlimit before_{};
};

// Asked of the kernel directly, so that a stack which only says so is found out.
bool ports_are_used_up(Family family, bool everywhere) {
  const int fd = ::socket(domain_of(family), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return true;
  const Address address = everywhere ? every_address(family) : loopback_of_process(family);
  const bool bound = ::bind(fd, address.raw(), address.length) == 0;
  ::close(fd);
  return !bound;
}

}  // namespace

model::Answer SocketStack::perform(const model::NewSocket& op) {
  const int fd = away_from_calls(calls_->socket(domain_of(family_), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (fd < 0) return failure(errno);
  connect_from_few_ports(fd);
  held(op.slot) = {.fd = fd, .socket = names_.add_socket({})};
  return {};
}

// Some address of the loopback interface and a port.
bool SocketStack::is_a_name(const Address& address) { return is_loopback(address) && address.port() != 0; }

Address SocketStack::usual_address(model::Slot) { return loopback_of_process(family_); }

std::optional<Address> SocketStack::own_address(const Held& h) {
  Address address;
  if (::getsockname(h.fd, address.raw(), &address.length) != 0) return std::nullopt;
  return address;
}

// One that bind() gave stays, also where it is 0.0.0.0 or ::.
void SocketStack::learn_own_name(const Held& h) {
  const auto address = own_address(h);
  auto& own = names_.of(h.socket).own;
  if (address && own && *address == *own) return;
  own = address && is_a_name(*address) ? address : std::nullopt;
}

std::optional<Address> SocketStack::address_of(model::Place place, bool any) {
  const auto address = places_.address_of(place);
  return address && any ? with_port(every_address(family_), address->port()) : address;
}

model::Answer SocketStack::perform(const model::Bind& op) {
  const Held& h = held(op.slot);
  const bool is_given = op.place != model::Place::none;
  const auto address = is_given ? address_of(op.place, op.any) : usual_address(op.slot);
  if (!address) return failure(no_place);
  if (calls_->bind(h.fd, address->raw(), address->length) != 0) return failure(errno);
  if (is_given) names_.of(h.socket).own = address;
  else learn_own_name(h);
  return {};
}

model::Answer SocketStack::perform(const model::Listen& op) {
  const Held& h = held(op.slot);
  if (calls_->listen(h.fd, static_cast<int>(op.backlog)) != 0) return failure(errno);
  learn_own_name(h);
  return {};
}

// Where the other socket is named; a name without an address is reached at any address.
std::optional<Address> SocketStack::target_of(const model::Connect& op) {
  if (op.place != model::Place::none) return address_of(op.place, op.any);
  const auto address = own_address(held(op.to));
  if (!address || !is_unspecified(*address)) return address;
  return with_port(usual_address(op.to), address->port());
}

model::Answer SocketStack::perform(const model::Connect& op) {
  const Held& h = held(op.slot);
  const auto target = target_of(op);
  if (!target) return failure(no_place);
  const int result = calls_->connect(h.fd, target->raw(), target->length);
  const int error = result == 0 ? 0 : errno;
  note_connect(op, *target, error);
  return error == 0 ? model::Answer{} : failure(error);
}

void SocketStack::note_connect(const model::Connect& op, const Address& target, int error) {
  const Held& h = held(op.slot);
  // A second call only asks for the outcome; one that found the socket unconnected and failed has begun nothing.
  if (error == EINPROGRESS || (error == 0 && !names_.of(h.socket).peer)) {
    learn_own_name(h);
    SocketNames& names = names_.of(h.socket);
    const Address own = names.own.value_or(Address{});
    // The unspecified address stands for the socket's own.
    names.peer = op.any ? with_port(own, target.port()) : target;
    names_.add_connection({.active = own, .passive = *names.peer});
  } else if (error != 0 && error != EALREADY && error != EISCONN) {
    SocketNames& names = names_.of(h.socket);
    names.peer.reset();
    if (names.own && is_unspecified(*names.own)) learn_own_name(h);
  }
}

model::Answer SocketStack::perform(const model::Disconnect& op) {
  const Held& h = held(op.slot);
  sockaddr unspecified{};
  unspecified.sa_family = AF_UNSPEC;
  if (calls_->connect(h.fd, &unspecified, sizeof unspecified) != 0) return failure(errno);
  names_.of(h.socket).peer.reset();
  return {};
}

model::Answer SocketStack::perform(const model::Accept& op) {
  Address from;
  const int fd = calls_->accept(held(op.slot).fd, from.raw(), &from.length);
  return fd < 0 ? failure(errno) : put_accepted(op.made, fd, from);
}

model::Answer SocketStack::put_accepted(model::Slot slot, int accepted, const Address& from) {
  const int fd = away_from_calls(accepted);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  Held& made = held(slot);
  made = {.fd = fd, .socket = names_.add_socket({})};
  learn_own_name(made);
  const Address own = names_.of(made.socket).own.value_or(Address{});
  names_.of(made.socket).peer = from;
  return {.value = names_.first_with({.active = from, .passive = own}), .error = {}, .sigpipes = 0, .system_error = 0};
}

model::Answer SocketStack::perform(const model::AcceptAtLimit& op) {
  const NoMoreDescriptors limit;
  const int fd = calls_->accept(held(op.slot).fd, nullptr, nullptr);
  if (fd < 0) return failure(errno);
  calls_->close(fd);
  return {};
}

model::Answer SocketStack::perform(const model::Dup& op) {
  const int fd = away_from_calls(calls_->dup(held(op.slot).fd));
  if (fd < 0) return failure(errno);
  held(op.made) = {.fd = fd, .socket = held(op.slot).socket};
  return {};
}

std::string SocketStack::want_of_resources(const model::Operation& operation, const model::Answer& seen) const {
  const int error = seen.system_error;
  if (!seen.failed() || std::holds_alternative<model::AcceptAtLimit>(operation)) return {};
  if (is_about_descriptors_or_memory(error)) return std::string("a call could not be made: ") + std::strerror(error);
  if (!places_.why_none().empty()) return places_.why_none();
  const auto* bind = std::get_if<model::Bind>(&operation);
  const bool chooses = std::holds_alternative<model::Connect>(operation) || std::holds_alternative<model::Listen>(operation) ||
                       (bind != nullptr && bind->place == model::Place::none);
  const bool everywhere = std::holds_alternative<model::Listen>(operation);
  if (chooses && (error == EADDRNOTAVAIL || error == EADDRINUSE) && ports_are_used_up(family_, everywhere))
    return "no port is left in net.ipv4.ip_local_port_range: widen it, or wait a minute";
  return {};
}

}  // namespace socketcheck::sut
