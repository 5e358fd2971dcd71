#include "properties/runner/death.hpp"

#include <algorithm>

#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"

namespace socketcheck::properties {
namespace {

// What kills only sometimes has this many chances.
constexpr int runs_of_a_candidate = 3;
// Nothing is judged while shrinking, so what does not come is not worth the usual wait.
constexpr Milliseconds short_wait{200};

}  // namespace

Shrunk shrink_deadly(const std::vector<model::Program>& deadly, const sut::StackEntry& entry, Journal& journal) {
  const auto stack = entry.make();
  const model::Book& book = *model::flavour(entry.flavour);
  Coverage coverage(book);
  Runner runner(*stack, book, coverage, &journal);
  runner.set_deadline(short_wait);
  const auto kills = [&](const model::Program& candidate) -> std::optional<std::size_t> {
    if (std::find(deadly.begin(), deadly.end(), candidate) != deadly.end()) return candidate.calls.size() - 1;
    for (int i = 0; i < runs_of_a_candidate; ++i) runner.run(candidate);
    return std::nullopt;
  };
  const model::Program& original = deadly.front();
  // A kernel may die some calls after the one that did it, so no call is dropped unseen.
  return shrink(original, original.calls.size(), kills, [] { return true; });
}

Finding finding_of_death(const model::Program& program, const sut::StackEntry& entry, const std::string& died_of) {
  Finding finding;
  finding.stack = entry.name;
  finding.flavour = entry.flavour;
  finding.program = program;
  Failure& failure = finding.failure;
  failure.kind = FailureKind::death;
  failure.step = program.calls.empty() ? 0 : program.calls.size() - 1;
  failure.seen = died_of;
  failure.allowed.push_back({"any answer", "stack.survives",
                             "POSIX.1-2017 RETURN VALUE, of each call: a value, or -1 and errno; the system goes on"});
  for (const model::Operation& call : program.calls) finding.steps.push_back({.call = model::show(call), .seen = "answered"});
  if (!finding.steps.empty()) {
    finding.steps.back().seen = died_of;
    finding.steps.back().allowed = failure.allowed;
  }
  return finding;
}

}  // namespace socketcheck::properties
