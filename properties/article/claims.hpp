// The claims, one file each, and what they are decided with.
#pragma once

#include <poll.h>

#include <cerrno>
#include <optional>
#include <string>

#include "properties/article/claim.hpp"
#include "properties/article/scene.hpp"

namespace socketcheck::properties::article {

using model::State;

extern const Claim c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34;

}  // namespace socketcheck::properties::article
