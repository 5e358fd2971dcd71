#include "sut/kernel/socket_stack.hpp"

#include <linux/tcp.h>
#include <netinet/in.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sut/kernel/errors.hpp"
#include "sut/kernel/limits.hpp"
#include "sut/kernel/option_names.hpp"
#include "sut/kernel/overflows.hpp"
#include "sut/kernel/sigpipe.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::sut {
namespace {

constexpr short glance_events = POLLIN | POLLPRI | POLLOUT | POLLRDHUP;

int option(Calls& calls, int fd, int level, int name) {
  int value = 0;
  socklen_t length = sizeof value;
  return calls.getsockopt(fd, level, name, &value, &length) == 0 ? value : 0;
}

}  // namespace

SocketStack::SocketStack(std::unique_ptr<Calls> calls, Family family, model::Transport transport)
    : calls_(std::move(calls)), family_(family), maker_(*calls_, family),
      places_(family, transport == model::Transport::datagram ? SOCK_DGRAM : SOCK_STREAM), buffer_(largest_transfer) {
  count_sigpipes();
}

SocketStack::~SocketStack() {
  abandon();
  if (is_stuck_) static_cast<void>(calls_.release());
}

Abilities SocketStack::abilities() const { return {.end_states = diag_.works(), .other_flags = calls_->passes_other_flags(), .waiting_calls = calls_->may_wait()}; }

model::Limits SocketStack::limits() {
  const model::StartPair start;
  if (begin(start)) return {};
  model::Limits least = limits_for({});
  least.window = ~model::Position{0};
  for (const auto& [from, to] : {std::pair{start.active, start.passive}, std::pair{start.passive, start.active}}) {
    const Buffers buffers{.receive = option(*calls_, held(to).fd, SOL_SOCKET, SO_RCVBUF),
                          .send = option(*calls_, held(from).fd, SOL_SOCKET, SO_SNDBUF)};
    least.window = std::min(least.window, limits_for(buffers).window);
  }
  abandon();
  least.one_address = family_ == Family::ipv6;
  least.every_address_is_given = family_ == Family::mapped;  // measured: Linux 6.18
  return least;
}

std::optional<CouldNotTest> SocketStack::begin(const model::Start& start) {
  names_.program_begins();
  places_.program_begins();
  if (const auto* pair = std::get_if<model::StartPair>(&start)) return begin_pair(*pair);
  calls_->program_begins();
  return begin_with(model::calls_of(start));
}

std::optional<CouldNotTest> SocketStack::begin_with(const std::vector<model::Operation>& calls) {
  for (const model::Operation& call : calls) {
    const model::Answer answer = perform_plain(*this, call);
    if (!answer.failed()) continue;
    const std::string want = want_of_resources(call, answer);
    return CouldNotTest{want.empty() ? std::string("the start failed: ") + std::strerror(answer.system_error) : want};
  }
  return std::nullopt;
}

std::optional<CouldNotTest> SocketStack::begin_pair(const model::StartPair& start) {
  auto made = maker_.make();
  if (auto* failed = std::get_if<CouldNotTest>(&made)) return *failed;
  const Pair& pair = std::get<Pair>(made);
  names_.set_pair({pair.active_name, pair.passive_name});
  held(start.active) = {.fd = pair.active, .socket = names_.add_socket({pair.active_name, pair.passive_name})};
  held(start.passive) = {.fd = pair.passive, .socket = names_.add_socket({pair.passive_name, pair.active_name})};
  calls_->pair_begins(pair.active, pair.passive);
  return std::nullopt;
}

model::Answer SocketStack::number_of(int result) {
  return result < 0 ? failure(errno) : model::Answer{.value = result};
}

