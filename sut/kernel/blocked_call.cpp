#include "sut/kernel/blocked_call.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

namespace socketcheck::sut {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds between_signals{10};
constexpr Milliseconds patience_at_the_end{1000};

int waking_signal() { return SIGRTMIN + 3; }

void do_nothing(int) {}

// Without SA_RESTART, so that what sleeps fails with EINTR.
void handle_waking_signal() {
  static const bool handled = [] {
    struct sigaction action{};
    action.sa_handler = do_nothing;
    return sigaction(waking_signal(), &action, nullptr) == 0;
  }();
  (void)handled;
}

// The third field of /proc/self/task/TID/stat, behind a name in brackets that may hold anything.
bool sleeps(pid_t thread) {
  std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/stat");
  std::string text;
  std::getline(file, text);
  const auto end = text.rfind(')');
  return end != std::string::npos && end + 2 < text.size() && text[end + 2] == 'S';
}

}  // namespace

struct BlockedCall::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  pid_t thread = 0;     // 0: it does not run yet
  pthread_t handle{};
  std::optional<Result> result;
};

BlockedCall::BlockedCall(std::function<long()> call) : shared_(std::make_shared<Shared>()) {
  handle_waking_signal();
  std::thread([shared = shared_, call = std::move(call)] {
    {
      const std::lock_guard lock(shared->mutex);
      shared->thread = gettid();
      shared->handle = pthread_self();
    }
    shared->changed.notify_all();
    const long value = call();
    const int error = value < 0 ? errno : 0;
    // The thread must not end before the lock is given back: its handle may then be used no more.
    const std::lock_guard lock(shared->mutex);
    shared->result = Result{value, error};
    shared->thread = 0;
    shared->changed.notify_all();
  }).detach();
  std::unique_lock lock(shared_->mutex);
  shared_->changed.wait(lock, [this] { return shared_->thread != 0 || shared_->result; });
}

BlockedCall::~BlockedCall() { interrupt(patience_at_the_end); }

void BlockedCall::await_rest(Milliseconds at_most) const {
  for (const auto end = Clock::now() + at_most; Clock::now() < end; std::this_thread::yield()) {
    pid_t thread = 0;
    {
      const std::lock_guard lock(shared_->mutex);
      if (shared_->result) return;
      thread = shared_->thread;
    }
    // It holds no lock while it sleeps, other than for an instant right before and behind its call.
    if (sleeps(thread)) return;
  }
}

std::optional<BlockedCall::Result> BlockedCall::await_result(Milliseconds at_most) const {
  std::unique_lock lock(shared_->mutex);
  shared_->changed.wait_for(lock, at_most, [this] { return shared_->result.has_value(); });
  return shared_->result;
}

bool BlockedCall::interrupt(Milliseconds at_most) {
  const auto end = Clock::now() + at_most;
  std::unique_lock lock(shared_->mutex);
  while (!shared_->result && Clock::now() < end) {
    pthread_kill(shared_->handle, waking_signal());
    shared_->changed.wait_for(lock, between_signals, [this] { return shared_->result.has_value(); });
  }
  return shared_->result.has_value();
}

}  // namespace socketcheck::sut
