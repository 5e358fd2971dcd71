// The calls of SocketStack that wait in threads of their own.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "sut/kernel/errors.hpp"
#include "sut/kernel/socket_stack.hpp"

namespace socketcheck::sut {
namespace {

constexpr Milliseconds longest_way_to_rest{5000};
constexpr Milliseconds patience_with_a_signal{1000};

// While it lives, calls on the descriptor wait. A call that has begun to wait is not touched by what is set later: the flag
// is read when the call begins.
class MayWait {
 public:
  explicit MayWait(int fd) : fd_(fd), flags_(fcntl(fd, F_GETFL)) { fcntl(fd_, F_SETFL, flags_ & ~O_NONBLOCK); }
  ~MayWait() { fcntl(fd_, F_SETFL, flags_); }
  MayWait(const MayWait&) = delete;
  MayWait& operator=(const MayWait&) = delete;

 private:
  int fd_;
  int flags_;
};

}  // namespace

void SocketStack::begin_waiting(const model::Begin& op, std::span<const std::byte> data) {
  const int fd = held(op.slot).fd;
  auto shared = std::make_shared<WaitingCall::Data>();
  shared->bytes.assign(data.begin(), data.end());
  if (op.call == model::Waiting::recv) shared->bytes.resize(op.size);
  shared->polled = {fd, every_poll_event, 0};
  const auto call = [calls = calls_.get(), fd, shared, what = op.call]() -> long {
    switch (what) {
      case model::Waiting::send: return calls->send(fd, shared->bytes.data(), shared->bytes.size(), MSG_NOSIGNAL);
      case model::Waiting::accept: return calls->accept(fd, shared->from.raw(), &shared->from.length);
      case model::Waiting::poll: return calls->poll(&shared->polled, 1, -1);
      case model::Waiting::recv: break;
    }
    return calls->recv(fd, shared->bytes.data(), shared->bytes.size(), 0);
  };
  const MayWait flag(fd);
  auto blocked = std::make_unique<BlockedCall>(call);
  blocked->await_rest(longest_way_to_rest);
  waiting(op.slot) = WaitingCall{op, shared, std::move(blocked)};
}

std::optional<model::Answer> SocketStack::take_answer(model::Slot slot, Milliseconds at_most) {
  const BlockedCall& call = *waiting(slot)->call;
  if (at_most.count() == 0) call.await_rest(longest_way_to_rest);
  const auto result = call.await_result(at_most);
  if (!result) return std::nullopt;
  const model::Answer answer = answer_of(*waiting(slot), *result);
  waiting(slot).reset();
  return answer;
}

std::optional<model::Answer> SocketStack::interrupt(model::Slot slot) {
  waiting(slot)->call->interrupt(patience_with_a_signal);
  return take_answer(slot, Milliseconds{0});
}

model::Answer SocketStack::answer_of(const WaitingCall& waiting, const BlockedCall::Result& result) {
  received_ = {};
  if (result.value < 0) return failure(result.error);
  switch (waiting.op.call) {
    case model::Waiting::accept: return take_accepted(waiting.op.made, static_cast<int>(result.value), waiting.data->from);
    case model::Waiting::poll: return {.value = events_of(waiting.data->polled.revents)};
    case model::Waiting::send: break;
    case model::Waiting::recv:
      const auto count = std::min(static_cast<std::size_t>(result.value), waiting.data->bytes.size());
      std::copy_n(waiting.data->bytes.begin(), count, buffer_.begin());
      received_ = {buffer_.data(), count};
  }
  return {.value = result.value};
}

// What can't be woken keeps what it may still use: the calls are then never destroyed.
void SocketStack::end_waiting_calls() {
  for (int slot = 0; slot < model::number_of_slots; ++slot) {
    auto& one = waiting_[static_cast<std::size_t>(slot)];
    if (!one) continue;
    if (!interrupt(static_cast<model::Slot>(slot))) is_stuck_ = true;
    one.reset();
  }
}

}  // namespace socketcheck::sut
