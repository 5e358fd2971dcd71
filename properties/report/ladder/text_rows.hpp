// What a row of a ladder diagram says in words, however it is drawn.
#pragma once

#include <string>

#include "properties/report/ladder/chart.hpp"

namespace socketcheck::properties::ladder {

// `3 close(a)`, without its answer.
std::string call_text(const Row& row);
// `3 drop(a) = FIN ACK 6, ack 1`.
std::string wire_text(const Row& row);
// The whole row as one line, for pages on which no lanes fit.
std::string line_of_list(const Chart& chart, const Row& row);

}  // namespace socketcheck::properties::ladder
