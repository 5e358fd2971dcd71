// Calls that know the two sockets of the pair under test, so that a fault can look at one end and act on the other.
// Other descriptors, the listener's for one, are never touched.
#pragma once

#include <array>

#include "sut/kernel/calls.hpp"

namespace socketcheck::sut {

class PairCalls : public Calls {
 public:
  bool works_in_threads() const override { return false; }
  int shutdown(int fd, int how) override;
  int close(int fd) override;
  void pair_begins(int active, int passive) override;
  void pair_ends() override;

 protected:
  struct End {
    int fd = -1;
    bool read_shut = false;  // by a shutdown that succeeded
    bool write_shut = false;
    int count = 0;  // of whatever the fault counts at this end
  };
  // nullptr: not an open socket of the pair.
  End* own(int fd);
  // nullptr: as above, or the other end was closed.
  End* peer(int fd);

  int unread(int fd);
  // Takes what is queued and nothing else: neither a pending error nor the end of the stream is consumed.
  void discard_unread(int fd);
  // The events of poll(2) that are shown now; POLLERR and POLLHUP need not be asked for.
  short events_now(int fd, short asked);
  bool lingers_zero(int fd);
  // Makes the next close() of the socket a RST, or no RST.
  void set_lingers_zero(int fd, bool on);

 private:
  std::array<End, 2> ends_;
};

}  // namespace socketcheck::sut
