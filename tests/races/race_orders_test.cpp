// The judge of races accepts exactly what some order explains.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/arrivals/settle.hpp"
#include "model/races/race.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/race_text.hpp"
#include "tests/races/brute_force.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

const Book& linux_book() { return *flavour("linux"); }

// Answers that a call may or may not get, and the place in the stream at which a recv claims to have read.
struct Claim {
  Answer answer;
  Position first = 0;
};

std::vector<Claim> claims_of(const Operation& operation) {
  const Answer again{.value = -1, .error = Error::again};
  if (std::holds_alternative<Send>(operation)) return {{{.value = 1}}, {{.value = -1, .error = Error::broken_pipe}}};
  if (std::holds_alternative<Accept>(operation)) return {{again}, {{.value = 1}}, {{.value = 2}}};
  const auto* recv = std::get_if<Recv>(&operation);
  if (recv == nullptr) return {{Answer{}}};
  std::vector<Claim> claims = {{again}, {Answer{}}};
  for (std::int64_t value = 1; value <= recv->size; ++value)
    for (const Position first : {0u, 1u}) claims.push_back({{.value = value}, first});
  return claims;
}

// How the calls of the threads lie to each other.
enum class Timing : std::uint8_t { all_overlap, first_thread_first, second_begins_late };

struct History {
  std::vector<RacingCall> calls;
  std::vector<Position> first;
};

bool fits(const History& history, const World& before, std::size_t call) {
  const RacingCall& made = history.calls[call];
  if (!std::holds_alternative<Recv>(made.operation) || made.seen.value <= 0) return true;
  return View::of(before, slot_of(made.operation)).incoming().read == history.first[call];
}

std::vector<RacingCall> timed(const Race& race, Timing timing) {
  std::vector<RacingCall> calls;
  for (std::size_t thread = 0; thread < race.threads.size(); ++thread)
    for (std::size_t step = 0; step < race.threads[thread].size(); ++step) {
      const std::uint64_t turn = timing == Timing::all_overlap          ? step
                                 : timing == Timing::first_thread_first ? 10 * thread + step
                                                                        : thread + step;
      calls.push_back({race.threads[thread][step], {}, 100 * turn + thread, 100 * turn + 50 + thread});
    }
  return calls;
}

World world_before(const Race& race) {
  World world = world_of(race.start, Limits{1000});
  for (const Operation& operation : race.before) {
    Worlds after;
    const auto allowed = allowed_answers(linux_book(), {world}, operation);
    const Allowed& first = allowed.front().allowed;
    explain(linux_book(), {world}, operation, {.value = first.kind == Allowed::Kind::error ? -1 : first.most, .error = first.error}, after);
    world = after.front();
    if (std::holds_alternative<Connect>(operation)) {
      Worlds more;
      settle(linux_book(), world, more);
    }
  }
  return world;
}

// Calls `visit` with every combination of claims.
template <class Visit>
void for_each_history(const Race& race, Timing timing, Visit visit) {
  History history{timed(race, timing), {}};
  history.first.resize(history.calls.size());
  const auto choose = [&](auto&& self, std::size_t call) -> void {
    if (call == history.calls.size()) return visit(history);
    for (const Claim& claim : claims_of(history.calls[call].operation)) {
      history.calls[call].seen = claim.answer;
      history.first[call] = claim.first;
      self(self, call + 1);
    }
  };
  choose(choose, 0);
}

bool same(const Worlds& left, const Worlds& right) {
  return left.size() == right.size() && std::is_permutation(left.begin(), left.end(), right.begin());
}

