// A thread that makes one call after the other for others, who look on.
//
// What is relied on: /proc/self/task/TID/syscall (proc(5)) is "running", or begins with the number of the system call that
// the thread sleeps in; the kernel says so only of a thread that is off the processor and stays there until it is woken.
// A thread that never comes back from a call is left behind; it touches nothing but its own job.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sut/stack.hpp"

namespace socketcheck::sut {

// Where workers say that they are done. Shared by those who work for one stack.
class Board;
std::shared_ptr<Board> make_board();
// Returns when a worker is done that was not before, at the latest after `at_most`.
void wait_for_any(Board& board, Milliseconds at_most);

class Worker {
 public:
  explicit Worker(std::shared_ptr<Board> board);
  // A job that is not done is left behind with its thread.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Why none can be watched; empty: they can.
  static std::string why_none();

  bool is_busy() const;
  // Begins the job; the worker has none. What it needs later than the job's owner lives must be its own.
  void begin(std::function<void()> job);
  bool is_done() const;
  // The job's thread sleeps in a system call.
  bool sleeps() const;
  // True: it was done within that time.
  bool wait(Milliseconds at_most);
  // The job was done, and its results may be looked at; the worker is free.
  void finish();
  // Sends the thread a signal, whose handler does nothing; it ends the system call that the thread sleeps in.
  void signal();
  // Lets the thread go with its job; the worker gets another one. True if that was ever done.
  void leave_behind();
  bool left_any_behind() const { return left_any_behind_; }

 private:
  struct Thread;
  void start();

  std::shared_ptr<Board> board_;
  std::shared_ptr<Thread> thread_;
  bool left_any_behind_ = false;
};

}  // namespace socketcheck::sut
