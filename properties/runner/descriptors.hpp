// How many descriptors this process has open.
#pragma once

namespace socketcheck::properties {

// -1 where the system doesn't tell.
int open_descriptors();

}  // namespace socketcheck::properties
