// The rows about datagrams in every world that a few calls reach: exactly one applies, each refuses something, Linux's choose
// inside the standards' freedom, and the worlds stay sound.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "model/datagrams/rule.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "tests/model/datagram_worlds.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;
namespace datagrams = model::datagrams;

constexpr std::size_t depth = 3;

class InEveryDatagramWorld : public testing::TestWithParam<std::string_view>, public RowSink {
 protected:
  const Book& book() const { return *flavour(GetParam(), Transport::datagram); }
  void explore(const VisitDatagramStep& visit) {
    for (const Limits& limits : {roomy, cramped}) explore_datagrams(book(), limits, depth, visit, this);
  }
  void used(RowNumber row) override { uses_.insert(row); }

  std::set<RowNumber> uses_;
};

template <class Op>
datagrams::View view_for(const World& world, const Op& op) {
  return {const_cast<World&>(world), std::is_same_v<Op, NewSocket> ? nobody : world.socket_of(op.slot)};
}

template <class Op>
std::vector<Allowed> answers_of(const datagrams::Rule<Op>& rule, const datagrams::View& view, const Op& op) {
  std::vector<Allowed> answers = {rule.allows(view, op)};
  for (const auto& other : rule.also)
    if (other.allows != nullptr) answers.push_back(other.allows(view, op));
  std::erase(answers, nothing());
  return answers;
}

TEST_P(InEveryDatagramWorld, ExactlyOneRowApplies) {
  std::uint64_t looks = 0;
  explore([&](const DatagramStep& step) {
    std::visit(
        [&]<class Op>(const Op& op) {
          const datagrams::View view = view_for(step.before, op);
          const auto& rows = book().datagram_rows_of<Op>();
          const auto applying = std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.rule->when(view, op); });
          EXPECT_EQ(applying, 1) << show(step.call) << " in the world " << show(step.before);
          ++looks;
        },
        step.call);
    for (const World& world : step.moved)
      for (const Datagram& d : world.datagrams.datagrams) {
        if (d.receiver != nobody) continue;
        const datagrams::View sender(const_cast<World&>(world), d.sender);
        const auto& rows = book().datagram_arrivals();
        EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.rule->when(sender, d); }), 1)
            << "an arrival in the world " << show(world);
      }
  });
  EXPECT_GT(looks, 10'000u);
}

TEST_P(InEveryDatagramWorld, EachRowIsReachedAndRefusesSomething) {
  std::set<RowNumber> refusing;
  const auto tries = [&](const World& before, const Operation& call, const Answer& rival) {
    Worlds after;
    model::explain(book(), {before}, call, rival, after);
    if (!after.empty()) return;
    for (const AllowedAnswer& one : allowed_answers(book(), {before}, call)) refusing.insert(one.row);
  };
  explore([&](const DatagramStep& step) {
    tries(step.before, step.call, {.value = -1, .error = Error::other});
    if (!step.seen.failed()) tries(step.before, step.call, {.value = step.seen.value + 1, .from = step.seen.from});
  });
  for (std::size_t number = 0; number < book().rows().size(); ++number) {
    const RowText& row = book().rows()[number];
    EXPECT_TRUE(uses_.contains(static_cast<RowNumber>(number))) << row.id << " is never reached";
    const bool is_of_a_call = !row.operation.starts_with("arrival");
    EXPECT_TRUE(!is_of_a_call || refusing.contains(static_cast<RowNumber>(number))) << row.id << " refuses nothing";
  }
}

// Places are at one socket each, what is connected has a name, and a record that is free holds nothing.
std::string unsound(const World& world) {
  std::set<Place> taken;
  const auto& all = world.datagrams;
  std::map<std::int8_t, std::uint16_t> last;
  for (const DatagramSocket& socket : all.sockets) {
    if (socket.descriptors == 0 && !(socket == DatagramSocket{})) return "a socket without a descriptor remembers something";
    if (socket.has_port() && !taken.insert(socket.place).second) return "two sockets are at " + show_place(socket.place);
    if (socket.connected && (!socket.has_port() || !socket.has_address)) return "a connected socket has no name";
    if (!socket.connected && socket.peer != Place::none) return "a socket without a peer knows one";
  }
  for (const Datagram& d : all.datagrams) {
    if (d.receiver == nobody) return "a datagram is on its way though all has settled";
    if (all.sockets[static_cast<std::size_t>(d.receiver)].descriptors == 0) return "a closed socket has a queue";
    if (d.number <= std::exchange(last[d.receiver], d.number)) return "a queue is out of order";
  }
  return {};
}