constexpr const char* races[] = {
    "start pair a b; send(b, 2); thread 1: recv(a, 2); thread 2: recv(a, 2)",
    "start pair a b; send(b, 2); thread 1: recv(a, 1); thread 1: recv(a, 1); thread 2: recv(a, 2)",
    "start pair a b; send(b, 1); shutdown(b, SHUT_WR); thread 1: recv(a, 1); thread 2: recv(a, 1); thread 3: recv(a, 1)",
    "start pair a b; thread 1: send(b, 1); thread 1: shutdown(b, SHUT_WR); thread 2: recv(a, 1); thread 2: recv(a, 1)",
    "start pair a b; thread 1: send(b, 1); thread 2: shutdown(b, SHUT_WR); thread 3: recv(a, 1)",
    "start pair a b; send(b, 1); thread 1: shutdown(a, SHUT_RD); thread 2: recv(a, 1); thread 2: recv(a, 1, MSG_PEEK)",
    "start pair a b; thread 1: send(a, 1); thread 1: recv(a, 1); thread 2: send(b, 1); thread 2: recv(b, 1)",
    "start listening a b; listen(a, 4); connect(b, p); c = socket(); connect(c, p); thread 1: d = accept(a); thread 2: e = accept(a)",
};

Race race_of(const char* text) {
  const auto parsed = parse_race(text);
  const auto* error = std::get_if<ParseError>(&parsed);
  EXPECT_EQ(error, nullptr) << text << ": " << (error == nullptr ? "" : error->message);
  return error == nullptr ? std::get<Race>(parsed) : Race{};
}

constexpr Timing every_timing[] = {Timing::all_overlap, Timing::first_thread_first, Timing::second_begins_late};

TEST(RaceOrders, AreThoseOfBruteForce) {
  for (const char* text : races) {
    const Race race = race_of(text);
    const World before = world_before(race);
    int explained = 0;
    int refused = 0;
    for (const Timing timing : every_timing)
      for_each_history(race, timing, [&](const History& history) {
        const BytesFit bytes_fit = [&](const World& world, std::size_t call) { return fits(history, world, call); };
        const Worlds judged = explain_race(linux_book(), {before}, history.calls, bytes_fit);
        EXPECT_TRUE(same(judged, every_order(linux_book(), before, history.calls, bytes_fit))) << text;
        ++(judged.empty() ? refused : explained);
      });
    RecordProperty(text, std::to_string(explained) + " explained, " + std::to_string(refused) + " refused");
    EXPECT_GT(explained, 0) << text;
    EXPECT_GT(refused, 0) << text;
  }
}

// In how many histories `wrong`, a judge with an error, differs from brute force.
template <class Judge>
int differences(Judge wrong, Timing timing = Timing::first_thread_first) {
  int count = 0;
  for (const char* text : races) {
    const Race race = race_of(text);
    const World before = world_before(race);
    for_each_history(race, timing, [&](const History& history) {
      const BytesFit bytes_fit = [&](const World& world, std::size_t call) { return fits(history, world, call); };
      if (!same(wrong(before, history, bytes_fit), every_order(linux_book(), before, history.calls, bytes_fit))) ++count;
    });
  }
  return count;
}

TEST(RaceOrders, AJudgeThatForgetsWhichCallCameFirstIsFound) {
  EXPECT_GT(differences([](const World& before, History history, const BytesFit& bytes_fit) {
              for (RacingCall& call : history.calls) call.begun = 0;
              return explain_race(linux_book(), {before}, history.calls, bytes_fit);
            }), 0);
}

TEST(RaceOrders, AJudgeThatForgetsTheBytesIsFound) {
  EXPECT_GT(differences([](const World& before, const History& history, const BytesFit&) {
              return explain_race(linux_book(), {before}, history.calls, [](const World&, std::size_t) { return true; });
            }), 0);
}

TEST(RaceOrders, AJudgeForWhomEverythingArrivesAtOnceIsFound) {
  EXPECT_GT(differences([](const World& before, const History& history, const BytesFit& bytes_fit) {
              Worlds worlds = {before};
              settle(linux_book(), worlds.front(), worlds);
              return explain_race(linux_book(), worlds, history.calls, bytes_fit);
            }), 0);
}

TEST(RaceOrders, AJudgeThatTriesOneOrderIsFound) {
  EXPECT_GT(differences([](const World& before, History history, const BytesFit& bytes_fit) {
              for (std::size_t i = 0; i < history.calls.size(); ++i) {
                history.calls[i].begun = 2 * i;
                history.calls[i].ended = 2 * i + 1;
              }
              return explain_race(linux_book(), {before}, history.calls, bytes_fit);
            }, Timing::all_overlap), 0);
}

}  // namespace
}  // namespace socketcheck::tests
