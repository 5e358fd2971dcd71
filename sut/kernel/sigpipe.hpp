// Counts the SIGPIPEs that this thread's calls raise.
#pragma once

namespace socketcheck::sut {

// Installs the counting handler, once for the process.
void count_sigpipes();
// How many this thread has received so far.
int sigpipes_so_far();

}  // namespace socketcheck::sut
