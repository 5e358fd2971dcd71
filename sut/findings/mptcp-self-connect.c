// Linux 6.18: an MPTCP socket that connects to itself falls back to plain TCP and loses the first byte that it is sent.
// Built with `cc -o self mptcp-self-connect.c`; status 1: the byte is lost, 0: it is not, 2: there is no MPTCP.
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void) {
  int s = socket(AF_INET, SOCK_STREAM, 262 /* IPPROTO_MPTCP */);
  struct sockaddr_in self = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof self;
  if (s < 0 || bind(s, (struct sockaddr *)&self, length) != 0 || getsockname(s, (struct sockaddr *)&self, &length) != 0 ||
      connect(s, (struct sockaddr *)&self, length) != 0) {
    perror("no connection");
    return 2;
  }
  char got[3] = "";
  send(s, "AB", 2, 0);
  struct pollfd readable = {.fd = s, .events = POLLIN};
  poll(&readable, 1, 1000);
  recv(s, got, 2, MSG_DONTWAIT);
  printf("sent AB, received %s\n", got);
  return strcmp(got, "AB") != 0;
}
