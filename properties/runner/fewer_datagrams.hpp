// Shorter programs about datagrams, which several changes at once lead to: for the shrinker.
#pragma once

#include <vector>

#include "model/program.hpp"

namespace socketcheck::properties {

// Programs of fewer calls, or about fewer sockets, that may show the same. Empty: the program is not about datagrams.
std::vector<std::vector<model::Operation>> with_fewer_datagrams(const model::Program& program);

}  // namespace socketcheck::properties
