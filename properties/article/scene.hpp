// Where a claim is put to the test: a few sockets behind a stack's calls, and a record of what was called and seen.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "properties/article/shown.hpp"
#include "sut/kernel/calls.hpp"
#include "sut/kernel/family.hpp"
#include "sut/kernel/sock_diag.hpp"

namespace socketcheck::properties::article {

struct Side {
  int fd = -1;
  char name = '?';
};

struct Result {
  long value = 0;
  int error = 0;  // errno, 0 unless the call failed
  bool failed() const { return error != 0; }
};

// Whatever the suite itself must find out, and not the stack under test, goes to the kernel directly.
class Scene {
 public:
  // `own_network`: nobody else uses this network namespace, so its packets can be counted and its settings changed.
  // `wire`: the stack on which programs of the wire run; empty: the kernel's.
  Scene(sut::Calls& calls, sut::Family family, bool own_network, std::string_view wire = {});
  ~Scene();
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  bool has_own_network() const { return own_network_; }
  const std::vector<std::string>& evidence() const { return evidence_; }
  void note(const std::string& line) { evidence_.push_back(line); }
  // What is called while silent leaves no line.
  void be_silent(bool on) { silent_ = on; }

  Side stream(char name) { return make(SOCK_STREAM, name); }
  Side datagram(char name) { return make(SOCK_DGRAM, name); }
  // a called connect(), b was accepted.
  std::pair<Side, Side> pair();
  Side accept(Side listener, char name);

  Result bind(Side side, const sut::Address& address);
  Result bind(Side side) { return bind(side, loopback()); }
  Result listen(Side side, int backlog);
  Result connect(Side side, const sut::Address& address);
  Result disconnect(Side side);  // AF_UNSPEC
  Result send(Side side, std::size_t size, int flags = MSG_NOSIGNAL);
  Result send_to(Side side, std::size_t size, const sut::Address& address);
  // Waits until something can be read, or until the deadline.
  Result recv(Side side, std::size_t size, int flags = 0);
  Result recv_from(Side side, std::size_t size, sut::Address& from);
  Result shutdown(Side side, int how);
  Result close(Side& side);
  // Another process has a descriptor of the same socket: nothing ends.
  void close_copy(Side& side);
  Result set_option(Side side, int level, int option, int value, const char* text);
  Result reset_on_close(Side side);  // SO_LINGER {1, 0}
  Result pending_error(Side side);   // SO_ERROR
  Result peer_name(Side side);
  // Sends until there is no room.
  void fill(Side side);
  // Reads until the end; how many bytes came, and the last answer.
  std::pair<long, Result> read_all(Side side);

  sut::Address loopback() const { return loopback_; }
  sut::Address name(Side side) const;
  // A place where nobody is.
  sut::Address dead_place(int type) const;

  // Of an end of the pair, whether or not it has a descriptor; empty: the kernel keeps nothing of it.
  std::optional<model::State> state(Side side);
  // Waits for it; false where it does not come.
  bool becomes(Side side, std::optional<model::State> state);
  // How long a TIME-WAIT will last.
  std::optional<double> seconds_of_time_wait(Side side) const;
  // True if the call could be made without waiting within so many milliseconds.
  bool is_ready(Side side, short events, int milliseconds = 1000) const;
  // Of this network so far.
  long packets() const;

  // Runs a program with operations on the wire between two kernels, and judges it; `steps` says of which calls, from 1, the
  // answers are evidence.
  Shown run_on_wire(std::string_view program, const std::vector<std::size_t>& steps);
  // How many packets of UDP leave a host whose socket is connected twice and then sends one datagram; empty, and noted: it
  // could not be counted.
  std::optional<long> datagrams_of_two_connects_and_a_send();

 private:
  Side make(int type, char name);
  Result done(long value, const std::string& call);
  std::pair<sut::Address, sut::Address>& names_of(Side side);

  sut::Calls& calls_;
  sut::Family family_;
  bool own_network_;
  std::string_view wire_;
  bool silent_ = false;
  sut::Address loopback_;
  sut::SockDiag diag_;
  std::vector<int> open_;
  std::pair<sut::Address, sut::Address> names_[2];  // of a and b of the pair: own, peer's
  std::vector<std::string> evidence_;
};

}  // namespace socketcheck::properties::article
