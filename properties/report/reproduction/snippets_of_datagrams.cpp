// Calls of UDP sockets.
#include "model/rules/answer.hpp"
#include "model/world/world.hpp"
#include "properties/report/reproduction/snippets.hpp"

namespace socketcheck::properties {

static_assert(static_cast<int>(model::Place::first_chosen) == 7 && model::place_elsewhere == 255, "the numbers in the first part");

const std::vector<Snippet>& snippets_of_datagrams() {
  static const std::vector<Snippet> snippets = {
      {"known_port", R"(/* Places as recvfrom() tells them: p, q and r from 1, then the ports that the system chose. */
enum { first_chosen = 7, elsewhere = 255, from_place = 256 };
static unsigned known_port[128]; /* that a socket has or had */
static long known_place[128];
static int known_ports, chosen_ports;
)"},
      {"datagram_text", R"(static void datagram_text(char *text, long value) {
  const long place = value % from_place;
  const char *const names[] = {"nowhere", "p", "q", "r"};
  sprintf(text, "%ld from ", value / from_place);
  if (place < first_chosen) strcat(text, names[place]);
  else if (place == elsewhere) strcat(text, "elsewhere");
  else sprintf(text + strlen(text), "chosen port %ld", place - first_chosen + 1);
}
)"},
      {"udp_port(", R"(/* An address at whose port nobody is. A block of 64 ports is this program's for as long as it lives, because it holds
   the first of them for TCP. */
static struct address udp_port(void) {
  static unsigned next, end_of_block;
  unsigned first, end;
  ports_to_take(&first, &end);
  for (unsigned tried = 0, blocks = (end - first) / 64; tried < blocks; ++tried) {
    while (next < end_of_block) {
      const int fd = bound_socket(SOCK_DGRAM, loopback(++next));
      if (fd < 0) continue;
      close(fd);
      return loopback(next);
    }
    next = first + ((unsigned)getpid() + tried) % blocks * 64;
    end_of_block = bound_socket(SOCK_STREAM, loopback(next)) < 0 ? next : next + 63;
  }
  could_not_try("no port is free outside net.ipv4.ip_local_port_range");
  return none_yet();
}
)"},
      {"udp_learn(", R"(/* The system gives a socket its port by the way, and takes it back with AF_UNSPEC. `given`: the place that bind() named. */
static void udp_learn(int fd, int number, long given) {
  struct address one = none_yet();
  if (getsockname(fd, raw(&one), &one.length) != 0 || port_of(&one) == 0) {
    own[number] = none_yet();
    return;
  }
  if (own[number].bytes.ss_family && port_of(&own[number]) == port_of(&one)) return;
  own[number] = loopback(port_of(&one));
  known_port[known_ports] = port_of(&one);
  known_place[known_ports++] = given ? given : first_chosen + chosen_ports++;
}
)"},
      {"udp_socket(", R"(static struct answer udp_socket(int *fd) {
  struct answer x = answer_of(*fd = socket(address_family, SOCK_DGRAM | SOCK_NONBLOCK, 0));
  if (!x.error) x.value = 0;
  return x;
}
)"},
      {"udp_bind(", R"(static struct answer udp_bind(int fd, struct address where, int number, long place) {
  struct answer x = answer_of(bind(fd, raw(&where), where.length));
  if (!x.error) udp_learn(fd, number, place);
  return x;
}
)"},
      {"udp_connect(", R"(static struct answer udp_connect(int fd, struct address where, int number) {
  struct answer x = answer_of(connect(fd, raw(&where), where.length));
  udp_learn(fd, number, 0);
  if (!x.error) peer[number] = where;
  return x;
}
)"},
      {"udp_disconnect(", R"(static struct answer udp_disconnect(int fd, int number) {
  struct sockaddr unspecified;
  struct answer x;
  memset(&unspecified, 0, sizeof unspecified);
  unspecified.sa_family = AF_UNSPEC;
  x = answer_of(connect(fd, &unspecified, sizeof unspecified));
  udp_learn(fd, number, 0);
  return x;
}
)"},
      {"udp_send(", R"(/* The n-th datagram of the program: n decides its bytes. `where`: NULL for the peer. */
static struct answer udp_send(int fd, int buffers, size_t size, int flags, int n, struct address *where, int number) {
  struct iovec parts[8];
  struct msghdr message;
  struct answer x;
  int before = sigpipes;
  for (size_t i = 0; i < size; ++i) buffer[i] = byte_at(n, i);
  share(parts, buffers ? buffers : 1, size, &message);
  if (buffers) x = answer_of(sendmsg(fd, &message, flags));
  else if (where != NULL) x = answer_of(sendto(fd, buffer, size, flags, raw(where), where->length));
  else x = answer_of(send(fd, buffer, size, flags));
  x.sigpipes = sigpipes - before;
  udp_learn(fd, number, 0);
  return x;
}
)"},
      {"check_datagram(", R"(/* `n`: the datagram that is next; 0: there is none. */
static void check_datagram(long count, size_t size, int n) {
  for (long i = 0; n && i < count && i < (long)size && wrong_byte < 0; ++i)
    if (buffer[i] != byte_at(n, (unsigned long)i)) wrong_byte = i;
}
)"},
      {"udp_recv(", R"(static struct answer udp_recv(int fd, int buffers, size_t size, int flags, int n) {
  struct iovec parts[8];
  struct msghdr message;
  struct answer x;
  share(parts, buffers ? buffers : 1, size, &message);
  x = answer_of(buffers ? recvmsg(fd, &message, flags) : recv(fd, buffer, size, flags));
  check_datagram(x.value, size, n);
  return x;
}
)"},
      {"udp_recvfrom(", R"(static struct answer udp_recvfrom(int fd, size_t size, int flags, int n) {
  struct address from = none_yet();
  struct answer x = answer_of(recvfrom(fd, buffer, size, flags, raw(&from), &from.length));
  long place = elsewhere;
  if (x.error) return x;
  check_datagram(x.value, size, n);
  for (int i = 0; i < known_ports; ++i)
    if (known_port[i] == port_of(&from)) place = known_place[i];
  x.value = x.value * from_place + place;
  return x;
}
)"},
      {"udp_keep_errors(", R"(static struct answer udp_keep_errors(int fd, int on) {
  return answer_of(address_family == AF_INET6 ? setsockopt(fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on)
                                              : setsockopt(fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on));
}
)"},
      {"udp_kept_error(", R"(/* The oldest error that was kept. */
static struct answer udp_kept_error(int fd) {
  char control[512];
  struct iovec data = {buffer, sizeof buffer};
  struct msghdr message;
  struct answer x;
  memset(&message, 0, sizeof message);
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  x = answer_of(recvmsg(fd, &message, MSG_ERRQUEUE));
  if (x.error) return x;
  x.value = 0;
  for (struct cmsghdr *one = CMSG_FIRSTHDR(&message); one != NULL; one = CMSG_NXTHDR(&message, one))
    if (one->cmsg_type == IP_RECVERR || one->cmsg_type == IPV6_RECVERR) {
      unsigned error; /* the first member of struct sock_extended_err */
      memcpy(&error, CMSG_DATA(one), sizeof error);
      x.value = error;
    }
  return x;
}
)"},
      {"udp_name(", R"(enum { address_only = 6 };

static struct answer udp_name(int fd, int number, int (*asked)(int, struct sockaddr *, socklen_t *)) {
  struct address one = none_yet();
  struct answer x = answer_of(asked(fd, raw(&one), &one.length));
  if (x.error) return x;
  if (asked == getsockname && port_of(&one) == 0 && !is_unspecified(&one)) x.value = address_only;
  else if (asked == getpeername && peer[number].bytes.ss_family && same_address(&one, &peer[number])) x.value = peers_name;
  else x.value = meaning_of(&one, number);
  return x;
}
)"},
  };
  return snippets;
}

}  // namespace socketcheck::properties
