// In every reachable world exactly one row of a flavour says what a call may answer, and what an arrival does.
#include <unordered_set>

#include "model/text/show.hpp"
#include "tests/model/arrival_probe.hpp"
#include "tests/model/flavour_and_configuration.hpp"
#include "tests/model/packed_world.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {
namespace {

class ExactlyOneRow : public InEveryWorld {
 protected:
  // Each call that a program can make there, also those that the exploration leaves out.
  void look_at(const model::World& world) {
    if (!known_.insert(pack(rebased(world))).second) return;
    for (const model::Operation& call : calls_) {
      if (!model::is_made(world, call)) continue;
      ++looks_;
      const auto rows = rows_that_apply(book(), world, call);
      if (rows.size() == 1 || ++faults_ > 10) continue;
      ADD_FAILURE() << show(call) << " in the world " << show(world) << ": " << ids_of(book(), rows);
    }
  }
  std::uint64_t looks() const { return looks_; }

 private:
  std::vector<model::Operation> calls_ = every_call();
  std::unordered_set<PackedWorld> known_;
  std::uint64_t looks_ = 0;
  int faults_ = 0;
};

// Before anything has arrived, and when all of it has.
TEST_P(ExactlyOneRow, AppliesToEveryCall) {
  explore(book(), configuration(), [&](const Step& step) {
    look_at(step.before);
    for (const model::World& world : step.moved) look_at(world);
    for (const model::World& world : step.after) look_at(world);
  });
  EXPECT_GT(looks(), 10'000u);
}

TEST_P(ExactlyOneRow, AppliesToEveryArrival) {
  ArrivalProbe probe(book());
  explore(probe.book(), configuration());
  EXPECT_GT(probe.looks(), 100u);
  for (const std::string& fault : probe.faults()) ADD_FAILURE() << fault;
}

INSTANTIATE_TEST_SUITE_P(, ExactlyOneRow, all_flavours_and_configurations(), name_of);

// The tests above can fail: a row twice, and a row too few.
TEST(ASecondRowOrNone, IsNoted) {
  model::Book twice = *model::flavour("linux");
  twice.rows_of<model::Close>().push_back(twice.rows_of<model::Close>().front());
  const model::World world = model::world_of({}, {1000});
  EXPECT_EQ(ids_of(twice, rows_that_apply(twice, world, model::Close{})), "close.orderly and close.orderly");

  model::Book never = *model::flavour("linux");
  never.arrivals().fin.clear();
  ArrivalProbe probe(never);
  const Configuration closes{"close", {1000}, {model::Close{}}};
  EXPECT_THROW(explore(probe.book(), closes), NoWayOn);
  ASSERT_EQ(probe.faults().size(), 1u);
  EXPECT_EQ(probe.faults()[0], "arrival of a FIN in the world b ESTABLISHED; closed end FIN-WAIT-1: no row");
}

}  // namespace
}  // namespace socketcheck::tests
