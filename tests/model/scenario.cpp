#include "tests/model/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "tests/model/explorer.hpp"
#include "tests/model/rows.hpp"

namespace socketcheck::tests {

using namespace model;

namespace {

constexpr std::size_t most_rows_of_a_call = 10'000;

Answer largest_of(const Allowed& allowed) {
  if (allowed.kind == Allowed::Kind::error) return {.value = -1, .error = allowed.error, .sigpipes = allowed.sigpipes};
  return {.value = allowed.most, .from = allowed.from};
}

std::string in_words(const AllowedAnswers& answers) {
  std::string text;
  for (const auto& [row, allowed] : answers) text += (text.empty() ? "" : ", or ") + show(allowed);
  return text;
}

}  // namespace

Scenario::Scenario(std::string_view name, const Start& start, const Limits& limits)
    : book_(*flavour(name, transport_of(start))), worlds_{world_of(start, limits)} {}

void Scenario::used(RowNumber row) {
  used_.push_back(row);
  if (used_.size() > most_rows_of_a_call) throw NoWayOn("settling never ends: " + std::string(book_.row(row).id));
}

std::string Scenario::state_of(Slot slot) const {
  if (worlds_.empty() || worlds_.front().is_empty(slot)) return {};
  const auto state = [&](const World& world) { return View::of(world, slot).own().state; };
  for (const World& world : worlds_)
    if (state(world) != state(worlds_.front())) return {};
  return std::string(show(state(worlds_.front())));
}

std::string Scenario::state_of_end(std::size_t end) const {
  if (worlds_.empty()) return {};
  const auto state = [&](const World& world) { return world.connections[0].ends[end].state; };
  for (const World& world : worlds_)
    if (state(world) != state(worlds_.front())) return {};
  return std::string(show(state(worlds_.front())));
}

Scenario::Call::Call(Scenario& scenario, const Operation& operation)
    : scenario_(scenario), operation_(operation), before_(scenario.worlds_),
      allowed_(allowed_answers(scenario.book_, before_, operation)) {
  if (!is_made(before_.front(), operation)) ADD_FAILURE() << show(operation) << " is not made at all";
  if (allowed_.empty()) ADD_FAILURE() << "no row applies to " << show(operation);
  else go_on_with(largest_of(allowed_.front().allowed));
}

void Scenario::Call::go_on_with(const Answer& seen) {
  scenario_.used_.clear();
  scenario_.worlds_.clear();
  Worlds moved;
  explain(scenario_.book_, before_, operation_, seen, moved, &scenario_);
  settle_each(scenario_.book_, moved, scenario_.worlds_, &scenario_);
  remove_duplicates(scenario_.worlds_);
}

Scenario::Call& Scenario::Call::answers(const std::vector<Allowed>& all) {
  AllowedAnswers expected;
  for (const Allowed& one : all) expected.push_back({no_row, one});
  const auto lacks = [](const AllowedAnswers& answers, const Allowed& wanted) {
    return std::none_of(answers.begin(), answers.end(), [&](const auto& one) { return one.allowed == wanted; });
  };
  for (const auto& [row, allowed] : allowed_)
    if (lacks(expected, allowed)) ADD_FAILURE() << show(operation_) << " may also answer " << show(allowed);
  for (const auto& [row, allowed] : expected)
    if (lacks(allowed_, allowed))
      ADD_FAILURE() << show(operation_) << " may not answer " << show(allowed) << ", but: " << in_words(allowed_);
  return and_says(largest_of(all.front()));
}

Scenario::Call& Scenario::Call::and_says(const Answer& seen) {
  go_on_with(seen);
  EXPECT_FALSE(scenario_.worlds_.empty()) << show(operation_) << " may not answer " << show(operation_, seen);
  return *this;
}

Scenario::Call& Scenario::Call::by(std::string_view row) {
  for (const auto& [number, allowed] : allowed_) EXPECT_EQ(scenario_.book_.row(number).id, row) << show(operation_);
  return *this;
}

Scenario::Call& Scenario::Call::perhaps_by(std::string_view row) {
  EXPECT_TRUE(std::any_of(allowed_.begin(), allowed_.end(), [&](const AllowedAnswer& one) {
    return scenario_.book_.row(one.row).id == row;
  })) << show(operation_) << ": never " << row;
  return *this;
}

Scenario::Call& Scenario::Call::brings(std::string_view row) {
  const RowNumber number = find_row(scenario_.book_, row);
  EXPECT_TRUE(std::find(scenario_.used_.begin(), scenario_.used_.end(), number) != scenario_.used_.end())
      << show(operation_) << " does not bring about " << row;
  return *this;
}

}  // namespace socketcheck::tests
