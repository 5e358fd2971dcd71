#include "model/follow.hpp"

#include <algorithm>

namespace socketcheck::model {
namespace {

// A range that is longer is one of which no rule looks at the value.
constexpr std::int64_t most_values_of_a_range = 8;

}  // namespace

std::vector<Answer> answers_to_try(const AllowedAnswers& allowed) {
  std::vector<Answer> answers;
  const auto add = [&](const Answer& answer) {
    if (std::find(answers.begin(), answers.end(), answer) == answers.end()) answers.push_back(answer);
  };
  for (const auto& [row, set] : allowed) {
    switch (set.kind) {
      case Allowed::Kind::nothing: break;
      case Allowed::Kind::range:
        for (std::int64_t value = set.least; value <= std::min(set.most, set.least + most_values_of_a_range); ++value)
          add({.value = value, .from = set.from});
        add({.value = set.most, .from = set.from});
        break;
      case Allowed::Kind::events:
        add({.value = set.least});
        add({.value = set.most});
        break;
      case Allowed::Kind::error: add({.value = -1, .error = set.error, .sigpipes = set.sigpipes}); break;
    }
  }
  return answers;
}

Worlds settled(const Book& book, const Worlds& worlds, RowSink* sink) {
  Worlds all;
  for (const World& world : worlds) {
    Worlds more;
    settle(book, all.emplace_back(world), more, sink);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

void settle_each(const Book& book, const Worlds& moved, Worlds& after, RowSink* sink) {
  for (const World& world : settled(book, moved, sink)) with_late_arrivals(book, world, after, sink);
}

World rebased(const World& world) {
  World result = world;
  result.broke_should = false;  // a note for the report, which no rule looks at
  for (Connection& c : result.connections)
    for (Direction& d : c.directions) {
      const bool doubtful = d.is_doubtful();
      // A doubt ends at a position, and at none if that is 0: then the reader is left at 1.
      const Position base = doubtful && d.doubtful_until == d.read ? d.read - 1 : d.read;
      for (Position* position : {&d.read, &d.arrived_least, &d.arrived_most, &d.accepted}) *position -= base;
      if (d.has_mark()) d.mark -= base;
      if (d.mark_in_flight) d.next_mark -= base;
      d.doubtful_until = doubtful ? d.doubtful_until - base : 0;
    }
  return result;
}

}  // namespace socketcheck::model
