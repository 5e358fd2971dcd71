#include "model/explain.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/datagrams/judge.hpp"
#include "model/rules/view_for.hpp"

namespace socketcheck::model {
namespace {

template <class Op>
void explain_in(const Book& book, const World& world, const Op& op, const Answer& seen, Worlds& after, RowSink* sink) {
  if constexpr (!has_rows<Op>) throw std::logic_error("what a wire or a thread does is no call by itself, and has no rules");
  const View view = view_for(world, op);
  const auto* row = row_for(book.rows_of<Op>(), view, op);
  if (row == nullptr) return;
  for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Op> then, RowNumber number) {
    if (!allowed.admits(seen)) return;
    if (sink != nullptr) sink->used(number);
    World& next = after.emplace_back(world);
    View next_view = view_for(next, op);
    then(next_view, op, seen);
  });
}

template <class Op>
void collect_allowed(const Book& book, const World& world, const Op& op, AllowedAnswers& answers) {
  if constexpr (!has_rows<Op>) return;
  const View view = view_for(world, op);
  const auto* row = row_for(book.rows_of<Op>(), view, op);
  if (row == nullptr) return;
  for_each_answer(*row, view, op, [&](const Allowed& allowed, Then<Op>, RowNumber number) {
    if (number != row->number) return;  // a known deviation happens, but it is not allowed
    const AllowedAnswer answer{number, allowed};
    if (allowed.kind == Allowed::Kind::nothing) return;
    if (std::find(answers.begin(), answers.end(), answer) == answers.end()) answers.push_back(answer);
  });
}

}  // namespace

void explain(const Book& book, const Worlds& before, const Operation& operation, const Answer& seen, Worlds& after,
             RowSink* sink) {
  if (!before.empty() && before.front().datagrams.on) {
    for (const World& world : before) datagrams::explain(book, world, operation, seen, after, sink);
    if (after.size() > 1) remove_duplicates(after);
    return;
  }
  std::visit(
      [&](const auto& op) {
        for (const World& world : before) {
          if (is_certain(world)) {
            explain_in(book, world, op, seen, after, sink);
            continue;
          }
          Worlds possible;
          with_late_arrivals(book, world, possible, sink);
          for (const World& one : possible) explain_in(book, one, op, seen, after, sink);
        }
      },
      operation);
  if (after.size() > 1) remove_duplicates(after);
}

AllowedAnswers allowed_answers(const Book& book, const Worlds& before, const Operation& operation) {
  AllowedAnswers answers;
  if (!before.empty() && before.front().datagrams.on) {
    for (const World& world : before) datagrams::collect_allowed(book, world, operation, answers);
    return answers;
  }
  Worlds possible;
  for (const World& world : before) with_late_arrivals(book, world, possible);
  for (const World& world : possible)
    std::visit([&](const auto& op) { collect_allowed(book, world, op, answers); }, operation);
  return answers;
}

void remove_duplicates(Worlds& worlds) {
  auto end = worlds.begin();
  for (auto it = worlds.begin(); it != worlds.end(); ++it)
    if (std::find(worlds.begin(), end, *it) == end) {
      if (end != it) *end = *it;
      ++end;
    }
  worlds.erase(end, worlds.end());
}

}  // namespace socketcheck::model
