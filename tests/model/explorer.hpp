// Explores every world that a book's rules can bring about, without any socket.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/follow.hpp"
#include "model/program.hpp"
#include "tests/model/packed_world.hpp"

namespace socketcheck::tests {

// What is explored: how much a direction surely takes, and the calls that are made in every world.
struct Configuration {
  std::string name;
  model::Limits limits;
  std::vector<model::Operation> calls;
  model::Position most_outstanding = 3;  // bytes in flight or unread, each way
  model::Start start = {};
  // From nothing there are ever more worlds, since SYNs and chosen ports are counted: so many calls are made at most.
  std::size_t most_calls = std::numeric_limits<std::size_t>::max();
};

// One call with one of its allowed answers.
struct Step {
  const model::Book& book;
  std::size_t number;              // of the world before
  const model::World& before;      // settled
  const model::Operation& call;
  const model::Answer& seen;
  const model::Worlds& moved;      // as the rules leave it: nothing has arrived yet
  const model::Worlds& after;      // settled, with what is late arrived or not; empty at a dead end
};
using Visit = std::function<void(const Step&)>;

// Thrown where the rules don't say how a world goes on: no row applies, settling never ends, or positions run away.
struct NoWayOn : std::logic_error {
  using std::logic_error::logic_error;
};

using model::answers_to_try;
using model::settle_each;

class Exploration : public model::RowSink {
 public:
  explicit Exploration(const model::Book& book, const Configuration& configuration);

  void run(const Visit& visit = {});
  // Called by a visit: it was the last one.
  void stop() { stopped_ = true; }

  const model::Book& book() const { return book_; }
  std::size_t size() const { return found_.size(); }
  std::uint64_t steps() const { return steps_; }
  // Positions count from what the reader has taken, so that the worlds are finitely many.
  model::World world(std::size_t number) const;
  // How often a call or an arrival used the row.
  std::uint64_t uses_of(model::RowNumber row) const { return uses_[static_cast<std::size_t>(row)]; }
  // The calls that lead to the world, and the world; for messages.
  std::string story_of(std::size_t number) const;
  std::string story_of(std::size_t number, const model::Operation& call, const model::Answer& seen) const;

  // Where the rules did not say how to go on.
  const std::vector<std::string>& dead_ends() const { return dead_ends_; }

  void used(model::RowNumber row) override;

 private:
  struct Found {
    PackedWorld packed;
    std::uint32_t from;
    std::uint16_t call;
    std::uint16_t depth;  // calls that lead to it
    model::Answer seen;
  };
  const model::Book& book_;
  Configuration configuration_;
  std::vector<Found> found_;
  std::vector<std::uint64_t> uses_;
  std::vector<std::string> dead_ends_;
  std::uint64_t steps_ = 0;
  int uses_in_this_step_ = 0;
  bool stopped_ = false;
};

// Each world once, in the order in which the shortest programs reach them. Throws NoWayOn at a dead end.
Exploration explore(const model::Book& book, const Configuration& configuration, const Visit& visit = {});

}  // namespace socketcheck::tests
