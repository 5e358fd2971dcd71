// What a ladder diagram says where something broke or was not done.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/program.hpp"
#include "properties/report/ladder/chart.hpp"
#include "properties/runner/failure.hpp"

namespace socketcheck::properties::ladder {

std::string_view why_not_made(const model::World& world, const model::Operation& call);

// The slot that a look is about: `poll(b)`, `after the clean-up's abort(a): poll(b)`.
std::optional<model::Slot> slot_in(const std::string& look);

bool is_about_the_clean_up(const Failure& failure);
// The clean-up's own call broke, not what was seen after it.
bool clean_up_broke(const Failure& failure);

// `text` was answered so, and only the failure's other answers were allowed.
Row broken_row(const Failure& failure, Kind kind, std::size_t number, std::string text);
// What the suite saw between two calls.
Row broken_look(const Failure& failure);

}  // namespace socketcheck::properties::ladder
