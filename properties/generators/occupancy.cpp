#include "properties/generators/occupancy.hpp"

namespace socketcheck::properties {

Occupancy::Occupancy(const model::Start& start) {
  const model::World world = model::world_of(start, {});
  for (int i = 0; i < model::number_of_slots; ++i)
    if (const auto slot = static_cast<model::Slot>(i); !world.is_empty(slot)) slots_ |= bit(slot);
}

bool Occupancy::allows(const model::Operation& call) const {
  const auto made = model::slot_made_by(call);
  if (made && holds(*made)) return false;
  if (const auto* connect = std::get_if<model::Connect>(&call))
    if (connect->place == model::Place::none && !holds(connect->to)) return false;
  if (const auto* send = std::get_if<model::SendTo>(&call))
    if (send->place == model::Place::none && !send->port_zero && !holds(send->to)) return false;
  return std::holds_alternative<model::NewSocket>(call) || holds(model::slot_of(call));
}

void Occupancy::add(const model::Operation& call) {
  if (std::holds_alternative<model::Close>(call) || std::holds_alternative<model::Abort>(call))
    slots_ &= static_cast<std::uint8_t>(~bit(model::slot_of(call)));
  else if (const auto made = model::slot_made_by(call))
    slots_ |= bit(*made);
}

}  // namespace socketcheck::properties
