#include "hunt.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/rules/flavours.hpp"
#include "model/text/show.hpp"
#include "properties/generators/random_program.hpp"

namespace socketcheck::tests {
namespace {

constexpr std::uint64_t seed = 1;

const sut::StackEntry& entry_of(std::string_view name) {
  const sut::StackEntry* entry = sut::find_stack(name);
  if (entry == nullptr) throw std::invalid_argument("there is no stack " + std::string(name));
  return *entry;
}

}  // namespace

std::string Caught::program() const {
  std::string text;
  for (const model::Operation& call : shrunk.program.calls) text += (text.empty() ? "" : "; ") + model::show(call);
  return text;
}

Hunt::Hunt(std::string_view stack, properties::Watcher* watcher)
    : stack_(entry_of(stack).make()), name_(stack), coverage_(*model::flavour(entry_of(stack).flavour, entry_of(stack).transport)),
      runner_(*stack_, coverage_.book(), coverage_, watcher) {
  runner_.set_deadline(runner_.short_deadline());
}

std::optional<properties::Failure> Hunt::failure_of(const model::Program& program) {
  const properties::Outcome outcome = runner_.run(program);
  if (const auto* reason = std::get_if<sut::CouldNotTest>(&outcome)) throw std::runtime_error(reason->reason);
  const properties::Failure* failure = properties::failure_of(outcome);
  return failure == nullptr ? std::nullopt : std::optional(*failure);
}

Caught Hunt::shrink(const model::Program& program, const properties::Failure& failure) {
  Caught caught{.start = program, .shrunk = {}, .failure = failure};
  const properties::FailsAt fails_at = [&](const model::Program& candidate) -> std::optional<std::size_t> {
    const auto found = failure_of(candidate);
    if (!found || !found->is_same_as(failure)) return std::nullopt;
    caught.failure = *found;
    return found->step;
  };
  caught.shrunk = properties::shrink(program, failure.step, fails_at, [] { return true; });
  return caught;
}

model::Program Hunt::random_program(const properties::Property& property, std::uint64_t number) const {
  return properties::draw_program(property.profile, stack_->abilities(),
                                  properties::random_for(seed, property.name, name_, number));
}

model::Program program_of(std::string_view calls, const model::Start& start) {
  auto parsed = model::parse_program(model::show(start) + "; " + std::string(calls));
  if (const auto* error = std::get_if<model::ParseError>(&parsed)) throw std::invalid_argument(error->message);
  return std::get<model::Program>(std::move(parsed));
}

const properties::Property& property_called(std::string_view name) {
  for (const properties::Property& property : properties::all_properties())
    if (property.name == name) return property;
  throw std::invalid_argument("there is no property " + std::string(name));
}

}  // namespace socketcheck::tests
