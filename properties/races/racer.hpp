// Runs a race on a stack and judges it: is there an order that explains what the threads saw, and what was there afterwards?
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "properties/races/threads.hpp"

namespace socketcheck::properties {

// A call before or after the race, as it was seen.
struct SettledCall {
  model::Operation operation;
  model::Answer seen;
};

// What nothing explains. Without `afterwards` no order explains the racing calls; with it, the orders that do don't explain
// the last of the calls that follow.
struct Unexplained {
  std::vector<SettledCall> before;
  std::vector<SeenCall> racing;
  std::vector<SettledCall> after;
  bool afterwards = false;
  bool wrong_bytes = false;              // of the last call afterwards: its count is allowed, its bytes are not
  model::AllowedAnswers allowed;         // of the last call afterwards, or of the one before the race that deviates
};

struct Explained {
  bool overlapping = false;  // calls of two threads did
};

using RaceOutcome = std::variant<Explained, Unexplained, sut::CouldNotTest>;

class Racer {
 public:
  // Owns neither. `deadline`: how long what is owed after the race may take.
  Racer(sut::SocketStack& stack, const model::Book& book, sut::Milliseconds deadline);

  // Once; how the threads meet varies with `draw` and with the machine.
  RaceOutcome run(const model::Race& race, Draw& draw);

 private:
  RaceOutcome run_begun(const model::Race& race, Draw& draw);
  bool make_settled(const model::Operation& operation, bool arrivals_are_open, std::vector<SettledCall>& calls);
  model::Answer perform(const model::Operation& operation);
  bool explain(const model::Operation& operation, const model::Answer& seen, bool arrivals_are_open);

  sut::SocketStack& stack_;
  const model::Book& book_;
  sut::Milliseconds deadline_;
  model::Limits limits_;

  // Of the race that is run.
  model::Worlds worlds_;
  model::AllowedAnswers allowed_;
  bool wrong_bytes_ = false;
  std::string want_;  // of resources
};

}  // namespace socketcheck::properties
