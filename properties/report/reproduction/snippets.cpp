#include "properties/report/reproduction/snippets.hpp"

#include <iterator>

namespace socketcheck::properties {

const Snippet snippets[] = {
    {"struct answer", R"(/* What a call answered: its value, or -1 and errno; and how often SIGPIPE was raised during it. */
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
    {EAFNOSUPPORT, "EAFNOSUPPORT"}};
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
    {"kept_text", R"(static void kept_text(char *text, long value) { strcpy(text, value ? state_name(value) : "nothing kept"); }
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
                                      "an unspecified address with a port", "an unspecified name"};
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
    {"step(", R"(/* A call whose answer is as it was when the bug was found. Another answer may be as right, but then what follows says
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
    {"count_sigpipes(", R"(static volatile sig_atomic_t sigpipes;

static void on_sigpipe(int number) {
  (void)number;
  sigpipes = sigpipes + 1;
}
static void count_sigpipes(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_sigpipe;
  action.sa_flags = SA_RESTART;
  sigaction(SIGPIPE, &action, NULL);
}
)"},
    {"byte_at(", R"(/* The bytes of a stream, so that one which is lost, doubled or swapped is noticed. */
static unsigned char byte_at(int stream, unsigned long position) {
  unsigned long mixed = (position + 1) * 2654435761u + (unsigned long)stream * 40503u;
  return (unsigned char)(mixed >> 13 ^ mixed >> 5);
}
static unsigned char buffer[1 << 20];
)"},
    {"do_send(", R"(static unsigned long written[128]; /* by stream */

/* A blocking call would go on after EAGAIN: if `patient`, so does this one. */
static struct answer do_send(int fd, size_t size, int flags, int stream, int patient) {
  struct answer x;
  int before = sigpipes;
  for (size_t i = 0; i < size; ++i) buffer[i] = byte_at(stream, written[stream] + i);
  start_clock();
  while ((x = answer_of(send(fd, buffer, size, flags))).error == EAGAIN && patient && !time_is_up(patience)) wait_a_little();
  if (!x.error) written[stream] += (unsigned long)x.value;
  x.sigpipes = sigpipes - before;
  return x;
}
)"},
    {"do_recv(", R"(static unsigned long taken[128]; /* by stream */
static long wrong_byte = -1;     /* of a stream, if one was read */

static struct answer do_recv(int fd, size_t size, int flags, int stream, int patient) {
  struct answer x;
  start_clock();
  while ((x = answer_of(recv(fd, buffer, size, flags))).error == EAGAIN && patient && !time_is_up(patience)) wait_a_little();
  for (long i = 0; i < x.value && !(flags & MSG_TRUNC) && wrong_byte < 0; ++i)
    if (buffer[i] != byte_at(stream, taken[stream] + (unsigned long)i)) wrong_byte = (long)taken[stream] + i;
  if (x.value > 0 && !(flags & MSG_PEEK)) taken[stream] += (unsigned long)x.value;
  return x;
}
)"},
    {"do_close(", R"(static struct answer do_close(int *fd) {
  struct answer x = answer_of(close(*fd));
  *fd = -1;
  return x;
}
)"},
    {"do_abort(", R"(/* SO_LINGER with 0 seconds, and close: a RST. */
static struct answer do_abort(int *fd) {
  struct linger now = {1, 0};
  setsockopt(*fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  return do_close(fd);
}
)"},
    {"do_poll(", R"(static struct answer do_poll(int fd, short asked) {
  struct pollfd one = {fd, asked, 0};
  struct answer x = answer_of(poll(&one, 1, 0));
  if (!x.error) x.value = one.revents;
  return x;
}
)"},
    {"do_getsockopt(", R"(static struct answer do_getsockopt(int fd, int level, int option) {
  int value = 0;
  socklen_t length = sizeof value;
  struct answer x = answer_of(getsockopt(fd, level, option, &value, &length));
  if (!x.error) x.value = value;
  return x;
}
)"},
    {"do_getlinger(", R"(static struct answer do_getlinger(int fd) {
  struct linger value = {0, 0};
  socklen_t length = sizeof value;
  struct answer x = answer_of(getsockopt(fd, SOL_SOCKET, SO_LINGER, &value, &length));
  if (!x.error) x.value = value.l_onoff ? value.l_linger : -1;
  return x;
}
)"},
    {"do_setlinger(", R"(static struct answer do_setlinger(int fd, int on, int seconds) {
  struct linger value = {on, seconds};
  return answer_of(setsockopt(fd, SOL_SOCKET, SO_LINGER, &value, sizeof value));
}
)"},
    {"do_setnodelay(", R"(static struct answer do_setnodelay(int fd, int on) {
  return answer_of(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
}
)"},
    {"do_unread(", R"(static struct answer do_unread(int fd) {
  int bytes = 0;
  struct answer x = answer_of(ioctl(fd, FIONREAD, &bytes));
  if (!x.error) x.value = bytes;
  return x;
}
)"},
    {"do_state(", R"(static struct answer do_state(int fd) {
  struct tcp_info info;
  socklen_t length = sizeof info;
  struct answer x;
  memset(&info, 0, sizeof info);
  x = answer_of(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length));
  if (!x.error) x.value = info.tcpi_state == TCP_CLOSE ? 0 : info.tcpi_state;
  return x;
}
)"},
    {"struct address", R"(struct address { struct sockaddr_storage bytes; socklen_t length; };
)"},
    {"raw(", R"(static struct sockaddr *raw(struct address *address) { return (struct sockaddr *)&address->bytes; }
)"},
    {"port_of(", R"(static unsigned port_of(const struct address *one) {
  if (one->bytes.ss_family == AF_INET6) return ntohs(((const struct sockaddr_in6 *)&one->bytes)->sin6_port);
  return ntohs(((const struct sockaddr_in *)&one->bytes)->sin_port);
}
)"},
    {"loopback(", R"(static struct address loopback(unsigned port) {
  struct address one;
  memset(&one, 0, sizeof one);
  if (address_family == AF_INET6) {
    struct sockaddr_in6 *in = (struct sockaddr_in6 *)&one.bytes;
    in->sin6_family = AF_INET6;
    in->sin6_port = htons((in_port_t)port);
    inet_pton(AF_INET6, loopback_text, &in->sin6_addr);
    one.length = sizeof *in;
  } else {
    struct sockaddr_in *in = (struct sockaddr_in *)&one.bytes;
    in->sin_family = AF_INET;
    in->sin_port = htons((in_port_t)port);
    inet_pton(AF_INET, loopback_text, &in->sin_addr);
    one.length = sizeof *in;
  }
  return one;
}
)"},
    {"none_yet(", R"(static struct address none_yet(void) {
  struct address one;
  memset(&one, 0, sizeof one);
  one.length = sizeof one.bytes;
  return one;
}
)"},
    {"place(", R"(/* The first port from there on at which nobody is, and no TIME-WAIT is left. */
static struct address place(unsigned first) {
  for (unsigned port = first; port < first + 200; ++port) {
    struct address one = loopback(port);
    int fd = socket(address_family, SOCK_STREAM, 0);
    int result = bind(fd, raw(&one), one.length);
    close(fd);
    if (result == 0) return one;
  }
  could_not_try("no port is free");
  return none_yet();
}
)"},
    {"ip_of(", R"(/* The bytes of the IP address. */
static const unsigned char *ip_of(const struct address *one, size_t *size) {
  int is_v6 = one->bytes.ss_family == AF_INET6;
  *size = is_v6 ? 16 : 4;
  return is_v6 ? (const unsigned char *)&((const struct sockaddr_in6 *)&one->bytes)->sin6_addr
               : (const unsigned char *)&((const struct sockaddr_in *)&one->bytes)->sin_addr;
}
)"},
    {"same_address(", R"(static int same_address(const struct address *one, const struct address *other) {
  size_t size;
  const unsigned char *ip = ip_of(one, &size);
  return one->bytes.ss_family == other->bytes.ss_family && port_of(one) == port_of(other) &&
         memcmp(ip, ip_of(other, &size), size) == 0;
}
)"},
    {"is_unspecified(", R"(/* 0.0.0.0, :: or ::ffff:0.0.0.0 */
static int is_unspecified(const struct address *one) {
  size_t size;
  const unsigned char *ip = ip_of(one, &size);
  for (size_t i = 0; i < size; ++i)
    if (ip[i] != 0 && !(size == 16 && (i == 10 || i == 11) && ip[i] == 0xff)) return 0;
  return 1;
}
)"},
    {"own[", R"(static struct address own[128]; /* names, by socket; a family of 0: not known */
)"},
    {"peer[", R"(static struct address peer[128];
)"},
    {"active[", R"(static struct address active[128], passive[128]; /* names, by connection, from 1 */
)"},
    {"connections", R"(static int connections;
)"},
    {"learn_own_name(", R"(static void learn_own_name(int fd, int number) {
  own[number] = none_yet();
  if (getsockname(fd, raw(&own[number]), &own[number].length) != 0 || is_unspecified(&own[number]) || port_of(&own[number]) == 0)
    own[number] = none_yet();
}
)"},
    {"meaning_of(", R"(static long meaning_of(const struct address *one, int number) {
  if (own[number].bytes.ss_family && same_address(one, &own[number])) return own_name;
  if (peer[number].bytes.ss_family && same_address(one, &peer[number])) return peers_name;
  if (!is_unspecified(one)) return other_name;
  return port_of(one) == 0 ? unspecified_name : port_only;
}
)"},
    {"do_getsockname(", R"(static struct answer do_getsockname(int fd, int number) {
  struct address one = none_yet();
  struct answer x = answer_of(getsockname(fd, raw(&one), &one.length));
  if (!x.error) x.value = meaning_of(&one, number);
  return x;
}
)"},
    {"do_getpeername(", R"(static struct answer do_getpeername(int fd, int number) {
  struct address one = none_yet();
  struct answer x = answer_of(getpeername(fd, raw(&one), &one.length));
  if (!x.error) x.value = meaning_of(&one, number);
  return x;
}
)"},
    {"do_socket(", R"(static struct answer do_socket(int *fd) {
  struct answer x = answer_of(*fd = socket(address_family, SOCK_STREAM | SOCK_NONBLOCK, 0));
  if (!x.error) x.value = 0;
  return x;
}
)"},
    {"do_bind(", R"(static struct answer do_bind(int fd, struct address where, int number) {
  struct answer x = answer_of(bind(fd, raw(&where), where.length));
  if (x.error) return x;
  if (port_of(&where)) own[number] = where;
  else learn_own_name(fd, number);
  return x;
}
)"},
    {"do_listen(", R"(static struct answer do_listen(int fd, int backlog, int number) {
  struct answer x = answer_of(listen(fd, backlog));
  if (!x.error) learn_own_name(fd, number);
  return x;
}
)"},
    {"do_connect(", R"(static struct answer do_connect(int fd, struct address where, int number) {
  struct answer x = answer_of(connect(fd, raw(&where), where.length));
  if (x.error == EINPROGRESS || (!x.error && !peer[number].bytes.ss_family)) {
    learn_own_name(fd, number);
    peer[number] = where;
    active[++connections] = own[number];
    passive[connections] = where;
  } else if (x.error && x.error != EALREADY && x.error != EISCONN) {
    peer[number] = none_yet();
  }
  return x;
}
)"},
    {"name_of_socket(", R"(/* Where that socket is named; a name without an address is reached over loopback. */
static struct address name_of_socket(int fd) {
  struct address one = none_yet();
  getsockname(fd, raw(&one), &one.length);
  return is_unspecified(&one) ? loopback(port_of(&one)) : one;
}
)"},
    {"do_disconnect(", R"(static struct answer do_disconnect(int fd, int number) {
  struct sockaddr unspecified;
  struct answer x;
  memset(&unspecified, 0, sizeof unspecified);
  unspecified.sa_family = AF_UNSPEC;
  x = answer_of(connect(fd, &unspecified, sizeof unspecified));
  if (!x.error) peer[number] = none_yet();
  return x;
}
)"},
    {"do_accept(", R"(/* The value says which of the connections it is. */
static struct answer do_accept(int fd, int *made, int number) {
  struct address from = none_yet();
  struct answer x = answer_of(*made = accept(fd, raw(&from), &from.length));
  if (x.error) return x;
  fcntl(*made, F_SETFL, O_NONBLOCK);
  learn_own_name(*made, number);
  peer[number] = from;
  for (x.value = 1; x.value <= connections; ++x.value)
    if (same_address(&active[x.value], &from) && same_address(&passive[x.value], &own[number])) return x;
  x.value = 0;
  return x;
}
)"},
    {"do_dup(", R"(static struct answer do_dup(int fd, int *made) {
  struct answer x = answer_of(*made = dup(fd));
  if (!x.error) x.value = 0;
  return x;
}
)"},
    {"connected_pair(", R"(/* `one` has called connect(), `other` was accepted; both with TCP_NODELAY. */
static void connected_pair(int *one, int *other) {
  struct address where = loopback(0);
  struct pollfd waiting = {-1, POLLIN, 0};
  int on = 1;
  int listener = waiting.fd = socket(address_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
  *one = socket(address_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (listener < 0 || *one < 0 || bind(listener, raw(&where), where.length) != 0 || listen(listener, 1) != 0 ||
      getsockname(listener, raw(&where), &where.length) != 0)
    could_not_try("a listening socket");
  if (connect(*one, raw(&where), where.length) != 0 && errno != EINPROGRESS) could_not_try("connect");
  poll(&waiting, 1, 5000);
  *other = accept(listener, NULL, NULL);
  if (*other < 0 || fcntl(*other, F_SETFL, O_NONBLOCK) != 0) could_not_try("accept");
  setsockopt(*one, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(*other, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  close(listener);
}
)"},
    {"learn_names_of_pair(", R"(static void learn_names_of_pair(int one, int other) {
  learn_own_name(one, 0);
  learn_own_name(other, 1);
  active[0] = peer[1] = own[0];
  passive[0] = peer[0] = own[1];
}
)"},
    {"kept_state(", R"(/* The state of the end of that name, as the kernel lists it; 0: nothing is kept. */
static long kept_state(const struct address *name, const struct address *others) {
  char line[512];
  long state = 0;
  FILE *file = fopen(address_family == AF_INET6 ? "/proc/net/tcp6" : "/proc/net/tcp", "r");
  if (file == NULL) return 0;
  while (fgets(line, sizeof line, file) != NULL) {
    unsigned local, remote, number;
    if (sscanf(line, " %*d: %*[0-9A-Fa-f]:%X %*[0-9A-Fa-f]:%X %X", &local, &remote, &number) != 3) continue;
    if (local == port_of(name) && remote == port_of(others)) state = number == 7 ? 0 : (long)number;
  }
  fclose(file);
  return state;
}
)"},
    {"open_descriptors(", R"(static long open_descriptors(void) {
  long count = 0;
  DIR *directory = opendir("/proc/self/fd");
  while (directory != NULL && readdir(directory) != NULL) ++count;
  if (directory != NULL) closedir(directory);
  return count;
}
)"},
};
const unsigned number_of_snippets = static_cast<unsigned>(std::size(snippets));

}  // namespace socketcheck::properties
