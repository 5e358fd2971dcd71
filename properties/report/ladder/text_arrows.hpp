// Segments on a line of text: arrows between lanes, and what becomes of them on the wire.
#pragma once

#include "properties/report/ladder/grid.hpp"
#include "properties/report/ladder/places.hpp"

namespace socketcheck::properties::ladder {

// On a line on which the lanes stand already. `width` is the page's.
void put_segment(Line& line, const Chart& chart, const Places& places, std::size_t width, const Row& row);

}  // namespace socketcheck::properties::ladder
