// Draws races of two or three threads over a connected pair, or over a listener to which others have connected.
#pragma once

#include "model/races/race.hpp"
#include "properties/generators/draw.hpp"

namespace socketcheck::properties {

// Small transfers and no RST, so that the order of what arrives depends on the calls alone. After the race every queue is
// emptied, which shows a byte or a connection that got lost.
model::Race draw_race(Draw& draw);

}  // namespace socketcheck::properties
