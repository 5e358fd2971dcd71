// The socket calls that a descriptor-based stack answers, named and shaped like libc's. Faulty and odd stacks
// override some of them; what they don't override goes to libc.
#pragma once

#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>

namespace socketcheck::sut {

class Calls {
 public:
  virtual ~Calls() = default;
  virtual int socket(int domain, int type, int protocol);
  virtual int bind(int fd, const sockaddr* address, socklen_t length);
  virtual int listen(int fd, int backlog);
  virtual int connect(int fd, const sockaddr* address, socklen_t length);
  virtual int accept(int fd, sockaddr* address, socklen_t* length);
  virtual ssize_t send(int fd, const void* data, size_t size, int flags);
  virtual ssize_t recv(int fd, void* data, size_t size, int flags);
  virtual ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length);
  virtual ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* from, socklen_t* length);
  virtual int shutdown(int fd, int how);
  virtual int close(int fd);
  virtual int poll(pollfd* fds, nfds_t count, int timeout);
  virtual int select(int descriptors, fd_set* read, fd_set* write, fd_set* except, timeval* timeout);
  virtual int epoll_wait(int epoll, epoll_event* events, int most, int timeout);
  virtual int getsockopt(int fd, int level, int option, void* value, socklen_t* length);
  virtual int setsockopt(int fd, int level, int option, const void* value, socklen_t length);
  virtual int getsockname(int fd, sockaddr* address, socklen_t* length);
  virtual int getpeername(int fd, sockaddr* address, socklen_t* length);
  virtual ssize_t sendmsg(int fd, const msghdr* message, int flags);
  virtual ssize_t recvmsg(int fd, msghdr* message, int flags);
  virtual int unread_bytes(int fd, int* bytes);          // ioctl(fd, FIONREAD, bytes)
  virtual int unacknowledged_bytes(int fd, int* bytes);  // ioctl(fd, SIOCOUTQ, bytes)
  virtual int at_mark(int fd);                           // sockatmark(fd)
  virtual int dup(int fd);

  // MSG_OOB, MSG_MORE and several buffers reach the other end as they are.
  virtual bool passes_other_flags() const { return true; }

  // Several threads may make calls at the same time, and a call that waits makes no other one wait.
  virtual bool works_in_threads() const { return true; }

  // A new pair of connected sockets begins or ends; faults keep what they know of descriptors only that long.
  virtual void pair_begins(int active, int passive);
  virtual void pair_ends();
  // A program begins that makes its sockets itself, and ends.
  virtual void program_begins();
  virtual void program_ends();
};

}  // namespace socketcheck::sut
