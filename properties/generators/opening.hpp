// Random programs that begin with a handshake on the wire: towards a listener, or of two ends that connect to each other.
#pragma once

#include "properties/generators/draw.hpp"
#include "properties/generators/profile.hpp"
#include "sut/stack.hpp"

namespace socketcheck::properties {

// The wire is held, so that the handshake's segments are in the program's hand.
model::Program draw_opening(const Profile& profile, const sut::Abilities& abilities, Draw& draw);

}  // namespace socketcheck::properties
