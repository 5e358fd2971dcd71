// Random programs of UDP sockets.
#pragma once

#include "properties/generators/draw.hpp"
#include "properties/generators/profile.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// Most calls fit the socket that they are made on; some don't, and are calls like any other.
model::Program draw_datagrams(const Profile& profile, const sut::Abilities& abilities, Draw& draw);

}  // namespace socketcheck::properties
