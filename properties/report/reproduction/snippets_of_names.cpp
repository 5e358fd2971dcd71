// Calls that make, name and connect sockets.
#include "properties/report/reproduction/snippets.hpp"

namespace socketcheck::properties {

const std::vector<Snippet>& snippets_of_names() {
  static const std::vector<Snippet> snippets = {
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
      {"set_port(", R"(static void set_port(struct address *one, unsigned port) {
  if (one->bytes.ss_family == AF_INET6) ((struct sockaddr_in6 *)&one->bytes)->sin6_port = htons((in_port_t)port);
  else ((struct sockaddr_in *)&one->bytes)->sin_port = htons((in_port_t)port);
}
)"},
      {"every_address(", R"(/* The same port at 0.0.0.0, :: or ::ffff:0.0.0.0 */
static struct address every_address(struct address one) {
  if (address_family == AF_INET6) inet_pton(AF_INET6, every_address_text, &((struct sockaddr_in6 *)&one.bytes)->sin6_addr);
  else inet_pton(AF_INET, every_address_text, &((struct sockaddr_in *)&one.bytes)->sin_addr);
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
      {"bound_socket(", R"(/* A socket that is bound there, or -1. Who hunts a bug of bind() had better look where it has led. */
static int bound_socket(int type, struct address where) {
  struct address name = none_yet();
  int fd = socket(address_family, type, 0);
  if (fd >= 0 && bind(fd, raw(&where), where.length) == 0 && getsockname(fd, raw(&name), &name.length) == 0 &&
      port_of(&name) == port_of(&where))
    return fd;
  if (fd >= 0) close(fd);
  return -1;
}
)"},
      {"ports_to_take(", R"(/* The ports from which the kernel doesn't choose by itself: below its range, or else above it. */
static void ports_to_take(unsigned *first, unsigned *end) {
  unsigned low = 32768, high = 60999;
  FILE *file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "r");
  if (file == NULL || fscanf(file, "%u %u", &low, &high) != 2) low = 32768, high = 60999;
  if (file != NULL) fclose(file);
  *first = low > 65536 - high ? 1024 : high + 1;
  *end = low > 65536 - high ? low : 65536;
}
)"},
      {"place(",
       R"(/* An address at whose port nobody is, whatever the address, and no TIME-WAIT is left. As many of these programs as you like can run at once: a
   block of 64 ports is this one's for as long as it lives, because it holds the first of them
   for UDP. */
static struct address place(void) {
  unsigned first, end;
  ports_to_take(&first, &end);
  const unsigned blocks = (end - first) / 64;
  for (unsigned tried = 0; tried < blocks; ++tried) {
    const unsigned block = first + ((unsigned)getpid() + tried) % blocks * 64;
    const int held = bound_socket(SOCK_DGRAM, loopback(block));
    for (unsigned port = block + 1; held >= 0 && port < block + 64; ++port) {
      const int fd = bound_socket(SOCK_STREAM, every_address(loopback(port)));
      if (fd < 0) continue;
      close(fd);
      return loopback(port);
    }
    if (held >= 0) close(held);
  }
  could_not_try("no port is free outside net.ipv4.ip_local_port_range");
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
      {"learn_own_name(", R"(/* A name that bind() gave stays, also where it is 0.0.0.0 or :: */
static void learn_own_name(int fd, int number) {
  struct address one = none_yet();
  int failed = getsockname(fd, raw(&one), &one.length) != 0;
  if (!failed && own[number].bytes.ss_family && same_address(&one, &own[number])) return;
  own[number] = failed || is_unspecified(&one) || port_of(&one) == 0 ? none_yet() : one;
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
    unsigned port = port_of(&where);
    learn_own_name(fd, number);
    if (is_unspecified(&where)) where = own[number]; /* stands for the socket's own address */
    set_port(&where, port);
    peer[number] = where;
    active[++connections] = own[number];
    passive[connections] = where;
  } else if (x.error && x.error != EALREADY && x.error != EISCONN) {
    peer[number] = none_yet();
    if (own[number].bytes.ss_family && is_unspecified(&own[number])) learn_own_name(fd, number);
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
      {"do_accept_at_limit(", R"(/* While the process may have no more descriptors. */
static struct answer do_accept_at_limit(int fd) {
  struct rlimit before, none;
  struct answer x;
  getrlimit(RLIMIT_NOFILE, &before);
  none = before;
  none.rlim_cur = 0;
  setrlimit(RLIMIT_NOFILE, &none);
  x = answer_of(accept(fd, NULL, NULL));
  setrlimit(RLIMIT_NOFILE, &before);
  if (x.error) return x;
  close((int)x.value);
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
  return snippets;
}

}  // namespace socketcheck::properties
