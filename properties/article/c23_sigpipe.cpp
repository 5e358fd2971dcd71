// A process that writes to a peer that is gone.
#include "properties/article/claims.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

namespace socketcheck::properties::article {
namespace {

// In a process of its own: writes until something happens. How many writes succeeded, and the last errno.
[[noreturn]] void write_on(Scene& s, Side b, int out, void (*handler)(int)) {
  signal(SIGPIPE, handler);
  for (char written = 0; written < 5; ++written) {
    const Result result = s.send(b, 1, 0);
    const char report[2] = {written, static_cast<char>(result.error)};
    if (result.failed()) {
      if (::write(out, report, 2) != 2) _exit(1);
      _exit(0);
    }
    if (::write(out, "+", 1) != 1) _exit(1);
    s.is_ready(b, POLLERR | POLLHUP, 200);
  }
  _exit(0);
}

struct Writing {
  int succeeded = 0;
  int error = 0;
  int status = 0;  // of the process
};

Writing writing_with(Scene& s, void (*handler)(int)) {
  auto [a, b] = s.pair();
  int ends[2];
  if (pipe(ends) != 0) return {};
  s.be_silent(true);
  s.close(a);
  s.be_silent(false);
  s.is_ready(b, POLLIN);
  const pid_t child = fork();
  if (child == 0) write_on(s, b, ends[1], handler);
  close(ends[1]);
  Writing writing;
  for (char c; read(ends[0], &c, 1) == 1;) {
    if (c == '+') ++writing.succeeded;
    else if (read(ends[0], &c, 1) == 1) writing.error = c;
  }
  close(ends[0]);
  waitpid(child, &writing.status, 0);
  return writing;
}

Verdict decide(Scene& s) {
  const Writing by_default = writing_with(s, SIG_DFL);
  const bool died = WIFSIGNALED(by_default.status) && WTERMSIG(by_default.status) == SIGPIPE;
  s.note("by default: " + std::to_string(by_default.succeeded) + " writes succeed, then the process " + (died ? "is ended by SIGPIPE" : "goes on"));
  const Writing ignored = writing_with(s, SIG_IGN);
  s.note("ignored: " + std::to_string(ignored.succeeded) + " writes succeed, then " + (ignored.error != 0 ? strerrorname_np(ignored.error) : "nothing"));
  if (!died || ignored.error != EPIPE) return does_not_hold("the process is not ended, or is not told");
  return by_default.succeeded == 0 ? holds() : holds_if("it is not the first write: that one succeeds, and its RST makes the next one fail");
}

}  // namespace

const Claim c23{23, "SIGPIPE ends a process unless it is ignored, and then write() says EPIPE", decide,
              "start pair a b; close(a); send(b, 1); send(b, 1)"};

}  // namespace socketcheck::properties::article
