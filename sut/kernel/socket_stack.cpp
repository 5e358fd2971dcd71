#include "sut/kernel/socket_stack.hpp"

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "sut/kernel/errors.hpp"
#include "sut/kernel/limits.hpp"
#include "sut/kernel/option_names.hpp"
#include "sut/kernel/overflows.hpp"
#include "sut/kernel/sigpipe.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::sut {
namespace {

constexpr short every_event = POLLIN | POLLPRI | POLLOUT | POLLRDHUP | POLLRDNORM | POLLRDBAND | POLLWRNORM | POLLWRBAND;
constexpr short glance_events = POLLIN | POLLPRI | POLLOUT | POLLRDHUP;

int option(Calls& calls, int fd, int level, int name) {
  int value = 0;
  socklen_t length = sizeof value;
  return calls.getsockopt(fd, level, name, &value, &length) == 0 ? value : 0;
}

// Only the first bytes are wanted; the state is the first of them.
std::optional<std::uint8_t> tcp_state_by(Calls& calls, int fd) {
  alignas(tcp_info) std::uint8_t info[8] = {};
  socklen_t length = sizeof info;
  if (calls.getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &length) != 0) return std::nullopt;
  return info[0];
}

template <class StateOf>
void glance_at(Calls& calls, const std::array<int, model::number_of_slots>& descriptors, const model::Questions& questions, StateOf state_of_fd,
               model::Glance& glance) {
  pollfd polled[model::number_of_slots];
  std::size_t slots[model::number_of_slots];
  nfds_t count = 0;
  for (std::size_t slot = 0; slot < descriptors.size(); ++slot) {
    glance.slots[slot].reset();
    if (descriptors[slot] < 0) continue;
    polled[count] = {descriptors[slot], glance_events, 0};
    slots[count++] = slot;
  }
  if (count > 0) calls.poll(polled, count, 0);
  for (nfds_t i = 0; i < count; ++i) {
    model::Look& look = glance.slots[slots[i]].emplace();
    look.events = events_of(polled[i].revents) & model::glanced_events;
    const std::uint8_t bit = model::bit(static_cast<model::Slot>(slots[i]));
    if (int bytes = 0; (questions.unread & bit) != 0 && calls.unread_bytes(polled[i].fd, &bytes) == 0)
      look.unread = static_cast<model::Position>(bytes);
    if ((questions.state & bit) != 0)
      if (const auto state = state_of_fd(polled[i].fd)) look.state = state_of(*state);
  }
}

}  // namespace

SocketStack::SocketStack(std::unique_ptr<Calls> calls, Family family, model::Transport transport)
    : calls_(transport == model::Transport::datagram ? std::move(calls) : in_threads(std::move(calls))), family_(family), maker_(*calls_, family),
      places_(family, transport == model::Transport::datagram ? SOCK_DGRAM : SOCK_STREAM), buffer_(largest_transfer) {
  count_sigpipes();
}

SocketStack::~SocketStack() { abandon(); }

std::unique_ptr<Calls> SocketStack::in_threads(std::unique_ptr<Calls> calls) {
  if (calls == nullptr || !calls->works_in_threads()) return calls;
  const std::shared_ptr<Calls> shared = std::move(calls);
  const auto board = make_board();
  auto limited = std::make_unique<LimitedCalls>(shared, board);
  limited_ = limited.get();
  callers_ = std::make_unique<KernelCallers>(*limited, shared, board);
  callers_->set_descriptors([this](model::Slot slot) { return held(slot).fd; });
  callers_->set_accepted([this](model::Slot made, int fd, const Address& from) { return put_accepted(made, fd, from); });
  callers_->set_connecting({[this](const model::Connect& op) { return target_of(op); },
                            [this](const model::Connect& op, int fd, const Address& to, int error) {
                              const Held& h = held(op.slot);
                              const bool was_under_way = error == EINPROGRESS && names_.of(h.socket).peer.has_value();
                              if (h.fd == fd && !was_under_way) note_connect(op, to, error);
                            }});
  return limited;
}

Abilities SocketStack::abilities() const {
  const bool threads = callers_ != nullptr && callers_->why_none().empty();
  return {.end_states = diag_.works(), .other_flags = calls_->passes_other_flags(), .threads = threads};
}

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
    const model::Answer answer = std::visit(
        [&]<class Op>(const Op& op) {
          if constexpr (std::is_same_v<Op, model::Send> || std::is_same_v<Op, model::SendTo> || !model::has_rows<Op>) return model::Answer{};
          else return perform(op);
        },
        call);
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
  pollfd polled{held(op.slot).fd, every_event, 0};
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

std::optional<std::uint8_t> SocketStack::tcp_state(int fd) { return tcp_state_by(*calls_, fd); }

model::Answer SocketStack::perform(const model::TcpInfo& op) {
  const auto state = tcp_state(held(op.slot).fd);
  if (!state) return failure(errno);
  return {.value = static_cast<std::int64_t>(state_of(*state))};
}

// What does not answer shows what no world does.
void SocketStack::glance(const model::Questions& questions, model::Glance& glance) {
  std::array<int, model::number_of_slots> descriptors{};
  for (std::size_t slot = 0; slot < descriptors.size(); ++slot) descriptors[slot] = held_[slot].fd;
  if (limited_ == nullptr || !limited_->has_limit())
    return glance_at(*calls_, descriptors, questions, [this](int fd) { return tcp_state(fd); }, glance);
  const auto seen = std::make_shared<model::Glance>();
  const bool returned = limited_->make_all([=](Calls& calls) {
    glance_at(calls, descriptors, questions, [&calls](int fd) { return tcp_state_by(calls, fd); }, *seen);
  });
  for (std::size_t slot = 0; slot < descriptors.size(); ++slot) {
    glance.slots[slot].reset();
    if (descriptors[slot] >= 0 && !returned) glance.slots[slot] = model::Look{.events = model::event::nval};
    else if (returned) glance.slots[slot] = seen->slots[slot];
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
  if (callers_ != nullptr) callers_->abandon();
  if (limited_ != nullptr) limited_->set_limit(Milliseconds{0});
  if (limited_ != nullptr && limited_->is_stuck()) abandon_descriptors();
  for (int slot = 0; slot < model::number_of_slots; ++slot)
    if (held_[static_cast<std::size_t>(slot)].fd >= 0) perform(model::Abort{static_cast<model::Slot>(slot)});
  calls_->pair_ends();
  calls_->program_ends();
}

int SocketStack::away_from_calls(int fd) const {
  while (callers_ != nullptr && fd >= 0 && callers_->is_in_use(fd)) {
    const int other = ::fcntl(fd, F_DUPFD_CLOEXEC, fd + 1);
    if (other < 0) return fd;
    ::close(fd);
    fd = other;
  }
  return fd;
}

// A stack in which a call has not returned is not asked once more.
void SocketStack::abandon_descriptors() {
  for (Held& h : held_)
    if (h.fd >= 0) ::close(std::exchange(h.fd, -1));
}

}  // namespace socketcheck::sut
