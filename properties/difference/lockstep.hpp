// Runs one program on two stacks at once, call by call, with no model in between: after each call both must show the
// same, at the latest when the deadline has passed.
//
// What may differ is made the same where that is possible, and else ends the comparison of the program:
//   * a read that got fewer bytes, or nothing yet, is continued until it got as many;
//   * a write that took fewer bytes, too; but where more is outstanding than both stacks surely take, the rest of the
//     program is not compared, because how much a buffer holds is nobody's promise;
//   * a connection that is not there yet is waited for.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "model/program.hpp"
#include "properties/difference/transfers.hpp"
#include "properties/generators/occupancy.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

struct Disagreement {
  std::size_t step = 0;  // from 0; the number of calls: after the last one
  std::string subject;   // `poll(b)` where the suite's own look differs; empty: the call itself
  std::string first;     // what the first stack answered
  std::string second;
  std::string kind;      // equal for the same difference
};

struct LockstepStep {
  std::string call;
  std::string first;
  std::string second;
};

struct LockstepResult {
  std::optional<Disagreement> disagreement;
  std::optional<sut::CouldNotTest> could_not_test;
  bool was_left_early = false;  // compared only up to a transfer beyond what both stacks surely take
  std::vector<LockstepStep> steps;
};

class Lockstep {
 public:
  // Owns neither.
  Lockstep(sut::Stack& first, sut::Stack& second);

  // Runs the program on both and cleans up after it, whatever happens.
  LockstepResult run(const model::Program& program);

  // What both can do.
  const sut::Abilities& abilities() const { return abilities_; }
  // How long the two may take to agree.
  void set_deadline(sut::Milliseconds deadline) { deadline_ = deadline; }
  // Ten times the longest that they took so far, at least 100 ms.
  sut::Milliseconds short_deadline() const;
  // While the flag is set nothing is waited for. Not owned, may be null.
  void set_stop(const std::atomic<bool>* stop) { stop_ = stop; }
  std::uint64_t calls() const { return calls_; }

 private:
  struct Both {
    model::Answer first;
    model::Answer second;
  };

  std::optional<sut::CouldNotTest> begin(const model::Start& start);
  void make_calls(const model::Program& program);
  bool make_call(const model::Operation& operation);
  bool is_made(const model::Operation& operation);
  model::Answer perform(sut::Stack& stack, const model::Operation& operation, model::Position sent = 0);
  void make_alike(const model::Operation& operation, Both& answers);
  bool call_again(sut::Stack& stack, const model::Operation& operation, model::Answer& behind, const model::Answer& ahead);
  bool is_for_want_of_resources(const model::Operation& operation, const Both& answers);
  bool bytes_are_alike(const model::Operation& operation) const;
  void note(const model::Operation& operation, const Both& answers);
  bool looks_are_alike();
  void compare_ends(const model::Program& program);
  bool end_is_alike(int connection, int end);
  void disagree(const model::Operation& asked, const std::string& subject, const Both& answers);
  bool is_stopped() const { return stop_ != nullptr && *stop_; }
  void note_settling(std::chrono::steady_clock::time_point begin);

  sut::Stack& first_;
  sut::Stack& second_;
  sut::Abilities abilities_;
  model::Position floor_;
  sut::Milliseconds deadline_{5000};
  std::chrono::nanoseconds longest_settling_{0};
  const std::atomic<bool>* stop_ = nullptr;
  std::uint64_t calls_ = 0;

  // Of the program that runs.
  std::size_t step_ = 0;
  std::optional<Occupancy> held_;
  std::optional<Transfers> transfers_;
  int connections_ = 0;  // that were begun
  std::vector<std::byte> received_by_first_;
  std::vector<std::byte> received_by_second_;
  LockstepResult result_;
};

}  // namespace socketcheck::properties
