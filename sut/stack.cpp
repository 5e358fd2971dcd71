#include "sut/stack.hpp"

#include <cerrno>

namespace socketcheck::sut {
namespace {

constexpr model::Answer cannot{.value = -1, .error = model::Error::not_supported, .sigpipes = 0, .system_error = EOPNOTSUPP};

}  // namespace

model::Answer Stack::perform(const model::NewSocket&) { return cannot; }
model::Answer Stack::perform(const model::Bind&) { return cannot; }
model::Answer Stack::perform(const model::Listen&) { return cannot; }
model::Answer Stack::perform(const model::Connect&) { return cannot; }
model::Answer Stack::perform(const model::Disconnect&) { return cannot; }
model::Answer Stack::perform(const model::Accept&) { return cannot; }
model::Answer Stack::perform(const model::AcceptAtLimit&) { return cannot; }
model::Answer Stack::perform(const model::Dup&) { return cannot; }

model::Answer Stack::perform(const model::SendTo&, std::span<const std::byte>) { return cannot; }
model::Answer Stack::perform(const model::RecvFrom&) { return cannot; }
model::Answer Stack::perform(const model::ConnectToPortZero&) { return cannot; }
model::Answer Stack::perform(const model::SetKeepErrors&) { return cannot; }
model::Answer Stack::perform(const model::TakeKeptError&) { return cannot; }

void Stack::begin_waiting(const model::Begin&, std::span<const std::byte>) {}
std::optional<model::Answer> Stack::take_answer(model::Slot, Milliseconds) { return cannot; }
std::optional<model::Answer> Stack::interrupt(model::Slot) { return cannot; }

std::string Stack::want_of_resources(const model::Operation&, const model::Answer&) const { return {}; }

model::Answer perform_plain(Stack& stack, const model::Operation& operation) {
  return std::visit(
      [&]<class Op>(const Op& op) {
        if constexpr (std::is_same_v<Op, model::Send> || std::is_same_v<Op, model::SendTo> || std::is_same_v<Op, model::OnWire> ||
                      std::is_same_v<Op, model::Begin>)
          return model::Answer{};
        else
          return stack.perform(op);
      },
      operation);
}

}  // namespace socketcheck::sut
