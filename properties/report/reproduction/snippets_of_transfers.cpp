// Calls on a socket that need no name.
#include "properties/report/reproduction/snippets.hpp"

namespace socketcheck::properties {

const std::vector<Snippet>& snippets_of_transfers() {
  static const std::vector<Snippet> snippets = {
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
      {"written[", R"(static unsigned long written[128]; /* by stream */
)"},
      {"do_send(", R"(/* A blocking call would go on after EAGAIN: if `patient`, so does this one. */
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
      {"share(", R"(/* The buffer as several ones. */
static void share(struct iovec *parts, int count, size_t size, struct msghdr *message) {
  unsigned char *at = buffer;
  for (int i = 0; i < count; ++i) {
    parts[i].iov_base = at;
    parts[i].iov_len = size / (size_t)count + ((size_t)i < size % (size_t)count);
    at += parts[i].iov_len;
  }
  memset(message, 0, sizeof *message);
  message->msg_iov = parts;
  message->msg_iovlen = (size_t)count;
}
)"},
      {"taken[", R"(static unsigned long taken[128]; /* by stream */
)"},
      {"wrong_byte", R"(static long wrong_byte = -1; /* of a stream, if one was read */
)"},
      {"check_bytes(", R"(static void check_bytes(long count, int flags, int stream) {
  for (long i = 0; i < count && !(flags & MSG_TRUNC) && wrong_byte < 0; ++i)
    if (buffer[i] != byte_at(stream, taken[stream] + (unsigned long)i)) wrong_byte = (long)taken[stream] + i;
  if (count > 0 && !(flags & MSG_PEEK)) taken[stream] += (unsigned long)count;
}
)"},
      {"do_recv(", R"(static struct answer do_recv(int fd, size_t size, int flags, int stream, int patient) {
  struct answer x;
  start_clock();
  while ((x = answer_of(recv(fd, buffer, size, flags))).error == EAGAIN && patient && !time_is_up(patience)) wait_a_little();
  check_bytes(x.value, flags, stream);
  return x;
}
)"},
      {"do_sendmsg(", R"(static struct answer do_sendmsg(int buffers, int fd, size_t size, int flags, int stream, int patient) {
  struct iovec parts[8];
  struct msghdr message;
  struct answer x;
  int before = sigpipes;
  for (size_t i = 0; i < size; ++i) buffer[i] = byte_at(stream, written[stream] + i);
  share(parts, buffers, size, &message);
  start_clock();
  while ((x = answer_of(sendmsg(fd, &message, flags))).error == EAGAIN && patient && !time_is_up(patience)) wait_a_little();
  if (!x.error) written[stream] += (unsigned long)x.value;
  x.sigpipes = sigpipes - before;
  return x;
}
)"},
      {"do_recvmsg(", R"(static struct answer do_recvmsg(int buffers, int fd, size_t size, int flags, int stream, int patient) {
  struct iovec parts[8];
  struct msghdr message;
  struct answer x;
  share(parts, buffers, size, &message);
  start_clock();
  while ((x = answer_of(recvmsg(fd, &message, flags))).error == EAGAIN && patient && !time_is_up(patience)) wait_a_little();
  check_bytes(x.value, flags, stream);
  return x;
}
)"},
      {"skip_urgent_byte(", R"(/* recv leaves the urgent byte out, which stands next. */
static void skip_urgent_byte(int stream) { ++taken[stream]; }
)"},
      {"do_recv_urgent(", R"(static struct answer do_recv_urgent(int fd, size_t size, int flags, int stream, unsigned long mark) {
  struct answer x = answer_of(recv(fd, buffer, size, flags | MSG_OOB));
  if (x.value > 0 && wrong_byte < 0 && buffer[0] != byte_at(stream, mark)) wrong_byte = (long)mark;
  return x;
}
)"},
      {"do_unacknowledged(", R"(static struct answer do_unacknowledged(int fd) {
  int bytes = 0;
  struct answer x = answer_of(ioctl(fd, SIOCOUTQ, &bytes));
  if (!x.error) x.value = bytes;
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
      {"do_setsockopt(", R"(static struct answer do_setsockopt(int fd, int option, int value) {
  return answer_of(setsockopt(fd, SOL_SOCKET, option, &value, sizeof value));
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
  };
  return snippets;
}

}  // namespace socketcheck::properties
