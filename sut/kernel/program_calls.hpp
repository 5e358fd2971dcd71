// Calls that know the sockets of a program that makes them itself, so that a fault can act on listeners and on attempts to
// connect. Nothing outside such a program is touched: the suite's own listener is not.
#pragma once

#include <map>
#include <vector>

#include "sut/kernel/calls.hpp"

namespace socketcheck::sut {

class ProgramCalls : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  int listen(int fd, int backlog) override;
  int connect(int fd, const sockaddr* address, socklen_t length) override;
  int accept(int fd, sockaddr* address, socklen_t* length) override;
  int close(int fd) override;
  void program_begins() override;
  void program_ends() override;

 protected:
  struct Known {
    bool listens = false;      // listen() has succeeded, and no shutdown or AF_UNSPEC since
    bool connects = false;     // connect() has begun
    bool was_accepted = false;
    int count = 0;             // of whatever the fault counts here
  };
  bool is_on() const { return on_; }
  // Of a descriptor of the program.
  Known& known(int fd) { return known_[fd]; }
  bool listens(int fd) { return on_ && known_[fd].listens; }
  bool connects(int fd) { return on_ && known_[fd].connects; }

  static bool disconnects(const sockaddr* address) { return address->sa_family == AF_UNSPEC; }
  // The connections that wait, taken from the queue; owned by the caller.
  std::vector<int> take_queue(int listener);

 private:
  bool on_ = false;
  std::map<int, Known> known_;
};

}  // namespace socketcheck::sut
