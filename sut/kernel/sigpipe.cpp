#include "sut/kernel/sigpipe.hpp"

#include <csignal>

namespace socketcheck::sut {
namespace {

// SIGPIPE is sent to the thread whose call failed, so the handler runs there.
thread_local volatile std::sig_atomic_t sigpipes = 0;

extern "C" void on_sigpipe(int) { sigpipes = sigpipes + 1; }

}  // namespace

void count_sigpipes() {
  [[maybe_unused]] static const bool installed = [] {
    struct sigaction action {};
    action.sa_handler = on_sigpipe;
    action.sa_flags = SA_RESTART;
    return sigaction(SIGPIPE, &action, nullptr) == 0;
  }();
}

int sigpipes_so_far() { return sigpipes; }

}  // namespace socketcheck::sut