TEST_P(InEveryDatagramWorld, IsSound) {
  explore([&](const DatagramStep& step) {
    for (const World& world : step.after) EXPECT_EQ(unsound(world), "") << show(step.call) << " in the world " << show(step.before);
  });
}

// Whatever came was sent, and a datagram that was taken is gone.
TEST_P(InEveryDatagramWorld, AReceiveTakesAtMostOneDatagram) {
  std::uint64_t taken = 0;
  explore([&](const DatagramStep& step) {
    const auto queued = [](const World& world) { return world.datagrams.datagrams.size(); };
    const auto* recv = std::get_if<Recv>(&step.call);
    const auto* from = std::get_if<RecvFrom>(&step.call);
    if (recv == nullptr && from == nullptr) return;
    for (const World& world : step.moved) {
      const bool certain = std::none_of(step.before.datagrams.datagrams.begin(), step.before.datagrams.datagrams.end(),
                                        [](const Datagram& d) { return d.doubtful; });
      if (!certain) continue;
      const bool takes = !step.seen.failed() && world.datagrams.taken.number != 0 && !(recv != nullptr ? recv->peek : from->peek);
      EXPECT_EQ(queued(world) + (takes ? 1u : 0u), queued(step.before)) << show(step.call) << " in the world " << show(step.before);
      taken += takes ? 1 : 0;
    }
  });
  EXPECT_GT(taken, 10u);
}

INSTANTIATE_TEST_SUITE_P(, InEveryDatagramWorld, testing::ValuesIn(flavour_names()), [](const auto& one) { return std::string(one.param); });

// Every answer of the sets: of events the fewest and the most.
bool is_subset(const std::vector<Allowed>& special, const std::vector<Allowed>& general) {
  const auto is_in_general = [&](const Answer& answer) {
    return std::any_of(general.begin(), general.end(), [&](const Allowed& one) { return one.admits(answer); });
  };
  return std::all_of(special.begin(), special.end(), [&](const Allowed& one) {
    if (one.kind == Allowed::Kind::error) return is_in_general({.value = -1, .error = one.error, .sigpipes = one.sigpipes});
    return is_in_general({.value = one.least, .from = one.from}) && is_in_general({.value = one.most, .from = one.from});
  });
}

TEST(ALinuxRowAboutDatagrams, AllowsNothingElseIfItRefines) {
  const Book& standard = *flavour("standard", Transport::datagram);
  const Book& of_linux = *flavour("linux", Transport::datagram);
  std::set<std::string_view> deviating, contradicting;
  const auto compare = [&]<class Op>(const World& world, const Op& op) {
    const datagrams::View view = view_for(world, op);
    for (const auto& row : of_linux.datagram_rows_of<Op>()) {
      const std::string_view id = row.rule->refines.empty() ? row.rule->deviates : row.rule->refines;
      if (id.empty() || !row.rule->when(view, op)) continue;
      const auto& rows = standard.datagram_rows_of<Op>();
      const auto replaced = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.rule->id == id; });
      ASSERT_NE(replaced, rows.end()) << row.rule->id;
      EXPECT_TRUE(replaced->rule->when(view, op)) << row.rule->id << " applies where " << id << " does not: " << show(Operation(op)) << " in " << show(world);
      const bool subset = is_subset(answers_of(*row.rule, view, op), answers_of(*replaced->rule, view, op));
      EXPECT_TRUE(subset || row.rule->refines.empty()) << row.rule->id << ": " << show(Operation(op)) << " in " << show(world);
      if (!row.rule->deviates.empty()) deviating.insert(row.rule->id);
      if (!row.rule->deviates.empty() && !subset) contradicting.insert(row.rule->id);
    }
  };
  for (const Limits& limits : {roomy, cramped})
    explore_datagrams(of_linux, limits, depth, [&](const DatagramStep& step) { std::visit([&](const auto& op) { compare(step.before, op); }, step.call); });
  EXPECT_EQ(deviating, contradicting);
  EXPECT_FALSE(deviating.empty());
}

// What Linux makes of a world is one of the things that the standards let a call make of it.
TEST(ALinuxRowAboutDatagrams, DoesNothingElseIfItRefines) {
  const Book& standard = *flavour_for("standard", "linux", Transport::datagram);
  explore_datagrams(*flavour("linux", Transport::datagram), roomy, depth, [&](const DatagramStep& step) {
    Worlds by_the_standard;
    model::explain(standard, {step.before}, step.call, step.seen, by_the_standard);
    for (const World& world : step.moved)
      EXPECT_NE(std::find(by_the_standard.begin(), by_the_standard.end(), world), by_the_standard.end())
          << show(step.call) << " in " << show(step.before) << " leads to " << show(world);
  });
}

}  // namespace
}  // namespace socketcheck::tests
