#include "properties/races/threads.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <thread>

#include "sut/kernel/errors.hpp"
#include "sut/pattern.hpp"

namespace socketcheck::properties {
namespace {

using model::Answer;

constexpr int turns_before_yielding = 100'000;
constexpr std::uint64_t longest_spin = 500;  // turns; about as long as a call

// What the threads share. The counter is read before and after each call, so that its readings tell which call had ended
// when another began.
struct Shared {
  sut::Calls& calls;
  std::size_t threads = 0;
  std::atomic<std::size_t> ready{0};
  std::atomic<std::uint64_t> moments{0};
};

struct Accepted {
  int fd = -1;
  sut::Address from;
};

// A call with everything that it needs, so that the thread does nothing but make it.
struct Prepared {
  SeenCall seen;
  int fd = -1;
  std::uint64_t spin = 0;
  sut::Stream stream;            // of a send
  model::Position position = 0;  // of the thread's first send on the socket
  Accepted accepted;
};

Answer count_or_error(ssize_t result) { return result < 0 ? sut::failure(errno) : Answer{.value = result}; }

class Thread {
 public:
  Thread(Shared& shared, std::vector<Prepared>& calls) : shared_(shared), calls_(calls) {}

  void operator()() {
    ++shared_.ready;
    // Whoever gives up its core here comes too late to meet the others, unless there are too few cores for all.
    for (int turn = 0; shared_.ready < shared_.threads; ++turn)
      if (turn > turns_before_yielding) std::this_thread::yield();
    for (Prepared& prepared : calls_) {
      for (std::uint64_t turn = 0; turn < prepared.spin; ++turn) std::atomic_signal_fence(std::memory_order_seq_cst);
      model::RacingCall& call = prepared.seen.call;
      call.begun = shared_.moments++;
      call.seen = std::visit([&](const auto& op) { return make(op, prepared); }, call.operation);
      call.ended = shared_.moments++;
    }
  }

 private:
  Answer make(const model::Send& op, Prepared& prepared) {
    model::Position& sent = sent_[static_cast<std::size_t>(op.slot)];
    const auto data = sut::pattern(prepared.stream, prepared.position + sent, op.size);
    const int flags = MSG_NOSIGNAL | (op.dont_wait ? MSG_DONTWAIT : 0);
    const Answer answer = count_or_error(shared_.calls.send(prepared.fd, data.data(), data.size(), flags));
    if (!answer.failed()) sent += static_cast<model::Position>(answer.value);
    return answer;
  }
  Answer make(const model::Recv& op, Prepared& prepared) {
    const int flags = (op.peek ? MSG_PEEK : 0) | (op.dont_wait ? MSG_DONTWAIT : 0);
    const ssize_t got = shared_.calls.recv(prepared.fd, prepared.seen.bytes.data(), op.size, flags);
    const Answer answer = count_or_error(got);
    prepared.seen.bytes.resize(got > 0 ? std::min<std::size_t>(static_cast<std::size_t>(got), op.size) : 0);
    return answer;
  }
  Answer make(const model::Shutdown& op, Prepared& prepared) {
    constexpr int how[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
    return count_or_error(shared_.calls.shutdown(prepared.fd, how[static_cast<int>(op.half)]));
  }
  Answer make(const model::GetError&, Prepared& prepared) {
    int error = 0;
    socklen_t length = sizeof error;
    const int result = shared_.calls.getsockopt(prepared.fd, SOL_SOCKET, SO_ERROR, &error, &length);
    return result != 0 ? sut::failure(errno) : Answer{.value = static_cast<std::int64_t>(sut::error_of(error)), .system_error = error};
  }
  // Which connection it is, is told by its names once the race is over.
  Answer make(const model::Accept&, Prepared& prepared) {
    Accepted& accepted = prepared.accepted;
    accepted.fd = shared_.calls.accept(prepared.fd, accepted.from.raw(), &accepted.from.length);
    return accepted.fd < 0 ? sut::failure(errno) : Answer{};
  }
  template <class Op>
  Answer make(const Op&, Prepared&) {
    return {};  // why_no_race() knows no other
  }

  Shared& shared_;
  std::vector<Prepared>& calls_;
  std::array<model::Position, model::number_of_slots> sent_{};
};

Prepared prepare(sut::SocketStack& stack, const model::Operation& operation, const model::World& world, Draw& draw) {
  Prepared prepared;
  prepared.seen.call.operation = operation;
  prepared.fd = stack.descriptor(model::slot_of(operation));
  prepared.spin = draw.chance(0.5) ? 0 : draw.below(longest_spin);
  if (const auto* recv = std::get_if<model::Recv>(&operation)) prepared.seen.bytes.resize(recv->size);
  if (const auto* send = std::get_if<model::Send>(&operation)) {
    const model::View view = model::View::of(world, send->slot);
    prepared.stream = {view.connection().number, view.end_number()};
    prepared.position = view.outgoing().accepted;
  }
  return prepared;
}

}  // namespace

std::vector<SeenCall> race(sut::SocketStack& stack, const model::Race& race, const model::Worlds& before, Draw& draw) {
  std::vector<std::vector<Prepared>> prepared(race.threads.size());
  for (std::size_t thread = 0; thread < race.threads.size(); ++thread)
    for (const model::Operation& operation : race.threads[thread]) {
      Prepared& one = prepared[thread].emplace_back(prepare(stack, operation, before.front(), draw));
      one.seen.thread = thread;
      one.seen.step = prepared[thread].size() - 1;
    }
  Shared shared{.calls = stack.calls(), .threads = race.threads.size()};
  {
    std::vector<std::jthread> threads;
    for (auto& calls : prepared) threads.emplace_back(Thread(shared, calls));
  }
  std::vector<SeenCall> seen;
  for (auto& calls : prepared)
    for (Prepared& one : calls) {
      if (one.accepted.fd >= 0)
        one.seen.call.seen = stack.take_accepted(std::get<model::Accept>(one.seen.call.operation).made, one.accepted.fd, one.accepted.from);
      seen.push_back(std::move(one.seen));
    }
  return seen;
}

}  // namespace socketcheck::properties
