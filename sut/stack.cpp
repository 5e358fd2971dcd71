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

std::string Stack::want_of_resources(const model::Operation&, const model::Answer&) const { return {}; }

}  // namespace socketcheck::sut