model::Answer SocketStack::perform(const model::Shutdown& op) {
  constexpr int how[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
  return number_of(calls_->shutdown(held(op.slot).fd, how[static_cast<int>(op.half)]));
}

model::Answer SocketStack::close_descriptor(Held& h) {
  const model::Answer answer = number_of(calls_->close(h.fd));
  h.fd = -1;
  return answer;
}

model::Answer SocketStack::perform(const model::Close& op) { return close_descriptor(held(op.slot)); }

model::Answer SocketStack::perform(const model::Abort& op) {
  const linger now{.l_onoff = 1, .l_linger = 0};
  calls_->setsockopt(held(op.slot).fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  return close_descriptor(held(op.slot));
}

model::Answer SocketStack::perform(const model::Poll& op) {
  pollfd polled{held(op.slot).fd, every_poll_event, 0};
  if (calls_->poll(&polled, 1, 0) < 0) return failure(errno);
  return {.value = events_of(polled.revents)};
}

model::Answer SocketStack::perform(const model::GetError& op) {
  int error = 0;
  socklen_t length = sizeof error;
  if (calls_->getsockopt(held(op.slot).fd, SOL_SOCKET, SO_ERROR, &error, &length) != 0) return failure(errno);
  return {.value = static_cast<std::int64_t>(error_of(error)), .system_error = error};
}

model::Answer SocketStack::perform(const model::SetLinger& op) {
  const linger value{.l_onoff = op.linger.on ? 1 : 0, .l_linger = op.linger.seconds};
  return number_of(calls_->setsockopt(held(op.slot).fd, SOL_SOCKET, SO_LINGER, &value, sizeof value));
}

model::Answer SocketStack::perform(const model::GetLinger& op) {
  linger value{};
  socklen_t length = sizeof value;
  if (calls_->getsockopt(held(op.slot).fd, SOL_SOCKET, SO_LINGER, &value, &length) != 0) return failure(errno);
  return {.value = value.l_onoff != 0 ? value.l_linger : -1};
}

model::Answer SocketStack::perform(const model::SetNoDelay& op) {
  const int value = op.on ? 1 : 0;
  return number_of(calls_->setsockopt(held(op.slot).fd, IPPROTO_TCP, TCP_NODELAY, &value, sizeof value));
}

model::Answer SocketStack::perform(const model::GetNoDelay& op) {
  int value = 0;
  socklen_t length = sizeof value;
  if (calls_->getsockopt(held(op.slot).fd, IPPROTO_TCP, TCP_NODELAY, &value, &length) != 0) return failure(errno);
  return {.value = value};
}

model::Answer SocketStack::perform(const model::SetOption& op) {
  const int value = static_cast<int>(op.value);
  return number_of(calls_->setsockopt(held(op.slot).fd, SOL_SOCKET, name_at_socket_level(op.option), &value, sizeof value));
}

model::Answer SocketStack::perform(const model::GetOption& op) {
  int value = 0;
  socklen_t length = sizeof value;
  if (calls_->getsockopt(held(op.slot).fd, SOL_SOCKET, name_at_socket_level(op.option), &value, &length) != 0) return failure(errno);
  return {.value = value};
}

model::Answer SocketStack::name_of(int result, const Address& address, const Held& h) {
  if (result != 0) return failure(errno);
  return {.value = names_.meaning_of(address, h.socket)};
}

model::Answer SocketStack::perform(const model::GetSockName& op) {
  Address address;
  const int result = calls_->getsockname(held(op.slot).fd, address.raw(), &address.length);
  return name_of(result, address, held(op.slot));
}

model::Answer SocketStack::perform(const model::GetPeerName& op) {
  Address address;
  const int result = calls_->getpeername(held(op.slot).fd, address.raw(), &address.length);
  return name_of(result, address, held(op.slot));
}

// Only the first bytes are wanted; the state is the first of them.
std::optional<std::uint8_t> SocketStack::tcp_state(int fd) {
  alignas(tcp_info) std::uint8_t info[8] = {};
  socklen_t length = sizeof info;
  if (calls_->getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &length) != 0) return std::nullopt;
  return info[0];
}

model::Answer SocketStack::perform(const model::TcpInfo& op) {
  const auto state = tcp_state(held(op.slot).fd);
  if (!state) return failure(errno);
  return {.value = static_cast<std::int64_t>(state_of(*state))};
}

void SocketStack::glance(const model::Questions& questions, model::Glance& glance) {
  pollfd polled[model::number_of_slots];
  int slots[model::number_of_slots];
  nfds_t count = 0;
  for (int slot = 0; slot < model::number_of_slots; ++slot) {
    glance.slots[static_cast<std::size_t>(slot)].reset();
    if (held_[static_cast<std::size_t>(slot)].fd < 0) continue;
    polled[count] = {held_[static_cast<std::size_t>(slot)].fd, glance_events, 0};
    slots[count++] = slot;
  }
  if (count > 0) calls_->poll(polled, count, 0);
  for (nfds_t i = 0; i < count; ++i) {
    model::Look& look = glance.slots[static_cast<std::size_t>(slots[i])].emplace();
    look.events = events_of(polled[i].revents) & model::glanced_events;
    const std::uint8_t bit = model::bit(static_cast<model::Slot>(slots[i]));
    if (int bytes = 0; (questions.unread & bit) != 0 && calls_->unread_bytes(polled[i].fd, &bytes) == 0)
      look.unread = static_cast<model::Position>(bytes);
    if ((questions.state & bit) != 0)
      if (const auto state = tcp_state(polled[i].fd)) look.state = state_of(*state);
  }
}

void SocketStack::wait(Milliseconds at_most) {
  int descriptors[model::number_of_slots];
  std::size_t count = 0;
  for (const Held& h : held_)
    if (h.fd >= 0) descriptors[count++] = h.fd;
  waiter_.wait({descriptors, count}, at_most);
}

std::optional<model::State> SocketStack::end_state(int connection, int end) {
  const ConnectionNames& names = names_.of_connection(connection);
  return end == 0 ? diag_.state_of_end(names.active, names.passive) : diag_.state_of_end(names.passive, names.active);
}

bool SocketStack::dropped_time_waits() { return time_waits_overflowed(); }

void SocketStack::abandon() {
  end_waiting_calls();
  for (int slot = 0; slot < model::number_of_slots; ++slot)
    if (held_[static_cast<std::size_t>(slot)].fd >= 0) perform(model::Abort{static_cast<model::Slot>(slot)});
  calls_->pair_ends();
  calls_->program_ends();
}

}  // namespace socketcheck::sut
