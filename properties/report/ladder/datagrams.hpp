// Ladder diagrams of programs about datagrams: a lane for each socket, and between them the datagrams that the model delivers.
#pragma once

#include <vector>

#include "model/program.hpp"
#include "model/rules/book.hpp"
#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

// As draw(); without `steps` the answers are the model's own.
Chart draw_datagrams(const model::Program& program, const model::Book& book, const model::Limits& limits, const std::vector<Step>* steps,
                     const Failure* failure);

}  // namespace socketcheck::properties::ladder
