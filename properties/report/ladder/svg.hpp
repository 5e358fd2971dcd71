// A ladder diagram as SVG: one self-contained picture, light and dark, that can stand in a file of its own or in a
// page.
#pragma once

#include <string>

#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

std::string svg_of(const Chart& chart);

}  // namespace socketcheck::properties::ladder
