#include "sut/threads/worker.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <thread>

namespace socketcheck::sut {

class Board {
 public:
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t done = 0;      // jobs so far
  std::uint64_t seen_done = 0;  // when somebody last waited
};

std::shared_ptr<Board> make_board() { return std::make_shared<Board>(); }

namespace {

constexpr int the_signal = SIGUSR1;
extern "C" void ignore_signal(int) {}

// The handler is there for the process; each worker alone lets the signal through. Without SA_RESTART a call ends.
void install_handler() {
  [[maybe_unused]] static const bool installed = [] {
    struct sigaction action {};
    action.sa_handler = ignore_signal;
    return sigaction(the_signal, &action, nullptr) == 0;
  }();
}

// Signals of the terminal and of timers are others' business.
void block_other_signals() {
  sigset_t all;
  sigfillset(&all);
  sigdelset(&all, the_signal);
  sigdelset(&all, SIGPIPE);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

auto until(Milliseconds at_most) { return std::chrono::system_clock::now() + at_most; }

}  // namespace

struct Worker::Thread {
  std::shared_ptr<Board> board;  // whose mutex guards what follows
  std::function<void()> job;     // empty: it waits for one
  bool done = false;
  bool ends = false;
  std::condition_variable wake;

  std::atomic<bool> in_job = false;
  std::atomic<int> id = 0;
  pthread_t handle{};
  int status = -1;  // /proc/self/task/ID/syscall

  ~Thread() {
    if (status >= 0) ::close(status);
  }

  void work() {
    block_other_signals();
    id = static_cast<int>(syscall(SYS_gettid));
    std::unique_lock lock(board->mutex);
    ++board->done;
    board->changed.notify_all();
    for (;;) {
      wake.wait(lock, [&] { return ends || (job && !done); });
      if (ends) return;
      const std::function<void()> mine = job;
      lock.unlock();
      in_job = true;
      mine();
      in_job = false;
      lock.lock();
      done = true;
      ++board->done;
      board->changed.notify_all();
    }
  }
};

void wait_for_any(Board& board, Milliseconds at_most) {
  std::unique_lock lock(board.mutex);
  board.changed.wait_until(lock, until(at_most), [&] { return board.done != board.seen_done; });
  board.seen_done = board.done;
}

std::string Worker::why_none() {
  const std::string path = "/proc/self/task/" + std::to_string(syscall(SYS_gettid)) + "/syscall";
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return "the kernel does not tell in which call a thread sleeps (" + path + ")";
  ::close(file);
  return {};
}

Worker::Worker(std::shared_ptr<Board> board) : board_(std::move(board)) { install_handler(); }

Worker::~Worker() {
  if (thread_ == nullptr) return;
  std::unique_lock lock(board_->mutex);
  const bool is_stuck = thread_->job && !thread_->done;
  thread_->ends = true;
  lock.unlock();
  thread_->wake.notify_one();
  if (is_stuck) pthread_detach(thread_->handle);
  else pthread_join(thread_->handle, nullptr);
}

// It keeps what it shares with its thread alive.
void Worker::start() {
  thread_ = std::make_shared<Thread>();
  thread_->board = board_;
  auto* kept = new std::shared_ptr<Thread>(thread_);
  const auto body = [](void* given) -> void* {
    const std::unique_ptr<std::shared_ptr<Thread>> mine(static_cast<std::shared_ptr<Thread>*>(given));
    (*mine)->work();
    return nullptr;
  };
  if (pthread_create(&thread_->handle, nullptr, body, kept) != 0) {
    delete kept;
    throw std::runtime_error("no thread can be made");
  }
  std::unique_lock lock(board_->mutex);
  board_->changed.wait(lock, [&] { return thread_->id != 0; });
  const std::string path = "/proc/self/task/" + std::to_string(thread_->id) + "/syscall";
  thread_->status = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

bool Worker::is_busy() const {
  if (thread_ == nullptr) return false;
  const std::scoped_lock lock(board_->mutex);
  return static_cast<bool>(thread_->job);
}

void Worker::begin(std::function<void()> job) {
  if (thread_ == nullptr) start();
  {
    const std::scoped_lock lock(board_->mutex);
    thread_->job = std::move(job);
    thread_->done = false;
  }
  thread_->wake.notify_one();
}

bool Worker::is_done() const {
  const std::scoped_lock lock(board_->mutex);
  return thread_->done;
}

// Between two looks at in_job the job has neither begun nor ended, so the call is one of the job's.
bool Worker::sleeps() const {
  if (!thread_->in_job) return false;
  char text[32] = {};
  const ssize_t size = ::pread(thread_->status, text, sizeof text - 1, 0);
  const bool in_a_call = size > 0 && text[0] >= '0' && text[0] <= '9';
  return in_a_call && thread_->in_job;
}

bool Worker::wait(Milliseconds at_most) {
  std::unique_lock lock(board_->mutex);
  return board_->changed.wait_until(lock, until(at_most), [&] { return thread_->done; });
}

void Worker::finish() {
  const std::scoped_lock lock(board_->mutex);
  thread_->job = nullptr;
  thread_->done = false;
}

void Worker::signal() { pthread_kill(thread_->handle, the_signal); }

void Worker::leave_behind() {
  {
    const std::scoped_lock lock(board_->mutex);
    thread_->ends = true;
  }
  pthread_detach(thread_->handle);
  thread_ = nullptr;
  left_any_behind_ = true;
}

}  // namespace socketcheck::sut
