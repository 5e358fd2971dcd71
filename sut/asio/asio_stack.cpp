#include "sut/asio/asio_stack.hpp"

#include <poll.h>

#include <algorithm>

#include "sut/asio/asio_options.hpp"
#include "sut/kernel/errors.hpp"
#include "sut/kernel/limits.hpp"
#include "sut/kernel/overflows.hpp"
#include "sut/kernel/sigpipe.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::sut::inline SOCKETCHECK_ASIO {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr short glance_events = POLLIN | POLLPRI | POLLOUT | POLLRDHUP;

// Asio halves what Linux reports, and the floors are of what Linux reports.
template <class Size>
int buffer_size(const tcp::socket& socket) {
  error_code error;
  Size size;
  socket.get_option(size, error);
  return error ? 0 : 2 * size.value();
}

}  // namespace

// Asio sends with MSG_NOSIGNAL; that no signal comes is counted nevertheless.
AsioStack::AsioStack() : buffer_(largest_transfer) { count_sigpipes(); }

AsioStack::~AsioStack() { abandon(); }

Abilities AsioStack::abilities() const {
  return {.zero_length_calls = false, .sigpipe = false, .end_states = diag_.works(), .fresh_sockets = false};
}

model::Limits AsioStack::limits() {
  const model::StartPair start;
  if (begin(start)) return {};
  model::Limits least = limits_for({});
  least.window = ~model::Position{0};
  for (const auto& [from, to] : {std::pair{start.active, start.passive}, std::pair{start.passive, start.active}}) {
    const Buffers buffers{.receive = buffer_size<tcp::socket::receive_buffer_size>(socket(to)),
                          .send = buffer_size<tcp::socket::send_buffer_size>(socket(from))};
    least.window = std::min(least.window, limits_for(buffers).window);
  }
  abandon();
  return least;
}

std::optional<CouldNotTest> AsioStack::begin(const model::Start& start) {
  if (const auto* pair = std::get_if<model::StartPair>(&start)) return begin_pair(*pair);
  return CouldNotTest{"the stack makes no sockets one by one"};
}

std::optional<CouldNotTest> AsioStack::begin_pair(const model::StartPair& start) {
  auto made = maker_->make();
  if (auto* failed = std::get_if<CouldNotTest>(&made)) return *failed;
  auto& pair = std::get<AsioPair>(made);
  names_ = {pair.active_name, pair.passive_name};
  held(start.active) = {.socket = std::move(pair.active), .end = 0};
  held(start.passive) = {.socket = std::move(pair.passive), .end = 1};
  return std::nullopt;
}

void AsioStack::glance(const model::Questions& questions, model::Glance& glance) {
  pollfd polled[model::number_of_slots];
  std::size_t slots[model::number_of_slots];
  nfds_t count = 0;
  for (std::size_t slot = 0; slot < held_.size(); ++slot) {
    glance.slots[slot].reset();
    if (!held_[slot].socket) continue;
    polled[count] = {held_[slot].socket->native_handle(), glance_events, 0};
    slots[count++] = slot;
  }
  if (count > 0) ::poll(polled, count, 0);
  for (nfds_t i = 0; i < count; ++i) {
    const Socket& socket = *held_[slots[i]].socket;
    model::Look& look = glance.slots[slots[i]].emplace();
    look.events = events_of(polled[i].revents) & model::glanced_events;
    const std::uint8_t bit = model::bit(static_cast<model::Slot>(slots[i]));
    error_code error;
    if ((questions.unread & bit) != 0)
      if (const std::size_t bytes = socket.available(error); !error) look.unread = bytes;
    if ((questions.state & bit) != 0) {
      TcpInfoBegin info;
      socket.get_option(info, error);
      if (!error) look.state = state_of(info.value[0]);
    }
  }
}

void AsioStack::wait(Milliseconds at_most) {
  int descriptors[model::number_of_slots];
  std::size_t count = 0;
  for (Held& h : held_)
    if (h.socket) descriptors[count++] = h.socket->native_handle();
  waiter_.wait({descriptors, count}, at_most);
}

std::optional<model::State> AsioStack::end_state(int, int end) {
  return diag_.state_of_end(names_[static_cast<std::size_t>(end)], names_[static_cast<std::size_t>(1 - end)]);
}

bool AsioStack::dropped_time_waits() { return time_waits_overflowed(); }

void AsioStack::abandon() {
  for (std::size_t slot = 0; slot < held_.size(); ++slot)
    if (held_[slot].socket) perform(model::Abort{static_cast<model::Slot>(slot)});
}

}  // namespace socketcheck::sut
