// Ctrl-C and SIGTERM end a run in an orderly way: with a summary, and with nothing left behind.
#pragma once

#include <atomic>

namespace socketcheck::properties {

// Installs the handlers; the flag becomes true at the first signal. A second one ends the process at once.
const std::atomic<bool>& watch_for_interrupts();

}  // namespace socketcheck::properties
