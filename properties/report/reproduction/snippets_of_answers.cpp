// What a call answered, as text; waiting, and the verdict.
#include "properties/report/reproduction/snippets.hpp"

namespace socketcheck::properties {

const std::vector<Snippet>& snippets_of_answers() {
  static const std::vector<Snippet> snippets = {
      {"struct answer",
       R"(/* What a call answered: its value, or -1 and errno; and how often SIGPIPE was raised during it. */
struct answer { long value; int error; int sigpipes; };

static struct answer answer_of(long result) {
  struct answer x = {result, result < 0 ? errno : 0, 0};
  return x;
}
)"},
      {"could_not_try(", R"(/* Nothing is said about the bug. */
static void could_not_try(const char *what) {
  fprintf(stderr, "could not be tried: %s: %s\n", what, strerror(errno));
  exit(2);
}
)"},
      {"error_name(", R"(static const char *error_name(int error) {
  static const struct { int error; const char *name; } names[] = {
    {0, "0"}, {EAGAIN, "EAGAIN"}, {ECONNRESET, "ECONNRESET"}, {EPIPE, "EPIPE"}, {ENOTCONN, "ENOTCONN"}, {EINVAL, "EINVAL"},
    {EBADF, "EBADF"}, {EOPNOTSUPP, "EOPNOTSUPP"}, {EINTR, "EINTR"}, {ECONNREFUSED, "ECONNREFUSED"},
    {ECONNABORTED, "ECONNABORTED"}, {EINPROGRESS, "EINPROGRESS"}, {EALREADY, "EALREADY"}, {EISCONN, "EISCONN"},
    {EADDRINUSE, "EADDRINUSE"}, {EADDRNOTAVAIL, "EADDRNOTAVAIL"}, {EDESTADDRREQ, "EDESTADDRREQ"},
    {EAFNOSUPPORT, "EAFNOSUPPORT"}, {ENOPROTOOPT, "ENOPROTOOPT"}, {EMFILE, "EMFILE"}, {EMSGSIZE, "EMSGSIZE"}};
  for (unsigned i = 0; i < sizeof names / sizeof *names; ++i)
    if (names[i].error == error) return names[i].name;
  return strerror(error);
}
)"},
      {"number_text", R"(static void number_text(char *text, long value) { sprintf(text, "%ld", value); }
)"},
      {"events_text", R"(static void events_text(char *text, long value) {
  static const struct { int bit; const char *name; } names[] = {
    {POLLIN, "POLLIN"}, {POLLPRI, "POLLPRI"}, {POLLOUT, "POLLOUT"}, {POLLERR, "POLLERR"}, {POLLHUP, "POLLHUP"},
    {POLLNVAL, "POLLNVAL"}, {POLLRDNORM, "POLLRDNORM"}, {POLLRDBAND, "POLLRDBAND"}, {POLLWRNORM, "POLLWRNORM"},
    {POLLWRBAND, "POLLWRBAND"}, {POLLRDHUP, "POLLRDHUP"}};
  strcpy(text, value ? "" : "0");
  for (unsigned i = 0; i < sizeof names / sizeof *names; ++i)
    if (value & names[i].bit) strcat(strcat(text, *text ? "|" : ""), names[i].name);
}
)"},
      {"state_name(", R"(static const char *state_name(long state) {
  static const char *const names[] = {"CLOSED", "ESTABLISHED", "SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2",
                                      "TIME-WAIT", "CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING"};
  return state >= 0 && state < 12 ? names[state] : "an unknown state";
}
)"},
      {"state_text", R"(static void state_text(char *text, long value) { strcpy(text, state_name(value)); }
)"},
      {"kept_text",
       R"(static void kept_text(char *text, long value) { strcpy(text, value ? state_name(value) : "nothing kept"); }
)"},
      {"error_text", R"(static void error_text(char *text, long value) { strcpy(text, error_name((int)value)); }
)"},
      {"linger_text", R"(static void linger_text(char *text, long value) {
  if (value < 0) strcpy(text, "{0, 0}");
  else sprintf(text, "{1, %ld}", value);
}
)"},
      {"own_name", R"(enum { own_name = 1, peers_name, other_name, port_only, unspecified_name };
)"},
      {"name_text", R"(static void name_text(char *text, long value) {
  static const char *const names[] = {"", "its own name", "the peer's name", "another name",
                                      "an unspecified address with a port", "an unspecified name",
                                      "an address without a port"};
  strcpy(text, names[value]);
}
)"},
      {"connection_text", R"(static void connection_text(char *text, long value) {
  if (value == 0) strcpy(text, "a connection from elsewhere");
  else sprintf(text, "connection %ld", value);
}
)"},
      {"show(", R"(/* As strace writes it; `value_text` knows how the value is to be read. */
static const char *show(struct answer x, void (*value_text)(char *, long)) {
  static char text[512];
  if (x.error) sprintf(text, "-1 %s", error_name(x.error));
  else value_text(text, x.value);
  if (x.sigpipes == 1) strcat(text, ", SIGPIPE");
  else if (x.sigpipes > 1) sprintf(text + strlen(text), ", %d SIGPIPE", x.sigpipes);
  return text;
}
)"},
      {"step(",
       R"(/* A call whose answer is as it was when the bug was found. Another answer may be as right, but then what follows says
   nothing about the bug. */
static void step(const char *call, const char *seen, const char *recorded, int only_looks) {
  printf("  %-40s = %s\n", call, seen);
  if (strcmp(seen, recorded) == 0 || only_looks) return;
  printf("    (it was %s when the bug was found)\nThe calls went another way: this says nothing about the bug.\n", recorded);
  exit(2);
}
)"},
      {"verdict(", R"(static int verdict(int is_there) {
  printf(is_there ? "\nTHE BUG IS THERE.\n" : "\nThe bug is not there.\n");
  return is_there;
}
)"},
      {"time_is_up(", R"(static struct timespec since;

static void start_clock(void) { clock_gettime(CLOCK_MONOTONIC, &since); }
static int time_is_up(double allowed) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - since.tv_sec) + (double)(now.tv_nsec - since.tv_nsec) / 1e9 > allowed;
}
/* For something that is on its way. */
static void wait_a_little(void) { poll(NULL, 0, 1); }
)"},
  };
  return snippets;
}

}  // namespace socketcheck::properties
