// The search for an order of arrivals and returns, against brute force: what it accepts is exactly what some order brings about.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "model/arrivals/one_arrival.hpp"
#include "model/blocked/settle_calls.hpp"
#include "model/follow.hpp"
#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/generators/enumerate.hpp"

namespace socketcheck::tests {
namespace {

using namespace model;

// What each call that has returned has answered, by its number.
struct Less {
  bool operator()(const Answer& l, const Answer& r) const {
    return std::tuple(l.value, l.error, l.sigpipes) < std::tuple(r.value, r.error, r.sigpipes);
  }
};
using Outcome = std::map<int, Answer>;
struct LessOutcome {
  bool operator()(const Outcome& l, const Outcome& r) const {
    return std::lexicographical_compare(l.begin(), l.end(), r.begin(), r.end(), [](const auto& one, const auto& other) {
      return one.first != other.first ? one.first < other.first : Less{}(one.second, other.second);
    });
  }
};
using Outcomes = std::set<Outcome, LessOutcome>;

bool all_may_wait(const Book& book, const World& world) {
  for (int i = 0; i < most_calls_out; ++i)
    if (call_out(world, i).is_out() && !may_wait(book, world, i)) return false;
  return true;
}

// Every order, without remembering any.
void explore(const Book& book, const World& world, const Outcome& so_far, Outcomes& outcomes) {
  Worlds possible;
  with_late_arrivals(book, world, possible);
  for (const World& one : possible)
    for (int i = 0; i < most_calls_out; ++i) {
      if (!call_out(one, i).is_out()) continue;
      std::vector<Answer> answers = answers_to_try(returns_of(book, {one}, i));
      // A send that is ended may have handed over some bytes, which no row of one that does not wait says.
      if (call_out(one, i).in == Waits::send && call_out(one, i).size > 1) answers.push_back({.value = 1});
      for (const Answer& answer : answers) {
        Worlds after;
        explain_return(book, one, i, answer, after);
        Outcome next = so_far;
        next[i] = answer;
        for (const World& moved : after) explore(book, moved, next, outcomes);
      }
    }
  World next = world;
  Worlds more;
  if (let_one_arrive(book, next, more)) {
    explore(book, next, so_far, outcomes);
    for (const World& other : more) explore(book, other, so_far, outcomes);
  } else if (std::any_of(possible.begin(), possible.end(), [&](const World& one) { return all_may_wait(book, one); })) {
    outcomes.insert(so_far);
  }
}

std::vector<Returned> as_returned(const Outcome& outcome) {
  std::vector<Returned> returned;
  for (const auto& [number, answer] : outcome) returned.push_back({number, answer});
  return returned;
}

std::string in_words(const Outcome& outcome, const World& before) {
  std::string text;
  for (const auto& [number, answer] : outcome) {
    const BlockingCall call = call_of(begun(call_out(before, number)));
    text += show_call(call) + " = " + show_answer(call, answer) + "; ";
  }
  return text.empty() ? "nothing returns" : text;
}

bool any_bytes(const World&, const Returned&) { return true; }

class Orders : public testing::TestWithParam<const char*> {
 protected:
  const Book& book_ = *flavour("linux");
  std::uint64_t accepted_ = 0;
  std::uint64_t refused_ = 0;

  Worlds search(const Worlds& before, const Outcome& outcome) {
    return settle_with_calls(book_, before, as_returned(outcome), any_bytes).worlds;
  }

  // Each outcome with one call that has not returned, or has returned otherwise, or with one more that has.
  std::vector<Outcome> neighbours(const Outcome& outcome, const World& before, const std::map<int, std::set<Answer, Less>>& answers) {
    std::vector<Outcome> all;
    for (int i = 0; i < most_calls_out; ++i) {
      if (!call_out(before, i).is_out()) continue;
      Outcome other = outcome;
      if (other.erase(i) > 0) all.push_back(other);
      const auto found = answers.find(i);
      if (found == answers.end()) continue;
      for (const Answer& answer : found->second) {
        other[i] = answer;
        all.push_back(other);
      }
    }
    return all;
  }

  // The worlds that follow the first outcome.
  Worlds compare(const Worlds& before, const Program& program) {
    Outcomes outcomes;
    for (const World& world : before) explore(book_, world, {}, outcomes);
    std::map<int, std::set<Answer, Less>> answers;
    for (const Outcome& outcome : outcomes)
      for (const auto& [number, answer] : outcome) answers[number].insert(answer);
    // And some that are wrong in most worlds.
    for (int i = 0; i < most_calls_out; ++i) answers[i].insert({Answer{.value = 0}, Answer{.value = 1}, Answer{.value = -1, .error = Error::connection_reset}});
    for (const Outcome& outcome : outcomes) {
      EXPECT_FALSE(search(before, outcome).empty()) << in_words(outcome, before.front()) << " is refused in\n" << show(program);
      ++accepted_;
      for (const Outcome& other : neighbours(outcome, before.front(), answers)) {
        if (outcomes.contains(other) || other == outcome) continue;
        EXPECT_TRUE(search(before, other).empty()) << in_words(other, before.front()) << " is accepted in\n" << show(program);
        ++refused_;
      }
    }
    if (outcomes.empty()) return {};
    return search(before, *outcomes.begin());
  }

  void compare_after_each_step(const Program& program) {
    Worlds worlds{world_of(program.start, Limits{.window = 1000})};
    for (const Operation& call : program.calls) {
      if (worlds.empty() || !is_made(worlds.front(), call)) continue;
      worlds = compare(moved_on(worlds, call), program);
    }
  }

  Worlds moved_on(const Worlds& before, const Operation& call) {
    Worlds after;
    for (const World& world : before) {
      if (const auto* begin = std::get_if<Begin>(&call)) {
        for (const World& one : begin_call(book_, world, *begin)) after.push_back(one);
      } else if (const auto* interrupt = std::get_if<Interrupt>(&call)) {
        explain_interruption(book_, world, *oldest_begun_on(world, interrupt->slot, interrupt->in), {.value = -1, .error = Error::interrupted}, after);
      } else {
        const auto answers = answers_to_try(allowed_answers(book_, {world}, call));
        if (!answers.empty()) explain(book_, {world}, call, answers.back(), after);
      }
    }
    return after;
  }
};

TEST_P(Orders, AreAcceptedWhereBruteForceFindsThem) {
  properties::Enumeration programs(*properties::find_alphabet(GetParam()), 3);
  while (const Program* program = programs.next()) {
    compare_after_each_step(*program);
    if (HasFailure()) return;
  }
  EXPECT_GT(accepted_, 2000u);
  EXPECT_GT(refused_, accepted_);
}

INSTANTIATE_TEST_SUITE_P(Of, Orders, testing::Values("blocked", "blocked-accepts"), [](const auto& test) {
  return std::string(test.param) == "blocked" ? "APair" : "AListener";
});

}  // namespace
}  // namespace socketcheck::tests
