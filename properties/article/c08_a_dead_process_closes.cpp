// A process that ends, in four ways, with and without unread data.
#include "properties/article/claims.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace socketcheck::properties::article {
namespace {

enum class Death { exits, exits_at_once, aborts, is_killed };
constexpr std::pair<Death, const char*> deaths[] = {
    {Death::exits, "exit"}, {Death::exits_at_once, "_exit"}, {Death::aborts, "abort"}, {Death::is_killed, "SIGKILL"}};

[[noreturn]] void die(Death how) {
  // Without what the parent's handlers at exit would do here a second time.
  if (how == Death::exits) std::quick_exit(0);
  if (how == Death::exits_at_once) _exit(0);
  if (how == Death::aborts) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    std::abort();
  }
  raise(SIGKILL);
  _exit(1);
}

// What is read from a socket whose only owner was a process that has died.
Result read_from_dead_owner(Scene& s, Death how, bool with_unread_data) {
  auto [a, b] = s.pair();
  if (with_unread_data) {
    s.send(b, 1);
    s.is_ready(a, POLLIN);
  }
  int go[2];
  if (pipe(go) != 0) return {-1, errno};
  const pid_t child = fork();
  if (child == 0) {
    // Dies when the parent has given up its copy of the descriptor.
    close(go[1]);
    char nothing;
    if (read(go[0], &nothing, 1) == 0) die(how);
    _exit(1);
  }
  s.close_copy(a);
  close(go[0]);
  close(go[1]);
  waitpid(child, nullptr, 0);
  return s.recv(b, 1);
}

Verdict decide(Scene& s) {
  bool fins = true;
  bool resets = true;
  for (const auto& [how, name] : deaths) {
    s.note(name);
    fins = read_from_dead_owner(s, how, false).value == 0 && fins;
    resets = read_from_dead_owner(s, how, true).error == ECONNRESET && resets;
  }
  if (!fins) return does_not_hold("no FIN came");
  return resets ? holds_if("everything that it had received was read; else a RST goes out") : holds();
}

}  // namespace

const Claim c8{8, "the end of a process, normal or by SIGKILL, closes its descriptors, and a FIN goes out", decide};

}  // namespace socketcheck::properties::article
