#include "properties/generators/rehearsal.hpp"

#include "model/rules/flavours.hpp"

namespace socketcheck::properties {
namespace {

model::Answer usual(const model::Allowed& allowed) {
  if (allowed.kind == model::Allowed::Kind::error) return {.value = -1, .error = allowed.error, .sigpipes = allowed.sigpipes, .system_error = 0};
  return {.value = allowed.kind == model::Allowed::Kind::range ? allowed.most : allowed.least, .error = {}, .sigpipes = 0,
          .system_error = 0, .from = allowed.from};
}

constexpr model::Limits limits_of_a_rehearsal{.window = 16384, .backlog = 4096, .datagram_buffer = 212992};

template <class Visit>
void for_each_slot(Visit visit) {
  for (int i = 0; i < model::number_of_slots; ++i) visit(static_cast<model::Slot>(i));
}

}  // namespace

Rehearsal::Rehearsal(const model::Start& start)
    : book_(*model::flavour("linux", model::transport_of(start))), worlds_{model::world_of(start, limits_of_a_rehearsal)} {}

void Rehearsal::play(const model::Operation& call) {
  if (!model::is_made(world(), call)) return;
  const auto answers = model::allowed_answers(book_, worlds_, call);
  model::Worlds after;
  model::explain(book_, worlds_, call, usual(answers.front().allowed), after);
  after.resize(1);
  after.front().datagrams.taken = {};
  model::Worlds more;
  model::settle(book_, after.front(), more);
  worlds_ = std::move(after);
}

std::vector<model::Slot> Rehearsal::occupied_slots() const {
  std::vector<model::Slot> found;
  for_each_slot([&](model::Slot slot) {
    if (!world().is_empty(slot)) found.push_back(slot);
  });
  return found;
}

std::vector<model::Slot> Rehearsal::slots(bool (*condition)(const model::View&)) const {
  std::vector<model::Slot> found = occupied_slots();
  std::erase_if(found, [&](model::Slot slot) { return !condition(model::View::of(world(), slot)); });
  return found;
}

std::vector<model::Slot> Rehearsal::slots(bool (*condition)(const model::datagrams::View&)) const {
  std::vector<model::Slot> found = occupied_slots();
  std::erase_if(found, [&](model::Slot slot) { return !condition(model::datagrams::View::of(world(), slot)); });
  return found;
}

std::optional<model::Slot> Rehearsal::empty_slot() const {
  std::optional<model::Slot> first;
  for_each_slot([&](model::Slot slot) {
    if (!first && world().is_empty(slot)) first = slot;
  });
  return first;
}

}  // namespace socketcheck::properties
